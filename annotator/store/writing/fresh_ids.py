"""Ids that nothing in a layer ever had."""

from __future__ import annotations

from threading import Lock

from annotator.model.change import Edit
from annotator.store.writing.step import numbers


class FreshIds:
    """Gives ids out, each with a number above every one that the layer knows."""

    def __init__(self, last_number: int) -> None:
        """Begin above the highest number that an id of the layer ever had."""
        self._last = last_number
        self._lock = Lock()

    def fresh(self, prefix: str) -> str:
        """The prefix and the next number."""
        with self._lock:
            self._last += 1
            return f"{prefix}{self._last}"

    def note(self, edit: Edit) -> None:
        """Know the ids that an edit puts in."""
        highest = max(numbers(edit), default=0)
        with self._lock:
            self._last = max(self._last, highest)
