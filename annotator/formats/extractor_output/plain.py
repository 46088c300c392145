"""Rows `{id, text, spans: [{start, end, label}]}`, or `entities` for `spans`: what many scripts write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from annotator.formats.extractor_output.rows import document_id, document_of_row, entity_at
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, shaped_as
from annotator.formats.kept import OWN, others
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample
from annotator.model.annotation import Entity
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema

NAME = "plain"
OTHERS = {"_input_hash", "_task_hash", "answer", "tokens", "ents", "Comments", "relations", "events"}
"""Keys of rows that are other tools', though their spans look the same."""


class _Span(Struct):
    """A mention; its words, where they stand there, are compared with the text."""

    start: int
    end: int
    label: str | None = None
    type: str | None = None
    id: int | str | None = None
    text: str | None = None
    score: float | None = None


class _Row(Struct):
    """A text and what was found in it."""

    id: int | str | None = None
    text: str | None = None
    spans: tuple[_Span, ...] = ()
    entities: tuple[_Span, ...] = ()


class Plain(Format):
    """JSON rows with a text and spans of start, end and label, counted in code points."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file; other keys are kept under `meta.plain`."""
        return documents_of_rows(json_rows(source, report), lambda row: _documents(row, source))

    def recognizes(self, sample: Sample) -> bool:
        """Whether the spans of the first object are start, end and label, and no other tool's key stands by them.

        `spans` of a text without an `id` are what Prodigy calls a task.
        """
        first = sample.first
        if "text" in first and "spans" in first and "id" not in first:
            return False
        spans = [each for key in ("spans", "entities") if isinstance(first.get(key), list) for each in first[key]]
        return bool(spans) and OTHERS.isdisjoint(first) and all(map(_is_span, spans))


def _is_span(value: Any) -> bool:
    if not isinstance(value, dict) or not all(type(value.get(key)) is int for key in ("start", "end")):
        return False
    return "token_start" not in value and isinstance(value.get("label", value.get("type")), str)


def _documents(row: Row, source: Path) -> Iterator[Document]:
    read = shaped_as(row, _Row)
    entities: list[Entity] = []
    kept = {OWN: others(row.value, _Row)}
    for key, spans in (("spans", read.spans), ("entities", read.entities)):
        for index, each in enumerate(spans):
            own = f"T{len(entities) + 1}" if each.id is None else str(each.id)
            label = each.label or each.type or ""
            entities.append(
                entity_at(
                    row, f"{key}[{index}]", read.text, own, label, (each.start, each.end), each.text, score=each.score
                )
            )
            kept[own] = others(row.value[key][index], _Span)
    yield document_of_row(row, NAME, document_id(row, read.id, source), read.text, entities, kept)
