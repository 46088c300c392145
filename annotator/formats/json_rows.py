"""Rows of a JSON file that another tool wrote: JSON Lines, one JSON list, or objects over several lines.

They stream, whichever it is: one row is held at a time. A file is a list when it begins with `[` and an object, a list
or nothing in it, and no other list follows on a line of its own; then a row's path is its place in the list. Each row
is judged as our own records are: what readers disagree about, such as a key that stands twice, is a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar

import msgspec
import orjson
from immutables import Map
from msgspec import Struct

from annotator.datasets.json_faults import LineFault, contested, says_the_same, undecodable, unparsable
from annotator.datasets.lines import json_lines
from annotator.datasets.shape import shaped
from annotator.datasets.source import opened
from annotator.errors import Finding, FormatError, Place
from annotator.formats.json_members import BOM, HEAD_BYTES, Member, begins_list, is_lines_of_lists, members
from annotator.formats.protocol import Report
from annotator.formats.text_lines import note_mark
from annotator.model.canonical import record_of
from annotator.model.document import Document, Identified, by_id
from annotator.model.fault import Fault
from annotator.model.faults import errors
from annotator.model.quoted import quoted
from annotator.model.spans import Spans

Shape = TypeVar("Shape", bound=Struct)

MOST_FINDINGS = 100
"""After so many, nothing more is read."""

MOST_TOLD = 20
"""So many rows that are left out are told with their lines."""


class Row(NamedTuple):
    """One value of a file: where it begins, its path there ("" on a line of its own), its number from 1 on.

    `findings` say why there is no value, where there is none.
    """

    place: Place
    path: str
    number: int
    value: Any
    findings: tuple[Finding, ...] = ()

    def span(self, path: str, text: str, start: int, end: int, words: str | None = None) -> Spans:
        """A mention's place in the text, which says these words where they are known.

        Raises:
            FormatError: it ends before it begins or beyond the text, or other words stand there.
        """
        if not 0 <= start <= end <= len(text):
            message = f"{start} to {end} does not stand in the text of {len(text)} characters"
            raise self.refused(path, f"{message}; expected 0 <= start <= end <= {len(text)}", "span")
        if words is not None and text[start:end] != words:
            message = f"{start} to {end} is {quoted(text[start:end])} in the text, but {quoted(words)} is said"
            raise self.refused(path, f"{message}; expected offsets in code points of this text", "surface")
        return ((start, end),)

    def by_id(self, path: str, annotations: Sequence[Identified]) -> Map[str, Identified]:
        """Annotations by their ids, which differ.

        Raises:
            FormatError: two have the same.
        """
        found = by_id(annotations)
        if len(found) < len(annotations):
            ids = [each.id for each in annotations]
            again = next(index for index, each in enumerate(ids) if each in ids[:index])
            raise self.refused(f"{path}[{again}].id", f"{quoted(ids[again])} stands twice; expected ids that differ")
        return found

    def finding(self, fault: Fault) -> Finding:
        """A fault of its value, with its place."""
        return Finding(self.place, _joined(self.path, fault.path), fault.message, fault.code)

    def refused(self, path: str, message: str, code: str = "invalid") -> FormatError:
        """The error that something of this row is not what its format says."""
        return FormatError(Finding(self.place, _joined(self.path, path), message, code))


def json_rows(source: Path, report: Report) -> Iterator[Row]:
    """The values of a file, in its order; a byte order mark is passed over, and told.

    Raises:
        InputError: the file cannot be read.
    """
    with opened(source) as (_, stream):
        # A list may stand in one line, which would be the whole file.
        is_list = begins_list(stream.read(HEAD_BYTES))
        stream.seek(0)
        if is_list:
            is_list = not is_lines_of_lists(stream)
            stream.seek(0)
        first = b"" if is_list else next((line for line in stream if line.strip()), b"")
    note_mark(source, report)
    with opened(source) as (name, stream):
        if is_list:
            yield from _of_members(name, members(stream, in_list=True), in_list=True)
        elif _goes_on(first):
            yield from _of_members(name, members(stream, in_list=False), in_list=False)
        else:
            yield from _of_lines(name, stream)


def documents_of_rows(rows: Iterable[Row], read: Callable[[Row], Iterable[Document]]) -> Iterator[Document]:
    """The documents that `read` makes of the rows, each judged as a loose record; all faults are told, at the end.

    Raises:
        FormatError: a row is no JSON, `read` refused it, its document has structural faults, or two have one id.
    """
    findings: list[Finding] = []
    first_rows: dict[str, str] = {}
    for row in rows:
        findings += row.findings
        try:
            for each in () if row.findings else read(row):
                _judge(each, row, first_rows)
                if not findings:
                    yield each
        except FormatError as error:
            findings += error.findings
        if len(findings) >= MOST_FINDINGS:
            break
    if findings:
        raise FormatError(*findings)


def shaped_as(row: Row, shape: type[Shape]) -> Shape:
    """The row as a value of this class; keys that the class does not know are passed over.

    Raises:
        FormatError: it has not the shape of the class; with all faults.
    """
    try:
        return msgspec.convert(row.value, shape)
    except msgspec.ValidationError:
        taken, faults = shaped(row.value, shape)
    found = [each for each in faults if each.code != "unknown-key"]
    if found:
        raise FormatError(
            *(Finding(row.place, _joined(row.path, each.path), each.message, each.code) for each in found)
        )
    return msgspec.convert(taken, shape)


def leave_out(row: Row, why: str, report: Report) -> None:
    """Report a row that is not read, with its line while these are few."""
    told = sum(each.what == "row" for each in report.losses)
    where = f"line {row.place.line}" if told < MOST_TOLD else "more lines"
    report.lose("row", f"{where} {why}")


def _judge(document: Document, row: Row, first_rows: dict[str, str]) -> None:
    faults = list(errors(record_of(document), loose=True))
    if faults:
        raise FormatError(
            *(Finding(row.place, _joined(row.path, each.path), each.message, each.code) for each in faults)
        )
    where = f"line {row.place.line}" + (f", {row.path}" if row.path else "")
    if (other := first_rows.setdefault(document.id, where)) != where:
        message = f"{quoted(document.id)} is already the id of {other}; expected one row a document"
        raise row.refused("id", message, "duplicate-document")


def _goes_on(first: bytes) -> bool:
    """Whether the first line is only the beginning of an object."""
    line = first.removeprefix(BOM).strip()
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return line.startswith(b"{") and "unexpected end" in error.msg and b"\0" not in line
    return False


class _Parsed(NamedTuple):
    """A line's value, of whatever kind."""

    value: Any


