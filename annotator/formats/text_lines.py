"""The lines of a text file of another tool, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.datasets.source import opened
from annotator.disk.bytes_read import counted
from annotator.errors import FormatError, InputError
from annotator.formats.protocol import Report
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


def note_mark(path: Path, report: Report) -> None:
    """Tell of a byte order mark at the beginning of a file.

    Raises:
        InputError: the file cannot be read.
    """
    with opened(path) as (name, stream):
        if stream.read(3) == BYTE_ORDER_MARK.encode("utf-8"):
            report.note(f"{name}: begins with a byte order mark (BOM), which is passed over")
