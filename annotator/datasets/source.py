"""Where records are read from: a file by its path, standard input as `-`, or a stream that is open already."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias

from annotator.disk.bytes_read import counted
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
            with Path(source).open("rb", buffering=BUFFER_BYTES) as stream, counted(stream):
                yield name, stream
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror or error}") from error


def source_name(source: Source) -> str:
    """How messages call a source."""
    if isinstance(source, Path | str):
        return "<stdin>" if str(source) == "-" else str(source)
    return str(getattr(source, "name", "<stream>"))
