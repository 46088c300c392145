"""What can be undone and redone: this session's edits in memory, older ones from the log when they are asked for."""

from __future__ import annotations

from annotator.model.change import Edit
from annotator.store.layer import LayerState
from annotator.store.log import IMPORT, Operation, first_undone, last_applied, newest_applied
from annotator.store.rows import Rows

_IMPORTED = b'{"name":"%s"' % IMPORT.encode()


class History:
    """The edits of a layer before and behind its current state.

    Asking (`last_done`, `next_undone`) and telling that it happened (`undone`, `redone`) are two steps, because an
    edit may turn out not to fit. Operations of the log below `_below` and from `_above` on have not been fetched; what
    this session writes never changes their state, so that it does not matter how far the writing is.
    """

    def __init__(self, rows: Rows, state: LayerState) -> None:
        """The history of a layer as it is in the store now."""
        self._rows = rows
        self._key = state.key
        self._layer = state.number
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        newest = newest_applied(rows, state.number)
        self._below = newest + 1 if newest else 0
        self._above: int | None = self._below if state.number else None

    def done(self, edit: Edit) -> None:
        """A new edit: what was undone is out of reach now."""
        self._done.append(edit)
        self._undone.clear()
        self._above = None

    def last_done(self) -> Edit | None:
        """The edit to take back next.

        Raises:
            StoreError: the log cannot be read, or is damaged there.
        """
        if not self._done and self._below:
            found = last_applied(self._rows, self._key, self._layer, self._below)
            self._below = found.seq if found else 0
            if found and not _begins_the_layer(found):
                self._done.append(found.edit)
        return self._done[-1] if self._done else None

    def undone(self) -> None:
        """It was taken back."""
        self._undone.append(self._done.pop())

    def next_undone(self) -> Edit | None:
        """The edit to do again next.

        Raises:
            StoreError: the log cannot be read, or is damaged there.
        """
        if not self._undone and self._above is not None:
            found = first_undone(self._rows, self._key, self._layer, self._above)
            self._above = found.seq + 1 if found else None
            if found:
                self._undone.append(found.edit)
        return self._undone[-1] if self._undone else None

    def redone(self) -> None:
        """It was done again."""
        self._done.append(self._undone.pop())


def _begins_the_layer(operation: Operation) -> bool:
    """Whether this is the import that the layer came from: undo takes back what was done to it, not that it is."""
    return operation.seq == 1 and operation.edit_bytes.startswith(_IMPORTED)
