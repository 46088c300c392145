"""Reading gold records: every one is validated whole before anybody sees it, and a bad one says where and why.

Three ways in, by what is wanted: `read_records` gives documents, `read_plain` the validated JSON objects themselves
(for who counts, not edits: no object a mention is made), `check_lines` every fault of a file instead of the first.
All of them stream: one line is held at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from pydantic import ValidationError

from annotator.datasets.blanks import without_blanks
from annotator.datasets.lines import Line, json_lines
from annotator.datasets.shape import record_adapter
from annotator.datasets.shape_errors import shape_faults
from annotator.datasets.soundness import is_sound
from annotator.datasets.source import Source, opened
from annotator.errors import Finding, Place, RecordError
from annotator.model.document import Document
from annotator.model.fault import Fault, Listing
from annotator.model.faults import errors
from annotator.model.oddities import oddities
from annotator.model.plain import document_from_plain, entity_from_plain, event_from_plain, relation_from_plain
from annotator.model.quoted import quoted

Plain: TypeAlias = dict[str, Any]
"""A gold record as a JSON object."""

TOLERATED_IN_LOOSE = frozenset({"missing-hash", "missing-surface", "missing-schema"})
"""What other tools' records may lack."""


def read_records(source: Source, *, loose: bool = False) -> Iterator[Document]:
    """The documents of a file, one at a time.

    Args:
        source: where to read.
        loose: whether records may lack what only gold must have: `schema`, and the hash and surfaces of a text.
            Predictions and other tools' files are loose.

    Raises:
        RecordError: a record is not what the contract says; nothing after it is read.
        InputError: the file cannot be read.
    """
    return map(document_from_plain, read_plain(source, loose=loose))


def read_plain(source: Source, *, loose: bool = False) -> Iterator[Plain]:
    """The records of a file as validated JSON objects, keys in the contract's order, spans and lists as tuples.

    Raises:
        RecordError: a record is not what the contract says; nothing after it is read.
        InputError: the file cannot be read.
    """
    with opened(source) as (name, stream):
        first_lines: dict[str, int] = {}
        for line in json_lines(stream):
            record, findings = _judged(name, line, loose=loose)
            findings = findings or _repeated(name, line.number, record["id"], first_lines)
            if findings:
                raise RecordError(*findings)
            yield record


def check_lines(source: Source, *, loose: bool = False) -> Iterator[Finding | Document]:
    """Every fault of a file, and every document that could be read, in the order of the lines.

    A document comes before the findings about it; the caller goes on with it, say against its schema.
    """
    with opened(source) as (name, stream):
        first_lines: dict[str, int] = {}
        for line in json_lines(stream):
            record, findings = _judged(name, line, loose=loose)
            yield from findings
            if not findings:
                yield from _repeated(name, line.number, record["id"], first_lines)
                document = document_from_plain(record)
                yield document
                for fault in oddities(_listing(record), document.text):
                    yield _finding(Place(name, line.number), fault)


def validated(value: object, place: Place, *, loose: bool = False) -> Plain:
    """One record that is already parsed, say an extractor's answer, as `read_plain` gives it.

    Raises:
        RecordError: it is not what the contract says, with all that is wrong.
    """
    record, faults = _validated(value, loose=loose)
    if faults:
        raise RecordError(*(_finding(place, fault) for fault in faults))
    return record


def _judged(name: str, line: Line, *, loose: bool) -> tuple[Plain, tuple[Finding, ...]]:
    if line.faults:
        places = ((Place(name, line.number, each.column), each.fault) for each in line.faults)
        return {}, tuple(_finding(place, fault) for place, fault in places)
    record, faults = _validated(line.value, loose=loose)
    return record, tuple(_finding(Place(name, line.number), fault) for fault in faults) if faults else ()


def _validated(value: Any, *, loose: bool) -> tuple[Plain, list[Fault]]:
    adapter = record_adapter()
    try:
        record: Plain = adapter.validate_python(value)  # type: ignore[assignment]
    except ValidationError:
        try:
            record = adapter.validate_python(without_blanks(value))  # type: ignore[assignment]
        except ValidationError as error:
            return {}, shape_faults(error)
    if is_sound(record, loose=loose) and (loose or "schema" in record):
        return record, []
    return record, [fault for fault in _errors(record) if not (loose and fault.code in TOLERATED_IN_LOOSE)]


def _errors(record: Plain) -> Iterator[Fault]:
    if "schema" not in record:
        message = 'missing; gold names its schema: "name@X.Y.Z"'
        yield Fault("schema", message, "missing-schema")
    if "text" in record and "text_sha256" not in record:
        yield Fault("text_sha256", "missing; expected the SHA-256 of the text", "missing-hash")
    yield from errors(document_from_plain(record), _listing(record))


def _listing(record: Plain) -> Listing:
    """The record's annotations in the file's order."""
    return Listing(
        [entity_from_plain(each) for each in record.get("entities", ())],
        [relation_from_plain(each) for each in record.get("relations", ())],
        [event_from_plain(each) for each in record.get("events", ())],
    )


def _repeated(name: str, number: int, document_id: str, first_lines: dict[str, int]) -> tuple[Finding, ...]:
    first = first_lines.setdefault(document_id, number)
    if first == number:
        return ()
    message = f"{quoted(document_id)} is already the id of line {first}; expected one line a document"
    return (Finding(Place(name, number), "id", message, "duplicate-document"),)


def _finding(place: Place, fault: Fault) -> Finding:
    return Finding(place, fault.path, fault.message, fault.code)
