"""Reading gold records: every one is validated whole before anybody sees it, and a bad one says where and why.

Four ways in, by what is wanted: `read_records` gives documents, `read_plain` the validated JSON objects themselves,
`read_light` the same for who counts mentions (no object a mention is made where a record holds nothing else), and
`check_lines` every fault of a file instead of the first.
All of them stream: one line is held at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson
from pydantic import ValidationError

from annotator.datasets.blanks import without_blanks
from annotator.datasets.json_faults import contested, says_the_same
from annotator.datasets.light_record import LightRecord, light_record
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

VALIDATE = record_adapter().validator.validate_python

LAYERS = ("entities", "relations", "events")

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
    """The records of a file as validated JSON objects, their keys in the contract's order.

    Raises:
        RecordError: a record is not what the contract says; nothing after it is read.
        InputError: the file cannot be read.
    """
    with opened(source) as (name, stream):
        first_lines: dict[str, int] = {}
        for line in json_lines(stream):
            record, findings = _judged(name, line, loose=loose)
            if not findings and first_lines.setdefault(record["id"], line.number) != line.number:
                findings = (_repeated(name, line.number, record["id"], first_lines),)
            if findings:
                raise RecordError(*findings)
            yield record


def read_light(source: Source) -> Iterator[LightRecord | Plain]:
    """The records of a file, loosely, as `read_plain` gives them; those of mentions alone with their columns.

    Raises:
        RecordError: a record is not what the contract says; nothing after it is read.
        InputError: the file cannot be read.
    """
    with opened(source) as (name, stream):
        first_lines: dict[str, int] = {}
        for number, content in enumerate(stream, 1):
            record: LightRecord | Plain | None = light_record(content)
            if record is None:
                record = _read_alone(name, number, content)
            if record is not None:
                if first_lines.setdefault(record["id"], number) != number:
                    raise RecordError(_repeated(name, number, record["id"], first_lines))
                yield record


def _read_alone(name: str, number: int, content: bytes) -> Plain | None:
    """The record of one line; None where it is blank."""
    for line in json_lines([content]):
        record, findings = _judged(name, line._replace(number=number), loose=True)
        if findings:
            raise RecordError(*findings)
        return record
    return None


@dataclass(frozen=True, slots=True)
class Read:
    """A document that could be read, where it stands, and the path of each annotation there, by id."""

    document: Document
    place: Place
    paths: Mapping[str, str]


def check_lines(source: Source, *, loose: bool = False) -> Iterator[Finding | Read]:
    """Every fault of a file, and every document that could be read, in the order of the lines.

    A document comes before the findings about it; the caller goes on with it, say against its schema.

    Raises:
        InputError: the file cannot be read.
    """
    with opened(source) as (name, stream):
        first_lines: dict[str, int] = {}
        for line in json_lines(stream):
            record, findings = _judged(name, line, loose=loose)
            yield from findings
            if not findings:
                if first_lines.setdefault(record["id"], line.number) != line.number:
                    yield _repeated(name, line.number, record["id"], first_lines)
                yield from _looked_over(record, Place(name, line.number))


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
    """A line's record, and what is wrong with it."""
    if line.fault is None:
        record = _plainly_valid(line)
        if record is not None and is_sound(record, loose=loose) and (loose or "schema" in record):
            return record, ()
    faults = [line.fault] if line.fault else list(contested(line.content))
    if faults:
        places = ((Place(name, line.number, each.column), each.fault) for each in faults)
        return {}, tuple(_finding(place, fault) for place, fault in places)
    record, wrong = _validated(line.value, loose=loose)
    return record, tuple(_finding(Place(name, line.number), fault) for fault in wrong)


def _plainly_valid(line: Line) -> Plain | None:
    """The record of a line that says just what validation, dropping unknown keys, makes of it; None for any other.

    Most lines are canonical: written again they are the same bytes. Others say the same in another spelling.
    """
    try:
        record: Plain = VALIDATE(line.value, extra="ignore")
        written = orjson.dumps(record, option=orjson.OPT_STRICT_INTEGER)
    except (ValidationError, TypeError):
        return None
    return record if written == line.content.rstrip() or says_the_same(line.content, written) else None


def _validated(value: object, *, loose: bool) -> tuple[Plain, list[Fault]]:
    try:
        record: Plain = VALIDATE(value)
    except ValidationError:
        try:
            record = VALIDATE(without_blanks(value))
        except ValidationError as error:
            return {}, shape_faults(error)
    if is_sound(record, loose=loose) and (loose or "schema" in record):
        return record, []
    tolerated = TOLERATED_IN_LOOSE if loose else frozenset()
    if "text" not in record:
        # Left out of a text-free record, or empty: the two look the same, and neither needs surfaces.
        tolerated |= {"missing-surface"}
    return record, [fault for fault in _errors(record) if fault.code not in tolerated]


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
        [entity_from_plain(each) for each in record["entities"]],
        [relation_from_plain(each) for each in record["relations"]],
        [event_from_plain(each) for each in record["events"]],
    )


def _looked_over(record: Plain, place: Place) -> Iterator[Finding | Read]:
    document = document_from_plain(record)
    paths = {each["id"]: f"{layer}[{index}]" for layer in LAYERS for index, each in enumerate(record[layer])}
    yield Read(document, place, paths)
    for fault in oddities(_listing(record), document.text):
        yield _finding(place, fault)


def _repeated(name: str, number: int, document_id: str, first_lines: dict[str, int]) -> Finding:
    message = (
        f"{quoted(document_id)} is already the id of line {first_lines[document_id]}; expected one line a document"
    )
    return Finding(Place(name, number), "id", message, "duplicate-document")


def _finding(place: Place, fault: Fault) -> Finding:
    return Finding(place, fault.path, fault.message, fault.code)
