"""Writing a layer: edits, undo and redo, each an entry of the log and a new current state in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from msgspec import structs
from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from annotator.model.annotation import Annotation
from annotator.model.change import FIELDS, Edit
from annotator.store.articles import new_key, put_text
from annotator.store.checksum import operation_checksum, row_sum, state_sum
from annotator.store.engine import writing
from annotator.store.failure import StaleWriteError
from annotator.store.layer import KINDS, AnnotationRow, LayerState, annotation_row, head_to_bytes
from annotator.store.loading import layer_state
from annotator.store.location import StoreLocation
from annotator.store.log import State, named
from annotator.store.rows import Rows, first
from annotator.store.state_rows import delete_rows, insert_rows
from annotator.store.step import Step, StepKind, numbers
from annotator.store.tables import documents, layers, operations


@dataclass(frozen=True, slots=True)
class _Difference:
    """What an edit does to the rows of a layer, all its changes taken together."""

    gone: list[AnnotationRow]
    come: list[AnnotationRow]


def write_steps(engine: Engine, location: StoreLocation, state: LayerState, steps: Sequence[Step]) -> LayerState:
    """Write steps in order, all or none, and return the layer's row as it then is.

    When this returns, they are on disk.

    Raises:
        StaleWriteError: the layer is no longer what `state` says; nothing was written.
        StoreError: the store could not be written; nothing was.
    """
    with writing(engine, location) as connection:
        return write_into(connection, state, steps)


def already_committed(rows: Rows, state: LayerState, steps: Sequence[Step]) -> LayerState | None:
    """The layer's row when these very steps are in the store already, else None.

    A commit whose answer was lost looks like a stale write when it is tried again.
    """
    now = layer_state(rows, state.key)
    edits = [step for step in steps if step.kind == "edit"]
    if (now.revision, now.last_seq) != (state.revision + len(steps), state.last_seq + len(edits)):
        return None
    if not edits:
        return now
    held = first(
        rows, "SELECT checksum FROM operations WHERE layer = :layer AND seq = :seq", layer=now.number, seq=now.last_seq
    )
    return now if held and held[0] == _checksum(now, now.last_seq, edits[-1]) else None


def write_into(connection: Connection, state: LayerState, steps: Sequence[Step]) -> LayerState:
    """The same within a transaction of the caller's."""
    held = state if state.number else _new_layer(connection, state)
    now = held
    for step in steps:
        now = _write_step(connection, now, step)
    _write_layer(connection, held.revision, now)
    return now


def _new_layer(connection: Connection, state: LayerState) -> LayerState:
    state = replace(state, total=state_sum(0, come=row_sum(head_to_bytes(state.head))))
    try:
        found = connection.execute(
            insert(layers).values(
                document=state.document_number,
                name=state.key.name.encode(),
                base=head_to_bytes(state.head),
                **layer_columns(state),
            )
        )
    except IntegrityError as error:
        raise _stale(state) from error
    return replace(state, number=new_key(found))


def layer_columns(state: LayerState) -> dict[str, Any]:
    """The columns of a layer's row that writing changes."""
    entities, relations, events = state.counts
    return {
        "text_sha256": state.text_sha256,
        "head": head_to_bytes(state.head),
        "revision": state.revision,
        "last_seq": state.last_seq,
        "last_number": state.last_number,
        "total": state.total,
        "entities": entities,
        "relations": relations,
        "events": events,
    }


def _write_layer(connection: Connection, revision: int, state: LayerState) -> None:
    found = connection.execute(
        update(layers)
        .where(layers.c.number == state.number, layers.c.revision == revision)
        .values(layer_columns(state))
    )
    if found.rowcount != 1:
        raise _stale(state)


def _stale(state: LayerState) -> StaleWriteError:
    return StaleWriteError(
        f"{named(state.key)}: the store holds another revision than the one these edits were made for; "
        "they are not written over it. Open the document again"
    )


def _write_step(connection: Connection, state: LayerState, step: Step) -> LayerState:
    if step.kind == "edit":
        state = append(connection, state, step)
    else:
        _switch(connection, state, step.kind)
    state = _change_fields(connection, state, step.edit)
    return replace(_change_annotations(connection, state, step.edit), revision=state.revision + 1)


def append(connection: Connection, state: LayerState, step: Step) -> LayerState:
    """Append an edit to a layer's log; what was undone is history from now on."""
    seq = state.last_seq + 1
    mine = operations.c.layer == state.number
    undone = (mine, operations.c.state == int(State.UNDONE))
    connection.execute(update(operations).where(*undone).values(state=int(State.BRANCHED)))
    connection.execute(
        insert(operations).values(
            layer=state.number,
            seq=seq,
            state=int(State.APPLIED),
            edit=step.edit_bytes,
            who=step.who.encode(),
            at=step.at,
            elapsed_ms=step.elapsed_ms,
            checksum=_checksum(state, seq, step),
        )
    )
    return replace(state, last_seq=seq)


def _checksum(state: LayerState, seq: int, step: Step) -> str:
    return operation_checksum(*state.key, seq, step.edit_bytes, step.who, step.at, step.elapsed_ms)


def _switch(connection: Connection, state: LayerState, kind: StepKind) -> None:
    was, then = (State.APPLIED, State.UNDONE) if kind == "undo" else (State.UNDONE, State.APPLIED)
    pick = func.max if kind == "undo" else func.min
    mine = (operations.c.layer == state.number, operations.c.state == int(was))
    seq = connection.execute(select(pick(operations.c.seq)).where(*mine)).scalar()
    if seq is None:
        raise _stale(state)
    connection.execute(
        update(operations).where(operations.c.layer == state.number, operations.c.seq == seq).values(state=int(then))
    )


def _change_fields(connection: Connection, state: LayerState, edit: Edit) -> LayerState:
    for change in edit.changes:
        if change.slot == "text":
            state = replace(state, text_sha256=put_text(connection, str(change.after)))
            # Layers that are begun from now on are on the new text; others keep theirs.
            here = documents.c.number == state.document_number
            connection.execute(update(documents).where(here).values(text_sha256=state.text_sha256))
        elif change.slot in FIELDS:
            head = structs.replace(state.head, **{change.slot: change.after})
            gone, come = (row_sum(head_to_bytes(each)) for each in (state.head, head))
            state = replace(state, head=head, total=state_sum(state.total, gone, come))
    return state


def _change_annotations(connection: Connection, state: LayerState, edit: Edit) -> LayerState:
    difference = _difference(edit)
    delete_rows(connection, state.number, difference.gone)
    insert_rows(connection, state.number, difference.come)
    counts = list(state.counts)
    for sign, found in ((-1, difference.gone), (1, difference.come)):
        for row in found:
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
        [annotation_row(slot, held) for (slot, _), held in before.items() if held is not None],
        [annotation_row(slot, held) for (slot, _), held in after.items() if held is not None],
    )
