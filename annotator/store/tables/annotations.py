"""A layer's current annotations: all SQL on the tables `annotations` and `targets`.

A window brings along what hangs on its mentions, at any depth, and what those name: whoever removes something that is
on screen removes all that names it, even while the rest is still being read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.model.spans import Span
from annotator.store.database.rows import Reader, Rows
from annotator.store.database.transaction import Transaction
from annotator.store.tables.layer import AnnotationRow

_INSERT = """
INSERT INTO annotations (layer, id, slot, start_char, end_char, payload)
VALUES (:layer, :id, :slot, :start_char, :end_char, :payload)
"""
_INSERT_TARGET = "INSERT INTO targets (layer, source, target) VALUES (:layer, :source, :target)"
_DELETE = "DELETE FROM annotations WHERE layer = :layer AND id = :id AND slot = :slot"
_DELETE_TARGETS = "DELETE FROM targets WHERE layer = :layer AND source = :source"
_ALL = "SELECT slot, payload FROM annotations WHERE layer = :layer"
_WINDOW = """
WITH RECURSIVE near(id) AS (
  SELECT id FROM annotations WHERE layer = :layer AND start_char < :window_end AND end_char > :window_start
  UNION
  SELECT t.source FROM targets t JOIN near ON t.target = near.id WHERE t.layer = :layer
)
SELECT slot, payload FROM annotations WHERE layer = :layer AND id IN (
  SELECT id FROM near
  UNION
  SELECT target FROM targets WHERE layer = :layer AND source IN (SELECT id FROM near)
)
"""

Stored = tuple[str, bytes]
"""A stored annotation: its slot and payload."""


def insert_rows(transaction: Transaction, layer: int, rows: Sequence[AnnotationRow]) -> None:
    """Put annotations, and what they name, into a layer's current state."""
    new_rows = [(layer, row.id.encode(), row.slot, row.start_char, row.end_char, row.payload) for row in rows]
    transaction.run_many(_INSERT, new_rows)
    named = [(layer, row.id.encode(), target.encode()) for row in rows for target in row.targets]
    transaction.run_many(_INSERT_TARGET, named)


def delete_rows(transaction: Transaction, layer: int, rows: Sequence[AnnotationRow]) -> None:
    """Take annotations, and what they name, out of a layer's current state."""
    transaction.run_many(_DELETE, [(layer, row.id.encode(), row.slot) for row in rows])
    transaction.run_many(_DELETE_TARGETS, [(layer, row.id.encode()) for row in rows if row.targets])


def delete_all_rows(transaction: Transaction, layer: int) -> None:
    """Empty a layer's current state."""
    transaction.run("DELETE FROM annotations WHERE layer = :layer", layer=layer)
    transaction.run("DELETE FROM targets WHERE layer = :layer", layer=layer)


def window_rows(reader: Reader, layer: int, window: Span) -> list[Stored]:
    """What a window of the text shows, and what that needs."""
    start, end = window
    rows = reader.all(_WINDOW, layer=layer, window_start=start, window_end=end)
    return [(slot, bytes(payload)) for slot, payload in rows]


def all_rows(rows: Rows, layer: int) -> Iterator[list[Stored]]:
    """Every annotation of a layer, in batches."""
    for batch in rows.batches(_ALL, layer=layer):
        yield [(slot, bytes(payload)) for slot, payload in batch]


def target_pairs(reader: Reader, layer: int) -> set[tuple[bytes, bytes]]:
    """Which annotation names which, by id."""
    rows = reader.all("SELECT source, target FROM targets WHERE layer = :layer", layer=layer)
    return {(bytes(source), bytes(target)) for source, target in rows}
