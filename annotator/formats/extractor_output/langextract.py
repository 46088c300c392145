"""langextract: extractions quote the text, with or without the interval that the library found for them.

A quote without an interval, or whose interval says something else, takes the next occurrence of its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from annotator.formats.extractor_output.quotes import Quotes, says
from annotator.formats.extractor_output.rows import document_id, document_of_row, entity_at
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, shaped_as
from annotator.formats.kept import OWN, others
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample
from annotator.model.annotation import Entity, Value
from annotator.model.document import Document
from annotator.model.record import Unplaced
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema

NAME = "langextract"
FUZZY = ("match_fuzzy", "match_lesser", "match_greater")
"""What the library says of an interval whose words are not those of the quote."""


class _Interval(Struct):
    """Where the library found a quote."""

    start_pos: int | None = None
    end_pos: int | None = None


class _Extraction(Struct):
    """What was extracted."""

    extraction_class: str
    extraction_text: str
    char_interval: _Interval | None = None
    alignment_status: str | None = None
    description: str | None = None
    attributes: dict[str, Any] | None = None


class _Row(Struct):
    """A document."""

    extractions: tuple[_Extraction, ...] | None = None
    text: str | None = None
    document_id: int | str | None = None


class Langextract(Format):
    """langextract's JSON Lines: quotes of the text, placed where they stand."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file; quotes that are nowhere in the text are told, and kept as unplaced."""
        return documents_of_rows(json_rows(source, report), lambda row: _documents(row, source, report))

    def recognizes(self, sample: Sample) -> bool:
        """Whether the first object has extractions with a class and a text, or an empty list of them."""
        found = sample.first.get("extractions")
        if not isinstance(found, list):
            return False
        return all(isinstance(each, dict) and "extraction_text" in each for each in found)


def _documents(row: Row, source: Path, report: Report) -> Iterator[Document]:
    read = shaped_as(row, _Row)
    said = read.extractions or ()
    quotes = Quotes(read.text)
    spans = [_interval(each, read.text) for each in said]
    for each, span in zip(said, spans, strict=True):
        if span and each.alignment_status not in FUZZY:
            quotes.take(each.extraction_class, span)
    entities: list[Entity] = []
    unplaced: list[Unplaced] = []
    kept = {OWN: others(row.value, _Row)}
    for index, each in enumerate(said):
        place = spans[index] or quotes.place(each.extraction_class or "?", each.extraction_text)
        if isinstance(place, Unplaced):
            report.note(f"a quote has no place: {place.reason}; it is kept in extractor.unplaced")
            unplaced.append(place)
            continue
        if not spans[index]:
            report.note("quotes without a place are put at the next occurrence of their words")
        own, attributes = f"T{len(entities) + 1}", dict(_attributes(each.attributes or {}))
        path = f"extractions[{index}]"
        entities.append(
            entity_at(
                row,
                path,
                read.text,
                own,
                each.extraction_class,
                place,
                None if read.text is not None else each.extraction_text,
                attributes=attributes,
                note=each.description or None,
            )
        )
        kept[own] = _kept(row.value["extractions"][index], each, attributes)
    yield document_of_row(row, NAME, document_id(row, read.document_id, source), read.text, entities, kept, unplaced)


def _interval(said: _Extraction, text: str | None) -> Span | None:
    """The interval of an extraction where it may hold: its words are the quote, or are said to be others."""
    where = said.char_interval
    if where is None or where.start_pos is None or where.end_pos is None:
        return None
    span = where.start_pos, where.end_pos
    if text is None or said.alignment_status in FUZZY or says(said.extraction_text, text[slice(*span)]):
        return span
    return None


def _attributes(said: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """Attributes as a record has them; what it cannot say is kept besides."""
    for name, value in said.items():
        if name and isinstance(value, str | bool | int | float):
            yield name, value
        elif name and value and isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield name, tuple(value)


def _kept(value: dict[str, Any], said: _Extraction, attributes: Mapping[str, Value]) -> dict[str, Any]:
    kept = others(value, _Extraction)
    if said.alignment_status:
        kept["alignment_status"] = said.alignment_status
    if rest := {name: each for name, each in (said.attributes or {}).items() if name not in attributes}:
        kept["attributes"] = rest
    return kept
