"""Lines out of a stream of bytes that may never end one."""

from __future__ import annotations

from collections.abc import Iterator


class TooLongError(ValueError):
    """A line is longer than was allowed; `args` holds the limit in bytes."""


class LineSplitter:
    """Cuts a stream into lines; holds at most one unfinished line of limited length."""

    def __init__(self, limit_bytes: int) -> None:
        """Allow lines of this many bytes."""
        self._limit = limit_bytes
        self._rest = bytearray()

    def feed(self, content: bytes) -> Iterator[bytes]:
        """The lines that these bytes end, without their LF.

        Raises:
            TooLongError: a line, finished or not, is over the limit.
        """
        start = len(self._rest)
        self._rest += content
        begin = 0
        while (end := self._rest.find(b"\n", max(start, begin))) >= 0:
            self._check(end - begin)
            yield bytes(self._rest[begin:end])
            begin = end + 1
        del self._rest[:begin]
        self._check(len(self._rest))

    def rest(self) -> bytes:
        """What stands after the last LF."""
        return bytes(self._rest)

    def _check(self, length: int) -> None:
        if length > self._limit:
            raise TooLongError(self._limit)


class Tail:
    """The last bytes of a stream, however long it is."""

    def __init__(self, limit_bytes: int) -> None:
        """Keep this many bytes."""
        self._limit = limit_bytes
        self._kept = bytearray()
        self.total_bytes = 0

    def feed(self, content: bytes) -> None:
        """Take in more."""
        self.total_bytes += len(content)
        self._kept += content
        del self._kept[: -self._limit]

    def text(self) -> str:
        """The end of the stream as text; undecodable bytes as replacement characters."""
        kept = bytes(self._kept)
        if self.total_bytes > self._limit:
            kept = kept.partition(b"\n")[2] or kept
        return kept.decode("utf-8", "replace")