def _of_lines(name: str, stream: BinaryIO) -> Iterator[Row]:
    lines = json_lines(_without_mark(stream), lambda line: _Parsed(orjson.loads(line)))
    for number, line in enumerate(lines, 1):
        if line.fault:
            yield _faulty(Place(name, line.number), "", number, [line.fault])
            continue
        yield _row(Place(name, line.number), "", number, line.content, line.value.value)


def _without_mark(stream: Iterable[bytes]) -> Iterator[bytes]:
    for number, line in enumerate(stream):
        yield line if number else line.removeprefix(BOM)


def _of_members(name: str, found: Iterator[Member], *, in_list: bool) -> Iterator[Row]:
    for number, each in enumerate(found, 1):
        place, path = Place(name, each.line), f"[{number - 1}]" if in_list else ""
        if each.fault:
            yield _faulty(place, path, number, [each.fault])
            continue
        try:
            value = orjson.loads(each.content)
        except orjson.JSONDecodeError as error:
            yield _unparsable(place, path, number, each.content, error)
            continue
        yield _row(place, path, number, each.content, value)


def _unparsable(place: Place, path: str, number: int, content: bytes, error: orjson.JSONDecodeError) -> Row:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _faulty(place, path, number, [undecodable(content)])
    before = text[: error.pos]
    fault = unparsable(text, error.msg, error.pos)
    column = error.pos - (before.rfind("\n") + 1) + 1 if "\n" in before else 0
    place = Place(place.file, place.line + before.count("\n"))
    return _faulty(place, path, number, [LineFault(column, fault.fault)])


def _row(place: Place, path: str, number: int, content: bytes, value: Any) -> Row:
    if not _is_plain(content, value) and (faults := list(contested(content))):
        return _faulty(place, path, number, faults)
    return Row(place, path, number, value)


def _is_plain(content: bytes, value: Any) -> bool:
    try:
        return says_the_same(content, orjson.dumps(value))
    except TypeError:
        return False


def _faulty(place: Place, path: str, number: int, faults: Iterable[LineFault]) -> Row:
    found = [(Place(place.file, place.line, each.column), each.fault) for each in faults]
    findings = tuple(Finding(at, _joined(path, fault.path), fault.message, fault.code) for at, fault in found)
    return Row(place, path, number, None, findings)


def _joined(path: str, rest: str) -> str:
    return path + ("." if path and rest and not rest.startswith("[") else "") + rest
