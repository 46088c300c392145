"""The accepted plants of a project's layers, by their logs: who reads a layer for others leaves them out.

All that makes documents of layers for somebody else than the annotator asks here: export, agreement, adjudication,
the learner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import msgspec

from annotator.errors import AnnotatorError
from annotator.model.document import Document
from annotator.project.project import Project
from annotator.store.database.rows import Rows
from annotator.store.reading.loading import open_layer
from annotator.store.tables.layer import LayerKey, LayerState
from annotator.store.tables.layers import layer_state
from annotator.store.tables.log import (
    Kind,
    Operation,
    applied,
    layers_with,
    position_after,
    provenances,
    raw_operations,
)
from annotator.suggest.worth.plants import (
    PLANTED,
    Answered,
    Plant,
    answered_by,
    concerns_plants,
    plants_taken,
    without_plants,
)

CORRECTS_NOTHING = (Kind.TEXT, Kind.MIGRATE, Kind.RECOVER)
"""The operations that may change what was taken without anybody having looked at it."""

UNREADABLE = (msgspec.MsgspecError, ValueError, KeyError)
"""What reading a damaged operation raises."""


class LayersForOthers:
    """The layers of a project as everybody but their annotator gets them: without the plants that were accepted."""

    def __init__(self, project: Project) -> None:
        """The layers as they are now."""
        self._project = project
        self._rows = project.store.rows

    def open(self, key: LayerKey) -> tuple[LayerState, Document]:
        """A layer's row and its document without accepted plants and what hangs on them.

        Raises:
            InputError: the project has no such document.
            StoreError: the store cannot be read, or the layer is damaged.
        """
        state, document = open_layer(self._rows, key)
        if key not in self._with_plants:
            return state, document
        return state, without_plants(document, plants_in(self._rows, key), self._pointers)

    @cached_property
    def _with_plants(self) -> frozenset[LayerKey]:
        return layers_with(self._rows, PLANTED)

    @cached_property
    def _pointers(self) -> frozenset[str]:
        try:
            return self._project.schema.pointers
        except AnnotatorError:
            # Without a schema no attribute is known to name anything.
            return frozenset()


def plants_in(rows: Rows, key: LayerKey) -> list[Plant]:
    """The planted suggestions that were taken in a layer at any time; which still stand, its document says.

    What is damaged in the log is left out: `doctor` tells of it.

    Raises:
        InputError: the project has no such document.
        StoreError: the store cannot be read.
    """
    return _plants_of(_log_with_plants(rows, key))


def answered_in(rows: Rows, key: LayerKey) -> list[Answered]:
    """The operations of a layer that answered plants or kept what was withheld, in order, those taken back among them.

    Raises:
        InputError: the project has no such document.
        StoreError: the store cannot be read.
    """
    log = _log_with_plants(rows, key)
    standing = {each.seq for each in applied(log, position_after(log))}
    found = []
    for operation in (each for each in log if concerns_plants(each.provenance)):
        try:
            answered = answered_by(operation.edit, operation.provenance)
        except UNREADABLE:
            continue
        if answered:
            found.append(replace(answered, stands=operation.seq in standing))
    return found


def _log_with_plants(rows: Rows, key: LayerKey) -> list[Operation]:
    """All operations of a layer, where one concerns plants; none elsewhere, since a log may be long."""
    number = layer_state(rows, key).number
    if not number or not any(concerns_plants(provenance) for _, provenance in provenances(rows, number)):
        return []
    return list(raw_operations(rows, number))


def _plants_of(log: Sequence[Operation]) -> list[Plant]:
    """The plants that operations took, in their order, followed through what corrects nothing."""
    plants: list[Plant] = []
    for operation in log:
        is_moving = bool(plants) and operation.kind in CORRECTS_NOTHING
        if not is_moving and PLANTED not in operation.provenance:
            continue
        try:
            edit = operation.edit
        except UNREADABLE:
            continue
        if is_moving:
            plants = [each.moved(edit) for each in plants]
        plants += plants_taken(edit, operation.provenance)
    return plants
