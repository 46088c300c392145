"""Writing a layer: each step an entry of the log and a new current state, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import structs
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from annotator.errors import StaleWriteError
from annotator.model.annotation import Annotation
from annotator.model.change import FIELDS, Edit
from annotator.store.database.location import StoreLocation
from annotator.store.database.rows import Rows
from annotator.store.database.transaction import Transaction, server_time, writing
from annotator.store.tables.annotations import delete_rows, insert_rows
from annotator.store.tables.checksum import row_sum, state_sum
from annotator.store.tables.documents import put_article_on
from annotator.store.tables.layer import KINDS, AnnotationRow, LayerState, annotation_row, head_to_bytes, named
from annotator.store.tables.layers import insert_layer, layer_state, update_layer
from annotator.store.tables.log import Kind, Operation, insert_operation, parent_of, raw_operation, redoable
from annotator.store.tables.texts import put_text
from annotator.store.writing.step import Step, numbers


@dataclass(frozen=True, slots=True)
class _Difference:
    """What an edit does to the rows of a layer, all its changes taken together."""

    gone: list[AnnotationRow]
    come: list[AnnotationRow]


def write_steps(
    engine: Engine, location: StoreLocation, state: LayerState, steps: Sequence[Step], token: str = ""
) -> LayerState:
    """Write steps in order, all or none, and return the layer's row as it then is.

    When this returns, they are on disk. `token` is that of the lease under which they are written, where it is a row.

    Raises:
        StaleWriteError: the layer is no longer what `state` says, or the lease is another's; nothing was written.
        StoreError: the store could not be written; nothing was.
    """
    with writing(engine, location) as transaction:
        return write_into(transaction, state, steps, token)


def already_committed(rows: Rows, state: LayerState, steps: Sequence[Step]) -> LayerState | None:
    """The layer's row when these very steps are in the store already, else None.

    A commit whose answer was lost looks like a stale write when it is tried again.
    """
    now = layer_state(rows, state.key)
    if (now.revision, now.last_seq) != (state.revision + len(steps), state.last_seq + len(steps)):
        return None
    last, stored_step = steps[-1], raw_operation(rows, now.number, now.last_seq)
    stated = (last.kind, last.edit_bytes, last.provenance, last.who, last.elapsed_ms)
    if stored_step is None or stated != (
        stored_step.kind,
        stored_step.edit_bytes,
        stored_step.provenance,
        stored_step.who,
        stored_step.elapsed_ms,
    ):
        return None
    return now


def write_into(transaction: Transaction, state: LayerState, steps: Sequence[Step], token: str = "") -> LayerState:
    """The same within a transaction of the caller's."""
    stored_state = state if state.number else _new_layer(transaction, state)
    time, now = server_time(transaction), stored_state
    for step in steps:
        now = _write_step(transaction, now, step, time or step.at)
    if not update_layer(transaction, now, stored_state.revision, token):
        raise _stale(now)
    return now


def _new_layer(transaction: Transaction, state: LayerState) -> LayerState:
    try:
        return insert_layer(transaction, state)
    except IntegrityError as error:
        raise _stale(state) from error


def _stale(state: LayerState) -> StaleWriteError:
    return StaleWriteError(
        f"{named(state.key)}: the store holds another revision than the one these edits were made for; "
        "they are not written over it. Open the document again"
    )


def _write_step(transaction: Transaction, state: LayerState, step: Step, at: str) -> LayerState:
    state = append(transaction, state, step, at)
    state = _change_fields(transaction, state, step.edit)
    return replace(_change_annotations(transaction, state, step.edit), revision=state.revision + 1)


def append(transaction: Transaction, state: LayerState, step: Step, at: str = "") -> LayerState:
    """Append a step to a layer's log, where it stands now."""
    seq, parent, target, position = state.last_seq + 1, None, None, state.position
    if step.kind == Kind.UNDO:
        target, position = position, _found(state, parent_of(transaction, state.number, position))
    elif step.kind == Kind.REDO:
        target = position = _found(state, redoable(transaction, state.number, position))
    else:
        parent, position = position, seq
    operation = Operation(
        seq, step.kind, parent, target, step.edit_bytes, step.provenance, step.who, at or step.at, step.elapsed_ms
    )
    try:
        insert_operation(transaction, state.number, state.key, operation)
    except IntegrityError as error:
        raise _stale(state) from error
    return replace(state, last_seq=seq, position=position)


def _found(state: LayerState, seq: int | None) -> int:
    if seq is None:
        raise _stale(state)
    return seq


def _change_fields(transaction: Transaction, state: LayerState, edit: Edit) -> LayerState:
    for change in edit.changes:
        if change.slot == "text":
            state = replace(state, text_sha256=put_text(transaction, str(change.after)))
            put_article_on(transaction, state.document_number, state.text_sha256)
        elif change.slot in FIELDS:
            head = structs.replace(state.head, **{change.slot: change.after})
            gone, come = (row_sum(head_to_bytes(each)) for each in (state.head, head))
            state = replace(state, head=head, total=state_sum(state.total, gone, come))
    return state


def _change_annotations(transaction: Transaction, state: LayerState, edit: Edit) -> LayerState:
    difference = _difference(edit)
    delete_rows(transaction, state.number, difference.gone)
    insert_rows(transaction, state.number, difference.come)
    counts = list(state.counts)
    for sign, new_row in ((-1, difference.gone), (1, difference.come)):
        for row in new_row:
            counts[KINDS.index(row.slot)] += sign
    gone, come = (sum(row_sum(row.payload) for row in rows) for rows in (difference.gone, difference.come))
    return replace(
        state,
        counts=(counts[0], counts[1], counts[2]),
        total=state_sum(state.total, gone, come),
        last_number=max(state.last_number, max(numbers(edit), default=0)),
    )


def _difference(edit: Edit) -> _Difference:
    before: dict[tuple[str, str], Annotation | None] = {}
    after: dict[tuple[str, str], Annotation | None] = {}
    for change in edit.changes:
        if change.slot in KINDS:
            place = (change.slot, change.key)
            before.setdefault(place, change.before)  # type: ignore[arg-type]
            after[place] = change.after  # type: ignore[assignment]
    return _Difference(
        [annotation_row(slot, row) for (slot, _), row in before.items() if row is not None],
        [annotation_row(slot, row) for (slot, _), row in after.items() if row is not None],
    )
