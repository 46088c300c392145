"""What an extractor leaves when it has killed its guard: this process takes it in, and kills it.

While a guard runs, orphans below this process become its children (on Linux), as they become the guard's while that
lives, and other processes of the user cannot read this process's environment, memory or folder. A child is an orphan of
a run when it is in another session than this process, was not there before the first guard, and is no guard itself.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from threading import Lock

from annotator.extractors import guard

GRACE_S = 2.0
"""How much longer than it waits for others a guard itself is waited for."""

GET_READABLE, SET_READABLE = 3, 4
GET_REAPER, SET_REAPER = 37, 36
"""Names of Linux's prctl: PR_GET_DUMPABLE and PR_SET_DUMPABLE, PR_GET_CHILD_SUBREAPER and PR_SET_CHILD_SUBREAPER."""


class Orphans:
    """The guards of this process that run, and whatever of theirs they did not kill."""

    def __init__(self) -> None:
        """None runs yet."""
        self._lock = Lock()
        self._guards: set[int] = set()
        self._before: frozenset[int] = frozenset()
        self._was = (0, 1)

    def started(self, start: Callable[[], subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
        """Start a guard."""
        with self._lock:
            if not self._guards:
                self._before = _children()
                self._was = _reaper_and_readable()
                _set(reaper=1, readable=0)
            with ExitStack() as undo:
                # Without a guard this process must be as it was, whatever kept it from starting, Ctrl+C too.
                undo.callback(self._restore)
                process = start()
                undo.pop_all()
            self._guards.add(process.pid)
            return process

    def ended(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for a guard, and where it was killed, for the end of all that it guarded."""
        status = _waited(process)
        with self._lock:
            self._guards.discard(process.pid)
            if status:
                self._kill_all()
            self._restore()

    def _restore(self) -> None:
        if not self._guards:
            reaper, readable = self._was
            _set(reaper=reaper, readable=readable)

    def _kill_all(self) -> None:
        give_up_s = time.monotonic() + guard.GIVE_UP_S
        while (orphans := self._found()) and time.monotonic() < give_up_s:
            for orphan in orphans:
                for process in (orphan, *guard.descendants(orphan)):
                    with suppress(ProcessLookupError, PermissionError):
                        os.kill(process, signal.SIGKILL)
            for orphan in orphans:
                with suppress(ChildProcessError):
                    os.waitpid(orphan, os.WNOHANG)
            time.sleep(guard.POLL_S / 10)

    def _found(self) -> list[int]:
        orphans = []
        for child in _children() - self._guards - self._before:
            with suppress(ProcessLookupError):
                if os.getsid(child) != os.getsid(0):
                    orphans.append(child)
        return orphans


ORPHANS = Orphans()
"""Those of this process."""


def _waited(process: subprocess.Popen[bytes]) -> int:
    """The status of a guard that was told to end; one that was stopped goes on, or is killed."""
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGCONT)
    try:
        return process.wait(guard.GIVE_UP_S + GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _children() -> frozenset[int]:
    """The processes right below this one, zombies too; none where the system does not list them."""
    return frozenset(child for child, parent, _ in guard.processes() if parent == os.getpid())


if sys.platform == "linux":

    def _reaper_and_readable() -> tuple[int, int]:
        reaper = ctypes.c_int()
        process = ctypes.CDLL(None)
        process.prctl(GET_REAPER, ctypes.byref(reaper), 0, 0, 0)
        return reaper.value, process.prctl(GET_READABLE, 0, 0, 0, 0)

    def _set(*, reaper: int, readable: int) -> None:
        process = ctypes.CDLL(None)
        process.prctl(SET_REAPER, reaper, 0, 0, 0)
        # 2 stands for a process that the system itself protects, and cannot be set.
        if readable in (0, 1):
            process.prctl(SET_READABLE, readable, 0, 0, 0)

else:

    def _reaper_and_readable() -> tuple[int, int]:
        return 0, 1

    def _set(*, reaper: int, readable: int) -> None:
        """Other systems have nothing of the kind."""
