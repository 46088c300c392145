"""Lines that come through a pipe, read when they are there: whoever works meanwhile can look whether there is one."""

from __future__ import annotations

import os
from select import select

AT_ONCE_BYTES = 1 << 16


class LineInput:
    """The lines of a descriptor that nobody else reads."""

    def __init__(self, descriptor: int) -> None:
        """Begin with nothing read."""
        self._descriptor = descriptor
        self._parts: list[bytes] = []
        self._lines: list[bytes] = []

    def next(self, *, waits: bool) -> bytes | None:
        """The next line, without its end; None where there is none yet, which it may wait for.

        Raises:
            EOFError: there will be none.
        """
        while not self._lines and (waits or select([self._descriptor], [], [], 0)[0]):
            self._read()
        return self._lines.pop(0) if self._lines else None

    def _read(self) -> None:
        content = os.read(self._descriptor, AT_ONCE_BYTES)
        if not content:
            raise EOFError
        *ended, rest = content.split(b"\n")
        for each in ended:
            self._lines.append(b"".join((*self._parts, each)))
            self._parts.clear()
        self._parts.append(rest)
