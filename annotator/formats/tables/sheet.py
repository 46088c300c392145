"""The rows of a table as cells by column, with the line that each begins on."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.errors import Finding, FormatError, Place
from annotator.formats.json_rows import Row
from annotator.formats.protocol import Report
from annotator.formats.tables.cells import armed, is_disarmed
from annotator.formats.text_lines import note_mark, text_lines
from annotator.model.quoted import quoted

COLUMNS = ("id", "text", "start", "end", "type", "annotation_id", "attributes")
PLACE = ("start", "end", "type")
"""The columns that say a mention; a table without any has texts only."""

OTHER_NAMES = {"label": "type", "begin": "start", "doc_id": "id", "document_id": "id"}
"""What other people call a column of ours."""

SEPARATOR_HINT = "sep="
"""How the line begins by which a spreadsheet names its delimiter."""

DISARMED = "cells with a ' before = + - @ are read without it, as spreadsheets show them"


def header_of(line: str, delimiter: str) -> list[str]:
    """The names of the columns in a header, as we call them."""
    line = line.strip("\r\n")
    try:
        names = next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []
    plain = [name.strip().lower() for name in names]
    renamed = [OTHER_NAMES.get(name, name) for name in plain]
    return [new if renamed.count(new) == 1 else old for new, old in zip(renamed, plain, strict=True)]


def delimiter_of(lines: Sequence[str], delimiters: Sequence[str]) -> str | None:
    """The first of these that makes a header with a column `text` of the first line; None where none does."""
    return next((each for each in delimiters if "text" in header_of(header_line(lines), each)), None)


def header_line(lines: Sequence[str]) -> str:
    """The first line that is not a spreadsheet's hint at the delimiter."""
    return next((each for each in lines if not each.startswith(SEPARATOR_HINT)), "")


def sheet_rows(source: Path, delimiters: Sequence[str], report: Report) -> Iterator[Row]:
    """The rows below the header; a cell that is not there is empty.

    Raises:
        FormatError: the header has no column `text`, or one twice; a quote is not closed; a row has too many cells.
        InputError: the file cannot be read.
    """
    csv.field_size_limit(sys.maxsize)  # The limit is the process's; a text may be longer than its default.
    note_mark(source, report)
    delimiter, skipped = _delimiter(source, delimiters)
    lines = (line for number, line in text_lines(source) if number > skipped)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    names: list[str] = []
    number, line = 0, skipped + 1
    try:
        for cells in reader:
            place, line = Place(str(source), line), skipped + reader.line_num + 1
            if not names:
                names = _checked(header_of(delimiter.join(map(_requoted, cells)), delimiter), place)
            elif any(cells):
                number += 1
                yield _row(place, number, names, cells, report)
    except csv.Error as error:
        message = f"no table: {error}; expected cells with quotes around them closed, and quotes inside doubled"
        raise FormatError(Finding(Place(str(source), line), "", message, "table")) from error


def _delimiter(source: Path, delimiters: Sequence[str]) -> tuple[str, int]:
    """The delimiter of a file, and how many lines stand before the header."""
    first_lines: list[str] = []
    for _, line in text_lines(source):
        first_lines.append(line)
        if not line.startswith(SEPARATOR_HINT):
            break
    found = delimiter_of(first_lines, delimiters)
    if found is None:
        shown = quoted(first_lines[-1].rstrip("\r\n")) if first_lines else "nothing"
        message = f"no column text in the header, found {shown}; expected the columns {', '.join(COLUMNS)}"
        raise FormatError(Finding(Place(str(source), max(1, len(first_lines))), "", message, "table-header"))
    return found, len(first_lines) - 1


def _requoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _checked(names: list[str], place: Place) -> list[str]:
    again = next((name for index, name in enumerate(names) if name and name in names[:index]), None)
    if again is not None:
        message = f"the column {quoted(again)} stands twice; expected each once"
        raise FormatError(Finding(place, "", message, "table-header"))
    missing = [name for name in PLACE if name not in names]
    if 0 < len(missing) < len(PLACE):
        found = ", ".join(quoted(name) for name in names)
        message = (
            f"no column {' and '.join(missing)}, found {found}; expected {', '.join(PLACE)} together, or none of them"
        )
        raise FormatError(Finding(place, "", message, "table-header"))
    return names


def _row(place: Place, number: int, names: Sequence[str], cells: Sequence[str], report: Report) -> Row:
    if any(cells[len(names) :]):
        message = (
            f"{len(cells)} cells where the header has {len(names)}; expected quotes around a cell with a delimiter"
        )
        return Row(place, "", number, None, (Finding(place, "", message, "table"),))
    if any(map(is_disarmed, cells)):
        report.note(DISARMED)
    return Row(place, "", number, {name: armed(cell) for name, cell in zip(names, cells, strict=False) if name})
