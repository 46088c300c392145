"""The lines of a text file of another tool, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.disk.bytes_read import counted
from annotator.errors import FormatError, InputError
from annotator.text.utf8 import decoded_utf8

BYTE_ORDER_MARK = "\ufeff"


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(number from 1 on, line with its end) of a file; a byte order mark at its beginning is passed over.

    Raises:
        InputError: the file cannot be read, or is not UTF-8.
    """
    try:
        with path.open("rb") as stream, counted(stream):
            for number, raw in enumerate(stream, 1):
                line = decoded_utf8(raw, str(path), FormatError, number)
                yield number, line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
