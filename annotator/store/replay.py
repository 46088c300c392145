"""The current state as the log tells it: the layer's base, and every applied operation in order."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from annotator.errors import EditError
from annotator.model.change import Edit, apply
from annotator.model.document import Document
from annotator.store.layer import LayerKey, LayerState, head_from_bytes
from annotator.store.loading import layer_state, stored_text
from annotator.store.log import DamagedLogError, Operation, State, named, operations
from annotator.store.rows import Rows, first


def base_document(rows: Rows, state: LayerState, applied: Iterable[Operation]) -> Document:
    """The document from which the log starts: the text before the first operation that changed it, no annotations."""
    found = first(rows, "SELECT base FROM layers WHERE number = :layer", layer=state.number)
    head = head_from_bytes(state.key.document_id, bytes(found[0])) if found else state.head
    text, sha256 = _first_text(applied), state.text_sha256
    if text is None:
        return replace(head, text=stored_text(rows, sha256), text_sha256=sha256)
    return replace(head, text=text, text_sha256=None)


def _first_text(applied: Iterable[Operation]) -> str | None:
    # Rare and long: what cannot change the text is not even parsed.
    with_text = (operation.edit for operation in applied if b'["text",' in operation.edit_bytes)
    changes = (change for edit in with_text for change in edit.changes if change.slot == "text")
    first_change = next(changes, None)
    return str(first_change.before) if first_change else None


def replayed(rows: Rows, key: LayerKey) -> Document:
    """The document that the log of a layer leads to.

    Raises:
        DamagedLogError: an operation is missing or damaged, or does not fit what was before it.
    """
    state = layer_state(rows, key)
    applied = [each for each in operations(rows, key, state.number) if each.state == State.APPLIED]
    return replay(key, base_document(rows, state, applied), applied)


def replay(key: LayerKey, document: Document, applied: Iterable[Operation]) -> Document:
    """The document after these operations.

    Raises:
        DamagedLogError: one does not fit.
    """
    held = list(applied)
    edits = [operation.edit for operation in held]
    try:
        return apply(document, Edit("replay", tuple(change for edit in edits for change in edit.changes)))
    except EditError:
        return _one_by_one(key, document, held, edits)


def _one_by_one(key: LayerKey, document: Document, held: list[Operation], edits: list[Edit]) -> Document:
    """The same, slowly, to name the operation that does not fit."""
    for operation, edit in zip(held, edits, strict=True):
        try:
            document = apply(document, edit)
        except EditError as error:
            raise DamagedLogError(f"{named(key)}: operation {operation.seq} does not fit the ones before it") from error
    return document
