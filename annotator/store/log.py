"""The log of a layer: its operations in order, each checked by its checksum when it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from annotator.errors import StoreError
from annotator.model.change import Edit
from annotator.model.edit_bytes import edit_from_bytes
from annotator.store.checksum import operation_checksum
from annotator.store.layer import LayerKey
from annotator.store.rows import Rows, first

_COLUMNS = "SELECT seq, state, edit, who, at, elapsed_ms, checksum FROM operations WHERE layer = :layer"

IMPORT = "import"
"""The name of the edit by which an import comes into the log."""


class State(IntEnum):
    """Whether an operation is part of the current state."""

    APPLIED = 0
    """It is."""
    UNDONE = 1
    """It was taken back and may be redone."""
    BRANCHED = 2
    """It was taken back and something else was done after that: history, never redone."""


_STATES = {int(state): state for state in State}


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of a log; `edit_bytes` is the edit as JSON, `at` the time in UTC, `elapsed_ms` how long it took."""

    seq: int
    state: State
    edit_bytes: bytes
    who: str
    at: str
    elapsed_ms: int | None
    checksum: str

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> Operation:
        """The operation of a row, whatever is in it."""
        seq, state, edit, who, at, elapsed_ms, checksum = row
        known = _STATES.get(state, state)
        # A flipped bit may have broken the UTF-8; the checksum, not the decoder, tells the user.
        return cls(seq, known, bytes(edit), bytes(who).decode("utf-8", "replace"), at, elapsed_ms, checksum)

    @property
    def edit(self) -> Edit:
        """The edit."""
        return edit_from_bytes(self.edit_bytes)

    def is_whole(self, key: LayerKey) -> bool:
        """Whether it is what was written: its checksum fits."""
        found = operation_checksum(*key, self.seq, self.edit_bytes, self.who, self.at, self.elapsed_ms)
        return found == self.checksum and self.state in _STATES


class DamagedLogError(StoreError):
    """An operation of a log is missing or is not what was written."""


def raw_operations(rows: Rows, layer: int) -> Iterator[Operation]:
    """Every operation of a layer in order, unchecked."""
    for batch in rows.batches(f"{_COLUMNS} ORDER BY seq", layer=layer):
        yield from map(Operation.of, batch)


def operations(rows: Rows, key: LayerKey, layer: int) -> Iterator[Operation]:
    """Every operation of a layer in order.

    Raises:
        DamagedLogError: one is damaged or missing.
    """
    expected = 1
    for operation in raw_operations(rows, layer):
        if operation.seq != expected:
            missing = f"{expected}" if operation.seq == expected + 1 else f"{expected} to {operation.seq - 1}"
            raise DamagedLogError(f"{named(key)}: operation {missing} is missing from the log; run `annotator doctor`")
        yield checked(operation, key)
        expected += 1


def newest_applied(rows: Rows, layer: int) -> int:
    """The number of the newest applied operation, 0 without one; the operation itself, huge maybe, is not read."""
    query = f"SELECT max(seq) FROM operations WHERE layer = :layer AND state = {State.APPLIED}"
    found = first(rows, query, layer=layer)
    return found[0] or 0 if found else 0


def last_applied(rows: Rows, key: LayerKey, layer: int, below: int) -> Operation | None:
    """The newest applied operation with a number under `below`: the next one to undo."""
    return _one(rows, key, layer, f"state = {State.APPLIED} AND seq < :bound ORDER BY seq DESC", below)


def first_undone(rows: Rows, key: LayerKey, layer: int, start: int) -> Operation | None:
    """The oldest undone operation from the number `start` on: the next one to redo."""
    return _one(rows, key, layer, f"state = {State.UNDONE} AND seq >= :bound ORDER BY seq", start)


def _one(rows: Rows, key: LayerKey, layer: int, condition: str, bound: int) -> Operation | None:
    found = first(rows, f"{_COLUMNS} AND {condition} LIMIT 1", layer=layer, bound=bound)
    return checked(Operation.of(found), key) if found else None


def checked(operation: Operation, key: LayerKey) -> Operation:
    """The operation itself.

    Raises:
        DamagedLogError: its checksum does not fit.
    """
    if not operation.is_whole(key):
        raise DamagedLogError(
            f"{named(key)}: operation {operation.seq} is not what was written (its checksum differs); "
            "run `annotator doctor`"
        )
    return operation


def named(key: LayerKey) -> str:
    """How messages name a layer."""
    return f"document {key.document_id!r}, layer {key.name!r}"
