"""Potato's `annotated_instances.jsonl`: a row for each text and annotator, with spans and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from annotator.formats.annotation_tools.annotators import Annotators
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, leave_out, shaped_as
from annotator.formats.kept import OWN, meta_with, others
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample
from annotator.model.annotation import Entity, Value, mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.spans import Spans
from annotator.schema.label_schema import LabelSchema

NAME = "potato"
CHOSEN = (True, "true")
UNANSWERED = (False, "false", None, "")
KEY = re.compile(r"[0-9]")
"""The key of the keyboard that ticks a label; it stands in the place of `true` where labels have one."""
FIELD = re.compile(r"scale_.*|slider.*|number.*|text_?box.*")
"""The names of fields where something is rated or written: no labels."""
ELSEWHERE = "its words do not stand where it says, but nowhere or in several places"


class _Span(Struct):
    """A mention: `annotation` and `span` are what version 1 calls its label and words."""

    start: int
    end: int
    annotation: str | None = None
    label: str | None = None
    name: str | None = None
    span: str | None = None
    text: str | None = None
    schema: str | None = None

    @property
    def type(self) -> str:
        return self.annotation or self.label or self.name or ""

    @property
    def words(self) -> str | None:
        return self.text if self.span is None else self.span


class _Spans(Struct):
    """The mentions of a row, in one list."""

    span_annotations: tuple[_Span, ...] = ()


class _Row(Struct):
    """A row: `id` and `text` are what some versions call instance and displayed text."""

    instance_id: int | str | None = None
    id: int | str | None = None
    user_id: str | None = None
    displayed_text: str | None = None
    text: str | None = None
    span_annotations: Any = None
    label_annotations: Any = None

    @property
    def own_id(self) -> str:
        own = self.id if self.instance_id is None else self.instance_id
        return "" if own is None else str(own)


class Potato(Format):
    """Potato's annotated instances: spans and labels, a document for each annotator."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file."""
        annotators = Annotators(_id_of(row.value) for row in json_rows(source, Report()))
        return documents_of_rows(
            json_rows(source, report), lambda row: _documents(row, source.stem, annotators, report)
        )

    def recognizes(self, sample: Sample) -> bool:
        """Whether the first object has span annotations, and a text or instance as Potato calls them."""
        first = sample.first
        return "span_annotations" in first and not first.keys().isdisjoint(
            {"displayed_text", "instance_id", "label_annotations"}
        )


def _id_of(value: object) -> str:
    own = value.get("instance_id", value.get("id")) if isinstance(value, dict) else None
    return "" if own is None else str(own)


def _documents(row: Row, stem: str, annotators: Annotators, report: Report) -> Iterator[Document]:
    read = shaped_as(row, _Row)
    text = read.text if read.displayed_text is None else read.displayed_text
    if text is None:
        leave_out(row, "has no text", report)
        return
    said = _in_one_list(read.span_annotations)
    spans = shaped_as(row._replace(value={"span_annotations": said}), _Spans).span_annotations
    entities: list[Entity] = []
    kept: dict[str, Mapping[str, Any]] = {OWN: others(row.value, _Row)}
    for each, value in zip(spans, said, strict=True):
        place = _place(each, text, report)
        if not each.type or place is None:
            report.lose("mention", ELSEWHERE if each.type else "it has no label")
            continue
        own = f"T{len(entities) + 1}"
        entities.append(mention(own, each.type, text, place))
        kept[own] = others(value, _Span) | ({"schema": each.schema} if each.schema else {})
    yield new_document(
        annotators.document_id(read.own_id, read.user_id, report) if read.own_id else f"{stem}-{row.number}",
        text,
        annotator=read.user_id or None,
        meta=meta_with({}, NAME, kept, report),
        labels=dict(_labels(read.label_annotations, report)),
        entities=by_id(entities),
    )


def _in_one_list(said: Any) -> Any:
    """The mentions in one list: newer versions have one for each scheme."""
    if not isinstance(said, dict):
        return said or []
    return [each for several in said.values() if isinstance(several, list) for each in several]


def _place(span: _Span, text: str, report: Report) -> Spans | None:
    """Where a mention stands: as it says, else where its words do, when that is one place."""
    words = span.words
    if 0 <= span.start <= span.end <= len(text) and words in (None, text[span.start : span.end]):
        return ((span.start, span.end),)
    if not words or text.count(words) != 1:
        return None
    report.note("mentions whose words stand elsewhere than they say were put where these do, once in the text")
    start = text.index(words)
    return ((start, start + len(words)),)


def _labels(said: Any, report: Report) -> Iterator[tuple[str, Value]]:
    """What was said of the whole text, by scheme: the labels that were chosen, or what was written or rated."""
    for scheme, values in said.items() if isinstance(said, dict) else ():
        chosen = _chosen(values) if isinstance(values, dict) else []
        if chosen and scheme:
            yield scheme, chosen[0] if len(chosen) == 1 else tuple(map(str, chosen))
        elif values:
            report.lose("label", "it is of a kind that the record does not have")


def _chosen(values: Mapping[str, Any]) -> list[str | int | float]:
    said = [_answer(label, value) for label, value in values.items() if value not in UNANSWERED]
    return [each for each in said if isinstance(each, str | int | float)]


def _answer(label: str, value: Any) -> Any:
    """The label of what was ticked, which stands there as true or as the number of its key; else what was said."""
    is_key = isinstance(value, str) and KEY.fullmatch(value) and not FIELD.fullmatch(label)
    return label if is_key or value in CHOSEN else value
