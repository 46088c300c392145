"""The current state as the log tells it: what the layer began with, and every applied edit in order."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.errors import DamagedLogError, EditError
from annotator.model.change import Edit, apply
from annotator.model.document import Document
from annotator.store.database.rows import Rows
from annotator.store.tables.layer import LayerKey, named
from annotator.store.tables.layers import base_document, layer_state
from annotator.store.tables.log import Operation, applied, operations, position_after


def replayed(rows: Rows, key: LayerKey) -> Document:
    """The document that the log of a layer leads to.

    Raises:
        DamagedLogError: an operation is missing or damaged, or does not fit what was before it.
    """
    state = layer_state(rows, key)
    log = list(operations(rows, key, state.number))
    return replay(key, base_document(rows, state), applied(log, position_after(log)))


def replay(key: LayerKey, document: Document, edits: Iterable[Operation]) -> Document:
    """The document after these edits.

    Raises:
        DamagedLogError: one does not fit.
    """
    edits_of = [(operation, operation.edit) for operation in edits]
    try:
        return apply(document, Edit("replay", tuple(change for _, edit in edits_of for change in edit.changes)))
    except EditError:
        return _one_by_one(key, document, edits_of)


def _one_by_one(key: LayerKey, document: Document, steps: list[tuple[Operation, Edit]]) -> Document:
    """The same, slowly, to name the operation that does not fit."""
    for operation, edit in steps:
        try:
            document = apply(document, edit)
        except EditError as error:
            raise DamagedLogError(f"{named(key)}: operation {operation.seq} does not fit the ones before it") from error
    return document
