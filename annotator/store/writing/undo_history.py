"""What can be undone and redone: this session's edits in memory, older ones from the log when they are asked for."""

from __future__ import annotations

from typing import NamedTuple

from annotator.model.change import Edit
from annotator.store.database.rows import Rows
from annotator.store.tables.layer import LayerState
from annotator.store.tables.log import Operation, operation_at, redoable


class _Entry(NamedTuple):
    """An edit, and its number where it was in the log before this session, else 0."""

    edit: Edit
    seq: int = 0


class History:
    """The edits of a layer before and behind its current state.

    Asking (`last_done`, `next_undone`) and telling that it happened (`undone`, `redone`) are two steps, because an
    edit may turn out not to fit. What was in the log before the session never changes, so that it does not matter how
    far the writing is.
    """

    def __init__(self, rows: Rows, state: LayerState) -> None:
        """The history of a layer as it is in the store now."""
        self._rows = rows
        self._state = state
        self._done: list[_Entry] = []
        self._undone: list[_Entry] = []
        self._below = state.position
        """The newest applied operation that has not been fetched."""
        self._at_bottom = not state.position
        self._log_goes_on = bool(state.number)
        """Whether the log may hold more to do again than what is in memory."""

    def done(self, edit: Edit) -> None:
        """A new edit: what was undone is out of reach now."""
        self._done.append(_Entry(edit))
        self._undone.clear()
        self._log_goes_on = False

    def last_done(self) -> Edit | None:
        """The edit to take back next.

        Raises:
            StoreError: the log cannot be read, or is damaged there.
        """
        if not self._done and not self._at_bottom:
            operation = self._operation(self._below)
            self._at_bottom = operation.begins_the_layer or not operation.parent
            if not operation.begins_the_layer:
                self._below = operation.parent or 0
                self._done.append(_Entry(operation.edit, operation.seq))
        return self._done[-1].edit if self._done else None

    def undone(self) -> None:
        """It was taken back."""
        self._undone.append(self._done.pop())

    def next_undone(self) -> Edit | None:
        """The edit to do again next.

        Raises:
            StoreError: the log cannot be read, or is damaged there.
        """
        if not self._undone and self._log_goes_on:
            position = self._done[-1].seq if self._done else self._below
            seq = redoable(self._rows, self._state.number, position)
            self._log_goes_on = seq is not None
            if seq is not None:
                self._undone.append(_Entry(self._operation(seq).edit, seq))
        return self._undone[-1].edit if self._undone else None

    def redone(self) -> None:
        """It was done again."""
        self._done.append(self._undone.pop())

    def _operation(self, seq: int) -> Operation:
        return operation_at(self._rows, self._state.key, self._state.number, seq)
