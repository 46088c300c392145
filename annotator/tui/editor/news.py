"""What is said by nobody's key, but from beside: the learner has stopped, an extractor failed, the file has changed.

It stands beside what keys say, never in its place, until it has been on the screen from one key to the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

SEEN_KEYS = 2
"""After how many keys that were pressed while it stood there it counts as seen: the first may have been on its way."""


@dataclass(frozen=True, slots=True)
class _Said:
    message: str
    is_painted: bool = False
    keys: int = 0
    """How many keys were pressed while it stood on the screen."""


class News:
    """What was said from beside and may not have been seen yet, in the order in which it came."""

    def __init__(self) -> None:
        """Nothing has been said."""
        self._said: tuple[_Said, ...] = ()

    def hear(self, message: str) -> None:
        """Something is said; the same again while it still stands is no news."""
        if message and message not in self.all:
            self._said = (*self._said, _Said(message))

    @property
    def all(self) -> tuple[str, ...]:
        """What stands on the screen, or will with the next paint."""
        return tuple(each.message for each in self._said)

    def beside(self, message: str) -> str:
        """A message of a key's with the news behind it."""
        return "; ".join(filter(None, (message, *self.all)))

    def painted(self) -> None:
        """All of it is on the screen now."""
        if self._said:
            self._said = tuple(replace(each, is_painted=True) for each in self._said)

    def key_pressed(self) -> None:
        """A key was pressed: what stood from the key before to this one has been seen."""
        if self._said:
            pressed = (replace(each, keys=each.keys + each.is_painted) for each in self._said)
            self._said = tuple(each for each in pressed if each.keys < SEEN_KEYS)

    def take(self) -> tuple[str, ...]:
        """All of it, which counts as seen."""
        told, self._said = self.all, ()
        return told
