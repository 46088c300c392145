"""Putting a damaged layer right without losing what is whole, and without changing a row of its log.

The operations before the first fault count on; those from it on stay where they are and are set aside by an operation
named `recovered`, which is appended. Where the current state is what was written it stays, and that operation holds
what the ones set aside had done to it; else the state becomes the one to which the whole operations lead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.errors import StoreError
from annotator.model.difference import difference
from annotator.model.document import Document
from annotator.store.database.transaction import Transaction, server_time, writing
from annotator.store.integrity import LayerHealth, examine, examine_log
from annotator.store.store import Store
from annotator.store.tables.annotations import delete_all_rows, insert_rows
from annotator.store.tables.checksum import row_sum, state_sum
from annotator.store.tables.layer import KINDS, LayerKey, LayerState, annotation_row, head_of, head_to_bytes, named
from annotator.store.tables.layers import layer_state, put_base, update_layer
from annotator.store.tables.log import Kind, raw_operations
from annotator.store.writing.step import new_step, numbers
from annotator.store.writing.writer import append

RECOVERED = "recovered"
"""The name of the edit that stands for operations set aside."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done to a layer; `kept` counts the operations that count on, `aside` those set aside."""

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
    with writing(store.writable(), store.location) as transaction:
        _rewrite(transaction, state, health, goal)
    return Repaired(key, len(health.log.whole), len(health.log.rest), health.document is not None)


def _rewrite(transaction: Transaction, state: LayerState, health: LayerHealth, goal: Document) -> None:
    held_revision = state.revision
    state = replace(state, last_seq=health.log.end, position=health.log.position)
    start = health.log.replayed or _empty_base(transaction, state, goal)
    edit = difference(start, goal, RECOVERED)
    if edit.changes or health.log.fault:
        step = new_step(edit, "doctor", kind=Kind.RECOVER)
        state = append(transaction, state, step, server_time(transaction))
    _put_state(transaction, replace(state, revision=state.revision + 1), goal, held_revision)


def _put_state(transaction: Transaction, state: LayerState, goal: Document, held_revision: int) -> None:
    """Have a layer be in a state, whatever its rows say."""
    rows = [annotation_row(slot, each) for slot in KINDS for each in getattr(goal, slot).values()]
    delete_all_rows(transaction, state.number)
    insert_rows(transaction, state.number, rows)
    head = head_of(goal)
    total = state_sum(0, come=row_sum(head_to_bytes(head)) + sum(row_sum(row.payload) for row in rows))
    state = replace(
        state,
        head=head,
        total=total,
        text_sha256=goal.text_sha256 or state.text_sha256,
        counts=(len(goal.entities), len(goal.relations), len(goal.events)),
    )
    if not update_layer(transaction, state, held_revision):
        raise StoreError(f"{named(state.key)}: somebody wrote it while it was being repaired; try again")


def remake_layer(store: Store, key: LayerKey) -> str | None:
    """Make a layer's current state of its log, as far as that is whole; what is wrong with the log, if anything.

    Raises:
        StoreError: even its beginning is damaged.
    """
    state = layer_state(store.rows, key)
    last_seq = max((operation.seq for operation in raw_operations(store.rows, state.number)), default=0)
    log = examine_log(store.rows, replace(state, last_seq=last_seq))
    if log.replayed is None:
        raise StoreError(f"{named(key)}: {log.fault}; nothing can be made of its log")
    edits = (operation.edit for operation in log.whole if operation.edit_bytes)
    highest = max((number for edit in edits for number in numbers(edit)), default=0)
    made = replace(state, last_seq=log.end, position=log.position, revision=log.end, last_number=highest)
    with writing(store.writable(), store.location) as transaction:
        _put_state(transaction, made, log.replayed, state.revision)
    return log.fault


def _empty_base(transaction: Transaction, state: LayerState, goal: Document) -> Document:
    """What the log begins with can no longer be read, or does not fit: it begins again from an empty document."""
    start = Document(goal.id, goal.text, goal.text_sha256)
    put_base(transaction, state.number, head_of(start), str(goal.text_sha256))
    return start
