"""Reading gold records: every one is validated whole before anybody sees it, and a bad one says where and why.

By what is wanted: `read_records` gives the records as they stand in the file, `read_documents` documents, and
`check_lines` every fault of a file instead of the first. All of them stream: one line is held at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.datasets.blank_lines import BlankLines
from annotator.datasets.decoding import decoded
from annotator.datasets.lines import json_lines
from annotator.datasets.prediction_reader import PredictionReader
from annotator.datasets.source import Source, opened
from annotator.datasets.validate import finding_of, validated_line, validated_object
from annotator.errors import Finding, Place, RecordError
from annotator.model.canonical import document_of
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.model.readable_faults import readable_faults
from annotator.model.record import LAYERS, Record


def read_records(source: Source, *, loose: bool = False, reader: PredictionReader | None = None) -> Iterator[Record]:
    """The records of a file, one at a time, their annotations in the file's order.

    Args:
        source: where to read.
        loose: whether records may lack what only gold must have: `schema`, and the hash and surfaces of a text.
            Predictions and other tools' files are loose.
        reader: for predictions, how they are read: what of them has no place in the text is no fault.

    Raises:
        RecordError: a record is not what the contract says; nothing after it is read.
        InputError: the file cannot be read.
    """
    with opened(source) as (name, stream):
        first_lines: dict[str, int] = {}
        for line in json_lines(stream, decoded):
            record, findings = validated_line(name, line, loose=loose, reader=reader)
            if record is not None and not findings:
                if first_lines.setdefault(record.id, line.number) == line.number:
                    yield record
                    continue
                findings = (_repeated(name, line.number, record.id, first_lines),)
            raise RecordError(*findings)


def read_documents(source: Source, *, loose: bool = False) -> Iterator[Document]:
    """The documents of a file, one at a time, as `read_records` reads them.

    Raises:
        RecordError: a record is not what the contract says; nothing after it is read.
        InputError: the file cannot be read.
    """
    return map(document_of, read_records(source, loose=loose))


@dataclass(frozen=True, slots=True)
class Read:
    """A document that could be read, where it stands, and the path of each annotation there, by id."""

    document: Document
    place: Place
    paths: Mapping[str, str]


def check_lines(
    source: Source, *, loose: bool = False, reader: PredictionReader | None = None
) -> Iterator[Finding | Read]:
    """Every fault of a file, and every document that could be read, in the order of the lines.

    A document comes before the findings about it; the caller goes on with it, say against its schema.

    Raises:
        InputError: the file cannot be read.
    """
    with opened(source) as (name, stream):
        first_lines: dict[str, int] = {}
        lines = BlankLines(name, stream)
        for line in json_lines(lines, decoded):
            yield from lines.passed()
            record, findings = validated_line(name, line, loose=loose, reader=reader)
            yield from findings
            if record is not None and not findings:
                if first_lines.setdefault(record.id, line.number) != line.number:
                    yield _repeated(name, line.number, record.id, first_lines)
                yield from _looked_over(record, Place(name, line.number))
        yield from lines.at_end()


def validated(value: object, place: Place, *, loose: bool = False, reader: PredictionReader | None = None) -> Record:
    """One record that is already parsed, say an extractor's answer.

    Raises:
        RecordError: it is not what the contract says, with all that is wrong.
    """
    record, faults = validated_object(value, loose=loose, reader=reader)
    if record is None or faults:
        raise RecordError(*(finding_of(place, fault) for fault in faults))
    return record


def _looked_over(record: Record, place: Place) -> Iterator[Finding | Read]:
    paths = {each.id: f"{layer}[{index}]" for layer in LAYERS for index, each in enumerate(getattr(record, layer))}
    yield Read(document_of(record), place, paths)
    for fault in readable_faults(record):
        yield finding_of(place, fault)


def _repeated(name: str, number: int, document_id: str, first_lines: dict[str, int]) -> Finding:
    message = (
        f"{quoted(document_id)} is already the id of line {first_lines[document_id]}; expected one line a document"
    )
    return Finding(Place(name, number), "id", message, "duplicate-document")
