"""Who did what when: the operations of a project's layers and its decisions, as `annotator log` shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from annotator.errors import InputError
from annotator.model.change import Edit
from annotator.project.project import Project
from annotator.store.database.rows import Rows
from annotator.store.reading.status import GOLD
from annotator.store.tables.decisions import all_decisions
from annotator.store.tables.documents import find_article
from annotator.store.tables.layer import LayerKey
from annotator.store.tables.layers import all_layers, layer_state
from annotator.store.tables.log import Operation, raw_operations

MOST_NAMED = 3
"""Of an edit that concerns more things, these many are named in the table."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done; `whole` is whether the store holds it as it was written."""

    at: str
    who: str
    document: str
    layer: str
    seq: int | None
    kind: str
    what: str
    concerns: tuple[str, ...]
    undoes: int | None
    elapsed_ms: int | None
    whole: bool

    @property
    def in_words(self) -> str:
        """What was done, for the table."""
        if not self.whole:
            return "(damaged: annotator doctor)"
        more = len(self.concerns) - MOST_NAMED
        named = " ".join(self.concerns[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        of = f"of {self.undoes}" if self.undoes is not None else ""
        return " ".join(filter(None, (self.what, named, of)))

    def to_plain(self) -> dict[str, Any]:
        """As JSON says it."""
        return asdict(self)


def entries(project: Project, document_id: str | None = None) -> list[Entry]:
    """Everything that was done in a project, or with one article: by time, in each layer in the order of its log.

    Raises:
        InputError: there is no such document.
        StoreError: the store cannot be read.
    """
    rows = project.store.rows
    if document_id is not None and find_article(rows, document_id) is None:
        raise InputError(f"there is no document {document_id!r} in this project")
    keys = [key for key in all_layers(rows) if document_id in (None, key.document_id)]
    timed_entries = [pair for key in keys for pair in _in_order(_of_layer(rows, key))]
    timed_entries += _in_order(_decided(rows, document_id))
    return [entry for _, entry in sorted(timed_entries, key=lambda pair: pair[0])]


def _in_order(log: Iterator[Entry]) -> Iterator[tuple[str, Entry]]:
    """Entries with a time to sort by that never goes back, whatever a clock did."""
    latest = ""
    for entry in log:
        latest = max(latest, entry.at)
        yield latest, entry


def _of_layer(rows: Rows, key: LayerKey) -> Iterator[Entry]:
    for operation in raw_operations(rows, layer_state(rows, key).number):
        whole = operation.is_whole(key)
        edit = operation.edit if whole and operation.edit_bytes else Edit("", ())
        yield _entry(key, operation, edit, whole=whole)


def _entry(key: LayerKey, operation: Operation, edit: Edit, *, whole: bool) -> Entry:
    concerns = dict.fromkeys(change.key or change.slot for change in edit.changes)
    return Entry(
        at=operation.at,
        who=operation.who,
        document=key.document_id,
        layer=key.name,
        seq=operation.seq,
        kind=str(operation.kind),
        what=edit.name,
        concerns=tuple(concerns),
        undoes=operation.target,
        elapsed_ms=operation.elapsed_ms,
        whole=whole,
    )


def _decided(rows: Rows, document_id: str | None) -> Iterator[Entry]:
    for decision, whole in all_decisions(rows):
        if document_id in (None, decision.document_id):
            yield Entry(
                at=decision.at,
                who=decision.who,
                document=decision.document_id,
                layer=GOLD,
                seq=None,
                kind="decision",
                what=decision.kind,
                concerns=(),
                undoes=None,
                elapsed_ms=decision.elapsed_ms,
                whole=whole,
            )
