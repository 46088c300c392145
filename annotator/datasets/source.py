"""Where records are read from: a file by its path, standard input as `-`, or a stream that is open already."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeAlias

from annotator.errors import InputError

BUFFER_BYTES = 1 << 18

Source: TypeAlias = Path | str | BinaryIO
"""A file's path, `-` for standard input, or a binary stream."""


@contextmanager
def opened(source: Source) -> Iterator[tuple[str, BinaryIO]]:
    """The name to print in messages, and the open stream; a stream given is left open.

    Raises:
        InputError: the file cannot be opened or read; the message says why.
    """
    name = source_name(source)
    try:
        if not isinstance(source, Path | str):
            yield name, source
        elif str(source) == "-":
            yield name, sys.stdin.buffer
        else:
            with Path(source).open("rb", buffering=BUFFER_BYTES) as stream, _counted(stream):
                yield name, stream
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror or error}") from error


class _Read:
    """How much was read of files that are closed again, and the files that are open."""

    def __init__(self) -> None:
        self.closed_bytes = 0
        self.streams: list[BinaryIO] = []


_READ = _Read()


@contextmanager
def _counted(stream: BinaryIO) -> Iterator[None]:
    _READ.streams.append(stream)
    try:
        yield
    finally:
        _READ.streams.remove(stream)
        with suppress(OSError):
            # A pipe does not tell how far it is.
            _READ.closed_bytes += stream.tell()


def read_bytes() -> int:
    """How many bytes of files this process has read so far, for whoever shows progress; a rough figure."""
    total = _READ.closed_bytes
    for stream in tuple(_READ.streams):
        with suppress(ValueError, OSError):
            # Another thread may close it meanwhile.
            total += stream.tell()
    return total


def source_name(source: Source) -> str:
    """How messages call a source."""
    if isinstance(source, Path | str):
        return "<stdin>" if str(source) == "-" else str(source)
    return str(getattr(source, "name", "<stream>"))
