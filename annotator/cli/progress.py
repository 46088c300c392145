"""How far long work is: one line on a terminal's stderr, from the second second on, with the rate and what is left.

`Progress` is told by the work itself how many things are done. `Watched` looks on while files are read, without the
reader knowing: it asks the open streams how far they are.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Self

from annotator.disk.bytes_read import more_bytes, read_bytes
from annotator.text.visible import visible

SHOWN_AFTER_S = 2.0
DRAWN_EVERY_S = 0.2
MIB = 1 << 20


class _Line:
    """The line itself; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self.is_seen = sys.stderr.isatty()
        self._start_s = monotonic()
        self._drawn_s = 0.0
        self._shown = False

    def restart(self) -> None:
        """Begin to count the time anew."""
        self._start_s = monotonic()

    def draw(self, text: Callable[[float], str]) -> None:
        """Show how far the work is, if it is time to; the text is made of the seconds since it began."""
        now_s = monotonic()
        elapsed_s = now_s - self._start_s
        if not self.is_seen or elapsed_s < SHOWN_AFTER_S or now_s - self._drawn_s < DRAWN_EVERY_S:
            return
        self._drawn_s, self._shown = now_s, True
        print(f"\r\x1b[K{visible(text(elapsed_s))}", end="", file=sys.stderr, flush=True)

    def wipe(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        self._shown = False


def progress_text(what: str, done: float, total: float | None, elapsed_s: float, unit: str = "") -> str:
    """Such as `documents: 31 of 300, 12/s, 0:22 left`."""
    of = f" of {total:.0f}" if total else ""
    rate = done / elapsed_s if elapsed_s else 0.0
    parts = [f"{what}: {done:.0f}{of}{unit}", f"{rate:.3g}{unit}/s" if rate < 100 else f"{rate:.0f}{unit}/s"]
    if total and rate and done < total:
        parts.append(f"{clock((total - done) / rate)} left")
    return ", ".join(parts)


def clock(seconds: float) -> str:
    """A time as `m:ss` or `h:mm:ss`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Progress:
    """Counts long work up as it is called; silent where stderr is no terminal."""

    def __init__(self, what: str) -> None:
        """Count `what`, such as "documents"."""
        self._what = what
        self._line = _Line()
        self._done = 0

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show that `done` of `total` are done; a number below the last one begins something new."""
        if done < self._done:
            self._line.restart()
        self._done = done
        self._line.draw(lambda elapsed_s: progress_text(self._what, done, total, elapsed_s))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Wipe the line."""
        self._line.wipe()


class Watched:
    """Shows how much of some files is read while the block runs, then how long what follows takes."""

    def __init__(self, files: Iterable[Path]) -> None:
        """Watch these files and folders; what has no size, such as a pipe, counts nothing."""
        self._files = list(files)
        self._line = _Line()
        self._over = Event()
        self._thread = Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        if self._line.is_seen:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and wipe the line."""
        self._over.set()
        if self._line.is_seen:
            self._thread.join()
        self._line.wipe()

    def _look_on(self) -> None:
        before, named = read_bytes(), sum(map(_size, self._files)) - more_bytes()
        while not self._over.wait(DRAWN_EVERY_S):
            self._line.draw(partial(_files_progress_text, read_bytes() - before, named + more_bytes()))


def _size(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    with suppress(OSError):
        return sum(each.stat().st_size for each in files if each.is_file())
    return 0


def _files_progress_text(done: int, total: int, elapsed_s: float) -> str:
    if done < total:
        return progress_text("read", done / MIB, total / MIB, elapsed_s, " MiB")
    return f"computing, {clock(elapsed_s)} so far"
