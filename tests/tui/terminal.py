"""The real program in a pseudo-terminal: keys go in, the screen that a terminal would show comes out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pyte

QUIET_S = 0.08
PATIENCE_S = 30.0


class Terminal:
    """A program and the screen it draws."""

    def __init__(
        self,
        arguments: list[str],
        folder: Path,
        size: tuple[int, int] = (80, 24),
        module: str = "annotator",
        **environment: str,
    ) -> None:
        width, height = size
        known = {
            name: os.environ[name]
            for name in ("PATH", "HOME", "LANG", "PYTHONPATH", "XDG_CACHE_HOME", "XDG_STATE_HOME")
            if name in os.environ
        }
        known |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"} | environment
        self.process = pexpect.spawn(
            sys.executable, ["-m", module, *arguments], cwd=str(folder), env=known, dimensions=(height, width)
        )
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""

    def read(self, quiet_s: float = QUIET_S) -> int:
        """Take in what the program sends until it is quiet; how many bytes that was."""
        count = 0
        while True:
            try:
                data = self.process.read_nonblocking(65536, timeout=quiet_s)
            except (pexpect.TIMEOUT, pexpect.EOF):
                return count
            count += len(data)
            self.bytes += data
            self._stream.feed(data)

    @property
    def lines(self) -> list[str]:
        """The rows of the screen."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def wait_for(self, words: str) -> None:
        """Read until the screen shows some words."""
        end = time.monotonic() + PATIENCE_S
        while words not in self.text:
            self.read(0.05)
            assert time.monotonic() < end, f"no {words!r} on the screen:\n{self.text}"

    def keys(self, *keys: str) -> int:
        """Press keys one by one; the number of bytes that the last one made the program send."""
        count = 0
        for key in keys:
            self.process.send(NAMED.get(key, key))
            count = self.read()
        return count

    def click(self, x: int, y: int, *, release_at: tuple[int, int] | None = None) -> None:
        """Press the left button on a cell, from 0, and release it there or elsewhere."""
        self.process.send(f"\x1b[<0;{x + 1};{y + 1}M")
        end_x, end_y = release_at or (x, y)
        if release_at:
            self.process.send(f"\x1b[<32;{end_x + 1};{end_y + 1}M")
        self.process.send(f"\x1b[<0;{end_x + 1};{end_y + 1}m")
        self.read()

    def end(self) -> int:
        """Wait for the program's end; its exit status."""
        self.process.expect(pexpect.EOF, timeout=PATIENCE_S)
        self.process.close()
        return int(self.process.exitstatus if self.process.exitstatus is not None else -1)


NAMED = {
    "right": "\x1b[C", "left": "\x1b[D", "up": "\x1b[A", "down": "\x1b[B", "escape": "\x1b", "enter": "\r", "tab": "\t",
    "shift+tab": "\x1b[Z", "backspace": "\x7f", "ctrl+z": "\x1a", "ctrl+y": "\x19", "ctrl+c": "\x03", "space": " ",
    "ctrl+o": "\x0f", "ctrl+t": "\x14", "ctrl+u": "\x15",
    "ctrl+right": "\x1b[1;5C", "ctrl+left": "\x1b[1;5D", "ctrl+home": "\x1b[1;5H",
    "alt+]": "\x1b[1;3C", "alt+[": "\x1b[1;3D", "alt+{": "\x1b[1;3A", "alt+}": "\x1b[1;3B",
    "end": "\x1b[F", "home": "\x1b[H", "pagedown": "\x1b[6~", "pageup": "\x1b[5~", "f5": "\x1b[15~",
}  # fmt: skip


@contextmanager
def running(
    arguments: list[str],
    folder: Path,
    size: tuple[int, int] = (80, 24),
    module: str = "annotator",
    **environment: str,
) -> Iterator[Terminal]:
    """A program in a pseudo-terminal, killed at the end when it still runs."""
    terminal = Terminal(arguments, folder, size, module, **environment)
    try:
        yield terminal
    finally:
        terminal.process.close(force=True)
