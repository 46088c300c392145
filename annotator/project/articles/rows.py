"""Articles as rows: JSON Lines of `{id, text, ...}`, a JSON list of them, or a table with a column of texts."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import orjson

from annotator.datasets.lines import json_lines
from annotator.datasets.source import opened
from annotator.errors import Finding, FormatError, InputError, Place, did_you_mean
from annotator.formats.tables.cells import armed
from annotator.model.quoted import quoted
from annotator.model.spans import LARGEST_INTEGER
from annotator.project.articles.file_kinds import TABLE_SUFFIXES
from annotator.project.read_text import MAX_TEXT_BYTES, read_text
from annotator.store.tables.documents import Article

SEPARATORS = (",", ";", "\t", "|")


class NoTextColumnError(InputError):
    """A table has no column of this name for its texts."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns, or keys, hold the id and the text of an article."""

    id: str = "id"
    text: str = "text"


def articles_in_rows(path: Path, columns: Columns) -> Iterator[Article]:
    """The articles of a file; what else its rows hold goes into `meta`, and a row without an id is FILE-NUMBER.

    Raises:
        NoTextColumnError: it has no column for the text.
        InputError: it cannot be read; a row is no object, its text no string, or its id neither string nor number.
    """
    rows = _table(path, columns) if path.suffix.lower() in TABLE_SUFFIXES else _objects(path, columns)
    for number, (line, row) in enumerate(rows, 1):
        yield _article(row, columns, f"{path.stem}-{number}", Place(str(path), line))


def _article(row: Mapping[str, Any], columns: Columns, otherwise: str, place: Place) -> Article:
    text, own = row.get(columns.text), row.get(columns.id)
    if not isinstance(text, str):
        keys = ", ".join(map(quoted, row)) or "none"
        message = f"has no text under {quoted(columns.text)}; its keys are {keys}; expected --text-column NAME"
        raise FormatError(Finding(place, "", message, "row"))
    if own is not None and (isinstance(own, bool) or not isinstance(own, str | int)):
        message = "the id is no string; expected one, or --id-column NAME"
        raise FormatError(Finding(place, columns.id, message, "row"))
    others = {key: value for key, value in row.items() if key not in (columns.id, columns.text)}
    meta = {key: _sayable(value) for key, value in others.items() if value not in ("", None)}
    return Article(otherwise if own in (None, "") else str(own), text, meta)


def _sayable(value: Any) -> Any:
    """A value of JSON as a record can say it: an integer that readers round is its digits."""
    if isinstance(value, dict):
        return {key: _sayable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_sayable(each) for each in value]
    return str(value) if type(value) is int and abs(value) > LARGEST_INTEGER else value


def _table(path: Path, columns: Columns) -> Iterator[tuple[int, dict[str, str]]]:
    csv.field_size_limit(MAX_TEXT_BYTES)
    content = read_text(path).removeprefix("\ufeff")
    first = content.partition("\n")[0]
    separator = "\t" if path.suffix.lower() == ".tsv" else max(SEPARATORS, key=first.count)
    reader = csv.reader(StringIO(content, newline=""), delimiter=separator, strict=True)
    try:
        header = next(reader, [])
        if columns.text not in header:
            hint = did_you_mean(columns.text, header, f"its columns are {', '.join(map(quoted, header))}")
            raise NoTextColumnError(
                f"{path}: has no column {quoted(columns.text)}; {hint}: --text-column NAME says which has the "
                "texts, --as text takes the file for an article"
            )
        for row in reader:
            if len(row) > len(header):
                message = f"has {len(row)} cells where the header has {len(header)}"
                raise FormatError(Finding(Place(str(path), reader.line_num), "", message, "row"))
            if row:
                yield reader.line_num, dict(zip(header, map(armed, row), strict=False))
    except csv.Error as error:
        raise FormatError(Finding(Place(str(path), reader.line_num), "", f"is no table: {error}", "row")) from error


def _objects(path: Path, columns: Columns) -> Iterator[tuple[int, dict[str, Any]]]:
    if path.suffix.lower() == ".json":
        yield from ((0, each) for each in _list(path, columns))
        return
    with opened(path) as (name, stream):
        for line in json_lines(stream):
            if line.fault:
                raise FormatError(
                    Finding(Place(name, line.number), line.fault.fault.path, line.fault.fault.message, "row")
                )
            yield line.number, line.value


def _list(path: Path, columns: Columns) -> list[dict[str, Any]]:
    try:
        value = orjson.loads(read_text(path).removeprefix("\ufeff"))
    except orjson.JSONDecodeError as error:
        raise FormatError(Finding(Place(str(path), error.lineno), "", f"is no JSON: {error.msg}", "row")) from error
    rows = value if isinstance(value, list) else [value]
    if not rows or not all(isinstance(each, dict) and columns.text in each for each in rows):
        raise NoTextColumnError(
            f"{path}: is JSON, and no list of objects with a {quoted(columns.text)}; --as text takes it for an "
            "article, annotator import reads the formats of other tools"
        )
    return rows
