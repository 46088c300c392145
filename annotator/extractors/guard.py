"""The process between the program and an extractor: when it ends, nothing that the extractor started is left.

It is run as a script, on the standard library alone, with one argument: a JSON object of the extractor's `path`, its
`words`, the names of its `environment`, its `scratch` directory, the descriptors `control` and `status`, and
`grace_s`. The extractor gets a session of its own and the guard's standard streams. On Linux the guard becomes the
reaper of everything below it, so that a process which moved to another session, or whose parent has ended, is still
found; elsewhere the extractor's process group is all that can be found. All of it is killed when the extractor has
ended, and at once when `control` is closed, which happens however the program above ends. Then the guard deletes the
scratch directory and says on `status` how it went.
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import shutil
import signal
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

PR_SET_DUMPABLE = 4
PR_SET_CHILD_SUBREAPER = 36
PROCESSES = Path("/proc")
POLL_S = 0.02
GIVE_UP_S = 10.0
"""Processes that cannot be killed (stuck in the kernel, or another user's) are waited for no longer than this."""


class Guard:
    """One extractor, from its start to the end of the last process below it."""

    def __init__(self, order: dict[str, Any]) -> None:
        """Take an order; nothing is started yet."""
        self.order = order
        self.control: int = order["control"]
        self.woken = wake_on_children()
        self.extractor = 0
        self.exit: int | None = None
        self.peak_kb = 0

    def run(self) -> dict[str, Any]:
        """Run it; `exit`, `peak_kb` and the number of processes `left_over`, or the number of the `error`."""
        error = self.start()
        if error:
            return {"error": error}
        give_streams_away()
        told_to_kill = self.wait()
        left_over = 0 if told_to_kill else self.left_over()
        self.kill_all()
        return {"exit": self.exit, "peak_kb": self.peak_kb, "left_over": left_over}

    def start(self) -> int:
        """Start the extractor; 0, or the number of the system's error."""
        failure, failing = os.pipe()
        self.extractor = os.fork()
        if not self.extractor:
            try:
                become_extractor(self.order)
            except OSError as error:
                os.write(failing, str(error.errno).encode())
            finally:
                os._exit(127)
        os.close(failing)
        with os.fdopen(failure) as stream:
            return int(stream.read() or 0)

    def wait(self) -> bool:
        """Wait for the extractor's end; True when the order to kill came before."""
        while self.exit is None:
            ready, _, _ = select.select([self.control, self.woken], [], [])
            if self.control in ready:
                return True
            os.read(self.woken, 4096)
            self.take_in()
        return False

    def take_in(self) -> bool:
        """Take in every process that has ended, and remember how the extractor did; False when no child is left."""
        try:
            while True:
                process, status, usage = os.wait4(-1, os.WNOHANG)
                if not process:
                    return True
                if process == self.extractor:
                    self.exit = os.waitstatus_to_exitcode(status)
                    self.peak_kb = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
        except ChildProcessError:
            return False

    def anything_left(self) -> bool:
        """Whether a process of the extractor's is still there.

        For a reaper of orphans this is exact: as long as anything is below it, it has a child. A list of processes,
        which is never read at one instant, is only good for finding what to kill.
        """
        return self.take_in() or (not PROCESSES.is_dir() and group_is_alive(self.extractor))

    def left_over(self) -> int:
        """How many processes are still there a moment after the extractor has ended."""
        patience = time.monotonic() + float(self.order["grace_s"])
        while self.anything_left() and time.monotonic() < patience:
            if select.select([self.control], [], [], POLL_S)[0]:
                break
        return max(1, len(descendants(os.getpid()))) if self.anything_left() else 0

    def kill_all(self) -> None:
        """Kill until nothing is left; one that forks meanwhile is found in the next round."""
        give_up = time.monotonic() + GIVE_UP_S
        while self.anything_left() and time.monotonic() < give_up:
            # The number of an extractor that has been taken in may be somebody else's already.
            if self.exit is None or not PROCESSES.is_dir():
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self.extractor, signal.SIGKILL)
            for process in descendants(os.getpid()):
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(process, signal.SIGKILL)
            time.sleep(POLL_S / 10)


def group_is_alive(group: int) -> bool:
    """Whether a process group has a member."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, 0)
        return True
    return False


def become_extractor(order: dict[str, Any]) -> None:
    """Turn this process into the extractor, in a session of its own.

    Raises:
        OSError: the program cannot be started.
    """
    os.setsid()
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)
    os.execve(order["path"], order["words"], {name: os.environ[name] for name in order["environment"]})


def descendants(root: int) -> list[int]:
    """The processes below one, zombies left out; none where the system does not list processes."""
    children: dict[int, list[tuple[int, bool]]] = {}
    for process, parent, alive in processes():
        children.setdefault(parent, []).append((process, alive))
    descendants, waiting = [], [root]
    while waiting:
        for process, alive in children.get(waiting.pop(), ()):
            waiting.append(process)
            descendants += [process] if alive else []
    return descendants


def processes() -> Iterator[tuple[int, int, bool]]:
    """Every process, its parent, and whether it is alive, a zombie being none."""
    for folder in PROCESSES.glob("[0-9]*"):
        with suppress(OSError):
            state, parent = (folder / "stat").read_bytes().rpartition(b")")[2].split()[:2]
            yield int(folder.name), int(parent), state not in (b"Z", b"X")


def remove_folder(folder: str) -> None:
    """Delete a scratch directory, also what was made unreadable in it; what a link leads to stays untouched."""
    for path, names, _ in os.walk(folder):
        for inner in (Path(path, name) for name in names):
            if not inner.is_symlink():
                with suppress(OSError):
                    inner.chmod(stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)


def wake_on_children() -> int:
    """A descriptor that can be read when a child has ended; interrupts and hang-ups are the program's business."""
    woken, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    return woken


def give_streams_away() -> None:
    """Let go of the standard streams, which are the extractor's now: their ends must be its end."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)


def become_reaper() -> None:
    """Have orphans below this process become its children, and no other process look into it or trace it.

    Where the system cannot do that, nothing.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def main() -> None:
    """Guard one extractor, as the argument says."""
    order = json.loads(sys.argv[1])
    os.set_inheritable(order["control"], False)
    os.set_inheritable(order["status"], False)
    become_reaper()
    report = Guard(order).run()
    remove_folder(order["scratch"])
    with suppress(BrokenPipeError):
        os.write(order["status"], json.dumps(report).encode())


if __name__ == "__main__":
    main()
