"""How much this process has read of files, and how much there is, for whoever shows progress; rough figures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO


class _Read:
    """How much was read of files that are closed again, the files that are open, and what there is to read besides."""

    def __init__(self) -> None:
        self.closed_bytes = 0
        self.streams: list[IO[bytes]] = []
        self.more_bytes = 0


_READ = _Read()


@contextmanager
def counted(stream: IO[bytes]) -> Iterator[None]:
    """Count what is read of an open file meanwhile."""
    _READ.streams.append(stream)
    try:
        yield
    finally:
        _READ.streams.remove(stream)
        with suppress(OSError, ValueError):
            # A pipe does not tell how far it is.
            _READ.closed_bytes += stream.tell()


def count_whole(size_bytes: int) -> None:
    """Count a file that was read at once."""
    _READ.closed_bytes += size_bytes


def expect_more(size_bytes: int) -> None:
    """Say that so much is to be read besides the files that were named, such as what an archive was unpacked to."""
    _READ.more_bytes += size_bytes


def more_bytes() -> int:
    """How much `expect_more` said so far."""
    return _READ.more_bytes


def read_bytes() -> int:
    """How many bytes of files this process has read so far."""
    total = _READ.closed_bytes
    for stream in tuple(_READ.streams):
        with suppress(ValueError, OSError):
            # Another thread may close it meanwhile.
            total += stream.tell()
    return total
