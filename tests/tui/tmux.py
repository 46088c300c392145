"""A real tmux with the program in it: what a terminal that is not ours makes of what we send."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import pytest

TMUX = shutil.which("tmux")
needs_tmux = pytest.mark.skipif(TMUX is None, reason="no tmux is installed")
PATIENCE_S = 30.0
QUIET_S = 0.15


class Tmux:
    """One server of its own with one pane."""

    def __init__(self, arguments: list[str], folder: Path, size: tuple[int, int]) -> None:
        self._socket = f"annotator-test-{token_hex(6)}"
        command = shlex.join([sys.executable, "-m", "annotator", *arguments])
        self._call(
            "-f", "/dev/null", "new-session", "-d", "-s", "screen", "-x", str(size[0]), "-y", str(size[1]),
            "-c", str(folder), command,
        )  # fmt: skip

    def _call(self, *arguments: str) -> str:
        assert TMUX is not None
        environment = os.environ | {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(Path.cwd())}
        environment.pop("TMUX", None)
        found = subprocess.run(
            [TMUX, "-u", "-L", self._socket, *arguments], capture_output=True, text=True, check=True, env=environment
        )
        return found.stdout

    @property
    def lines(self) -> list[str]:
        """The rows of the screen."""
        return [line.rstrip() for line in self._call("capture-pane", "-p", "-t", "screen").splitlines()]

    def wait_for(self, words: str) -> None:
        """Wait until the screen shows some words."""
        end = time.monotonic() + PATIENCE_S
        while not any(words in line for line in self.lines):
            assert time.monotonic() < end, "\n".join(self.lines)
            time.sleep(0.05)

    def quiet(self) -> list[str]:
        """The rows of the screen once they do not change any more."""
        before, after = None, self.lines
        while before != after:
            time.sleep(QUIET_S)
            before, after = after, self.lines
        return after

    def type(self, text: str) -> None:
        """Type characters as they are."""
        self._call("send-keys", "-t", "screen", "-l", text)

    def keys(self, *names: str) -> list[str]:
        """Press keys by tmux's names; the screen afterwards."""
        self._call("send-keys", "-t", "screen", *names)
        return self.quiet()

    def find(self, words: str) -> None:
        """Search the article for some words."""
        self.type("/" + words)
        self.quiet()
        self.keys("Enter")

    def click(self, x: int, y: int) -> list[str]:
        """Press and release the left button on a cell, from 0."""
        self.type(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")
        return self.quiet()

    def column_after(self, text: str) -> int:
        """The column at which the cursor stands after tmux has drawn a text from the left edge."""
        program = f"import sys,time;sys.stdout.write({text!a});sys.stdout.flush();time.sleep(60)"
        window = self._call("new-window", "-d", "-P", "-F", "#{window_id}", shlex.join([sys.executable, "-c", program]))
        end = time.monotonic() + PATIENCE_S
        while not self._call("capture-pane", "-p", "-t", window.strip()).strip():
            assert time.monotonic() < end, "nothing was drawn"
            time.sleep(0.05)
        column = int(self._call("display-message", "-p", "-t", window.strip(), "#{cursor_x}"))
        self._call("kill-window", "-t", window.strip())
        return column

    def end(self) -> None:
        """Stop this server, and what runs in it."""
        self._call("kill-server")


@contextmanager
def in_tmux(arguments: list[str], folder: Path, size: tuple[int, int] = (80, 24)) -> Iterator[Tmux]:
    """The program in a tmux of its own, stopped at the end."""
    tmux = Tmux(arguments, folder, size)
    try:
        yield tmux
    finally:
        tmux.end()
