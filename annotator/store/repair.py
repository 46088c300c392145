"""Putting a damaged layer right without losing what is whole, and without throwing anything away.

The operations before the first fault stay. Those from it on are set aside, as they are, in the table `set_aside`. Is
the current state what was written, then it stays, and what the operations set aside had done to it becomes one new
operation named `recovered`; else the state is the one to which the whole operations lead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, update

from annotator.errors import StoreError
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.store.checksum import row_sum, state_sum
from annotator.store.engine import writing
from annotator.store.integrity import LayerHealth, examine
from annotator.store.layer import KINDS, LayerKey, LayerState, annotation_row, head_of, head_to_bytes
from annotator.store.loading import layer_state
from annotator.store.log import Operation, named
from annotator.store.state_rows import insert_rows
from annotator.store.step import new_step, utc_now
from annotator.store.store import Store
from annotator.store.tables import annotation_rows, layers, operations, set_aside, targets
from annotator.store.writer import append, layer_columns

RECOVERED = "recovered"
"""The name of the edit that stands for operations set aside."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done to a layer; `kept` counts the operations that stay, `aside` those set aside."""

    key: LayerKey
    kept: int
    aside: int
    state_kept: bool

    def __str__(self) -> str:
        """As it is told to the user."""
        state = "no annotation is lost" if self.state_kept else "the annotations are those after the last whole one"
        return f"{named(self.key)}: recovered {self.kept} operations, set aside {self.aside}; {state}"


def repair_layer(store: Store, key: LayerKey) -> Repaired | None:
    """Put a layer right; None when nothing is wrong with it.

    Raises:
        StoreError: it cannot be: neither the state nor the beginning of the log is whole, or the text is missing.
    """
    health = examine(store.rows, key)
    if not health.faults:
        return None
    goal = health.document or health.log.replayed
    if goal is None:
        raise StoreError(
            f"{named(key)}: neither its annotations nor its log are whole; "
            "take the store from a backup, or import the gold again"
        )
    state = layer_state(store.rows, key)
    with writing(store.writable(), store.location) as connection:
        _set_aside(connection, key, state.number, health.log.rest, health.log.fault or "")
        _rewrite(connection, state, health, goal)
    return Repaired(key, len(health.log.whole), len(health.log.rest), health.document is not None)


def _set_aside(connection: Connection, key: LayerKey, layer: int, rest: Iterable[Operation], why: str) -> None:
    now = utc_now()
    for operation in rest:
        connection.execute(
            insert(set_aside).values(
                document=key.document_id.encode(),
                name=key.name.encode(),
                seq=operation.seq,
                edit=operation.edit_bytes,
                checksum=operation.checksum,
                at=now,
                why=why[:200],
            )
        )
        where = (operations.c.layer == layer, operations.c.seq == operation.seq)
        connection.execute(delete(operations).where(*where))


def _rewrite(connection: Connection, state: LayerState, health: LayerHealth, goal: Document) -> None:
    state = replace(state, last_seq=len(health.log.whole))
    if health.log.replayed is None:
        # The base is unreadable: the log starts again from an empty document.
        start = Document(goal.id, goal.text, goal.text_sha256)
        connection.execute(
            update(layers).where(layers.c.number == state.number).values(base=head_to_bytes(head_of(start)))
        )
    else:
        start = health.log.replayed
    edit = difference(start, goal, RECOVERED)
    if edit.changes:
        state = append(connection, state, new_step(edit, "doctor"))
    rows = [annotation_row(slot, each) for slot in KINDS for each in getattr(goal, slot).values()]
    connection.execute(delete(annotation_rows).where(annotation_rows.c.layer == state.number))
    connection.execute(delete(targets).where(targets.c.layer == state.number))
    insert_rows(connection, state.number, rows)
    head = head_of(goal)
    total = state_sum(0, come=row_sum(head_to_bytes(head)) + sum(row_sum(row.payload) for row in rows))
    state = replace(
        state,
        head=head,
        total=total,
        text_sha256=goal.text_sha256 or state.text_sha256,
        counts=(len(goal.entities), len(goal.relations), len(goal.events)),
        revision=state.revision + 1,
    )
    connection.execute(update(layers).where(layers.c.number == state.number).values(layer_columns(state)))
