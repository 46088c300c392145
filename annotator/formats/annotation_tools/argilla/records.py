"""Argilla's exports: token classification of 1.x, and records of 2.x with span questions, nested or flat.

What an annotator submitted is a document; suggestions, drafts and what was discarded are not gold: left out and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from annotator.formats.annotation_tools.annotators import Annotators
from annotator.formats.annotation_tools.argilla.answers import Answer, Read, is_spans, read_row
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, leave_out, shaped_as
from annotator.formats.kept import OWN, meta_with, others
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample
from annotator.model.annotation import Entity, Value, mention
from annotator.model.document import Document, by_id, new_document
from annotator.schema.label_schema import LabelSchema

NAME = "argilla"


class _Span(Struct):
    """A mention of a span question, or of token classification."""

    start: int
    end: int
    label: str
    text: str | None = None
    score: float | None = None


class _Spans(Struct):
    """The mentions of one answer."""

    spans: tuple[_Span, ...] = ()


class Argilla(Format):
    """Argilla records: token classification of 1.x, span questions of 2.x; a document for each annotator."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, one for each annotator's answers that were submitted."""

        def read(row: Row) -> Iterator[Document]:
            return _documents(row, source.stem, report)

        return documents_of_rows(json_rows(source, report), read)

    def recognizes(self, sample: Sample) -> bool:
        """Whether the first object is a record of 1.x with its agents, or one of 2.x with fields or responses."""
        return read_row(sample.first) is not None


def _documents(row: Row, stem: str, report: Report) -> Iterator[Document]:
    read = read_row(row.value)
    if read is None:
        expected = "annotation and its agent, or fields and responses, as Argilla exports them"
        raise row.refused("", f"no record of Argilla; expected {expected}", "argilla")
    field = _field(row, read)
    answers = list(_submitted(read, report))
    if field is None or not answers:
        leave_out(row, "has no text" if field is None else "has no answer that was submitted", report)
        return
    own_id = read.id or f"{stem}-{row.number}"
    people = list(dict.fromkeys(each.user for each in answers))
    annotators = Annotators(own_id for _ in people)
    for user in people:
        of_one = [each for each in answers if each.user == user]
        yield _document(row, read, field, of_one, annotators.document_id(own_id, user, report), report)


def _field(row: Row, read: Read) -> str | None:
    """The field that the answers are about: `text`, or the only one that is a text.

    Raises:
        FormatError: it could be several.
    """
    texts = [name for name, each in read.fields.items() if isinstance(each, str)]
    if "text" in texts or len(texts) < 2:
        return "text" if "text" in texts else next(iter(texts), None)
    raise row.refused("fields", f"the text could be any of {', '.join(texts)}; expected a field text", "argilla-text")


def _submitted(read: Read, report: Report) -> Iterator[Answer]:
    report.lose("suggestion", "a program made it; nobody has submitted it", read.suggestions)
    for each in read.answers:
        if each.status in (None, "submitted"):
            yield each
        else:
            report.lose("answer", f"it is {each.status}, and no gold")


def _document(row: Row, read: Read, field: str, answers: list[Answer], own_id: str, report: Report) -> Document:
    text: str = read.fields[field]
    entities: list[Entity] = []
    labels: dict[str, Value] = {}
    kept: dict[str, Mapping[str, Any]] = {OWN: read.rest}
    several = sum(is_spans(each.value) for each in answers) > 1
    for answer in answers:
        if not is_spans(answer.value):
            value = _label(answer.value)
            if value is None:
                report.lose("answer", "it is of a kind that the record does not have")
            else:
                labels[answer.question] = value
            continue
        spans = shaped_as(row._replace(value={"spans": answer.value}), _Spans).spans
        for index, (said, value) in enumerate(zip(spans, answer.value, strict=True)):
            place = row.span(f"{answer.path}[{index}]", text, said.start, said.end, said.text)
            own = f"T{len(entities) + 1}"
            entities.append(mention(own, said.label, text, place, score=said.score))
            kept[own] = others(value, _Span) | ({"question": answer.question} if several else {})
    fields = {name: each for name, each in read.fields.items() if name != field and each is not None}
    return new_document(
        own_id,
        text,
        annotator=answers[0].user,
        meta=meta_with({**fields, **read.meta}, NAME, kept, report),
        labels=labels,
        entities=by_id(entities),
    )


def _label(said: Any) -> Value | None:
    """An answer to a question about the whole text: a label, labels, a text or a rating."""
    if isinstance(said, list):
        return tuple(said) if said and all(isinstance(each, str) for each in said) else None
    return said if isinstance(said, str | int | float) else None
