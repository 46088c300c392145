"""The thread that writes a layer: edits are handed over at once and called saved when they are on disk.

What waits is written together, in order, in one transaction. When the store fails, everything is kept and tried
again; only a stale write is final.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from annotator.errors import StaleWriteError, StoreError

if TYPE_CHECKING:
    from annotator.store.writing.step import Step

RETRY_S = (0.2, 0.5, 1.0, 2.0, 5.0)
STEPS_AT_ONCE = 1000


class Saving(Protocol):
    """What brings steps to disk."""

    def warm_up(self) -> None:
        """Import what writing needs."""

    def write(self, steps: Sequence[Step]) -> None:
        """Write steps in order, all or none; when this returns they are on disk."""


class Worker:
    """Saves steps in order; `notify` is called, in the thread, whenever `saved` or `failure` changed."""

    def __init__(self, saving: Saving, notify: Callable[[], None]) -> None:
        """Make the worker; its thread starts with the first step, or with `start`."""
        self._saving = saving
        self._notify = notify
        self._waiting: deque[Step] = deque()
        self._changed = Condition()
        self._closing = False
        self._thread: Thread | None = None
        self._attempts = 0
        self._tried = 0
        self.failure: str | None = None
        self.dead = False

    @property
    def saved(self) -> bool:
        """Whether everything submitted is on disk."""
        return not self._waiting

    def submit(self, step: Step) -> None:
        """Hand a step over."""
        with self._changed:
            self._waiting.append(step)
            self._changed.notify_all()
        self.start()

    def start(self) -> None:
        """Start the thread, which first imports what writing needs."""
        with self._changed:
            if self._thread is None and not self._closing:
                self._thread = Thread(target=self._run, name="annotator-store", daemon=True)
                self._thread.start()

    def flush(self, timeout_s: float) -> None:
        """Wait until everything is on disk.

        Raises:
            StoreError: it is not, with the reason.
        """
        deadline = monotonic() + timeout_s
        with self._changed:
            while self._waiting and not self.dead and (left := deadline - monotonic()) > 0:
                self._changed.wait(left)
            if self._waiting:
                reason = self.failure or f"the store has not answered for {timeout_s:g} s"
                raise StoreError(f"not saved: {reason}")

    def close(self) -> None:
        """End the thread; what waits is left unwritten."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        self._saving.warm_up()
        while (steps := self._next()) is not None:
            try:
                self._saving.write(steps)
            except StaleWriteError as error:
                self._fail(error, final=True)
            except StoreError as error:
                self._tried = len(steps)
                self._fail(error, final=False)
            else:
                self._done(len(steps))

    def _next(self) -> list[Step] | None:
        with self._changed:
            while not self._closing and (self.dead or not self._waiting):
                self._changed.wait()
            # What was tried is tried again alone: it may be on disk, and only its answer was lost.
            return None if self._closing else list(self._waiting)[: self._tried or STEPS_AT_ONCE]

    def _done(self, count: int) -> None:
        with self._changed:
            for _ in range(count):
                self._waiting.popleft()
            self.failure = None
            self._attempts = self._tried = 0
            self._changed.notify_all()
        self._notify()

    def _fail(self, error: StoreError, *, final: bool) -> None:
        with self._changed:
            self.failure = str(error) if final else f"{error}; the work is kept in memory and tried again"
            self.dead = final
            self._changed.notify_all()
        self._notify()
        with self._changed:
            if not final and not self._closing:
                self._changed.wait(RETRY_S[min(self._attempts, len(RETRY_S) - 1)])
                self._attempts += 1
