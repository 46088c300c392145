"""What others have found while plain mode waited for a line: done between two lines, never in the middle of one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Timer


class BetweenLines:
    """Acts that threads hand over, in the order in which they came."""

    def __init__(self) -> None:
        """Nothing waits."""
        self._waiting: deque[Callable[[], object]] = deque()

    def soon(self, act: Callable[[], object]) -> None:
        """Do something before the next line is answered; may be called in any thread."""
        self._waiting.append(act)

    def later(self, wait_s: float, act: Callable[[], object]) -> None:
        """The same, not before some seconds have passed."""
        timer = Timer(wait_s, self.soon, (act,))
        timer.daemon = True
        timer.start()

    def do_all(self) -> None:
        """Do what waits."""
        while self._waiting:
            self._waiting.popleft()()
