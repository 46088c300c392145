"""Hugging Face token-classification pipelines: `{id, text, entities: [{entity_group, word, start, end, score}]}`.

Without an aggregation strategy there is a row for each token, with `entity` and a tag such as B-PER for it: tokens that
follow one another are put together as the library does. What has no offsets is placed by its words.

A pipeline itself gives bare lists of such rows, one for each text: they are read as one list a line, as a list of
lists, or as one list alone. They name no document: where there are as many articles, they stand for these in their
order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from statistics import fmean
from typing import Any

import orjson
from msgspec import Struct

from annotator.formats.extractor_output.quotes import Quotes
from annotator.formats.extractor_output.rows import document_id, document_of_row, entity_at
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, shaped_as
from annotator.formats.kept import OWN, others
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample
from annotator.model.annotation import Entity
from annotator.model.document import Document
from annotator.model.record import Unplaced
from annotator.schema.label_schema import LabelSchema

NAME = "hf-pipeline"
MARKS = ("##", "\u0120", "\u2581", "</w>")
"""What tokenizers put before or behind the pieces of words."""


class _Found(Struct):
    """A mention, or a token of one."""

    entity_group: str | None = None
    entity: str | None = None
    word: str | None = None
    start: int | None = None
    end: int | None = None
    score: float | None = None
    index: int | None = None


class _Row(Struct):
    """A text and what the pipeline found in it."""

    id: int | str | None = None
    text: str | None = None
    entities: tuple[_Found, ...] = ()


class HfPipeline(Format):
    """What pipelines of Hugging Face transformers find in a text, by mention or by token."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, with scores; words that stand nowhere are told, and kept as unplaced."""
        return documents_of_rows(_rows(source, report), lambda row: _documents(row, source, report))

    def recognizes(self, sample: Sample) -> bool:
        """Whether the first entity of the first object or list is one of a pipeline's."""
        found = sample.first.get("entities")
        if isinstance(found, list):
            return bool(found) and _is_found(found[0])
        return sample.text.lstrip().startswith("[") and _is_found(sample.first or _first_in_lists(sample))


def _is_found(value: Any) -> bool:
    """Whether something has `entity_group`, or `entity` beside a word or a score, and is not a whole row."""
    if not isinstance(value, dict) or "entities" in value:
        return False
    return "entity_group" in value or ("entity" in value and not {"word", "score"}.isdisjoint(value))


def _first_in_lists(sample: Sample) -> Any:
    """What stands first in the first list that is not empty; None where the sample shows none."""
    values = [sample.value] if isinstance(sample.value, list) else []
    for content in (*sample.lines, sample.text):
        if not values or values == [[]]:
            with suppress(orjson.JSONDecodeError):
                values = [orjson.loads(content)]
    value = values[0] if values else None
    while isinstance(value, list):
        value = next((each for each in value if each != []), None)
    return value


def _rows(source: Path, report: Report) -> Iterator[Row]:
    """The rows of a file; bare lists as rows without id and text, one list alone as one row."""
    rows = json_rows(source, report)
    first = next(rows, None)
    if first is None:
        return
    if not _is_found(first.value):
        yield from (_as_row(row, row.value) if isinstance(row.value, list) else row for row in chain((first,), rows))
        return
    found = [first, *rows]
    faults = tuple(finding for each in found for finding in each.findings)
    yield _as_row(first._replace(path="", findings=faults), [each.value for each in found])


def _as_row(row: Row, found: list[Any]) -> Row:
    return row._replace(value={"entities": found})


class _Group(Struct, frozen=True):
    """A mention: its type and the rows that it is made of."""

    type: str
    parts: tuple[int, ...]


def _documents(row: Row, source: Path, report: Report) -> Iterator[Document]:
    read = shaped_as(row, _Row)
    quotes = Quotes(read.text)
    entities: list[Entity] = []
    unplaced: list[Unplaced] = []
    kept = {OWN: others(row.value, _Row)}
    for group in _groups(row, read):
        parts = [read.entities[index] for index in group.parts]
        path = f"entities[{group.parts[0]}]"
        word = _word(parts)
        start, end = parts[0].start, parts[-1].end
        place = quotes.place(group.type, word) if start is None or end is None else (start, end)
        if isinstance(place, Unplaced):
            report.note(f"a word has no place: {place.reason}; it is kept in extractor.unplaced")
            unplaced.append(place)
            continue
        quotes.take(group.type, place)
        own = f"T{len(entities) + 1}"
        scores = [each.score for each in parts if each.score is not None]
        score = fmean(scores) if len(scores) == len(parts) else None
        known = word if read.text is None and word else None
        entities.append(entity_at(row, path, read.text, own, group.type, place, known, score=score))
        if word and not _says(word, entities[-1].text or ""):
            report.note("words differ from those of the text at their offsets; the offsets count")
        for index in group.parts:
            kept.setdefault(own, {}).update(others(row.value["entities"][index], _Found))
    yield document_of_row(row, NAME, document_id(row, read.id, source), read.text, entities, kept, unplaced)


def _groups(row: Row, read: _Row) -> Iterator[_Group]:
    """The mentions; tokens are one while a tag continues its type and nothing but blanks stands between them."""
    open_parts: list[int] = []
    open_type = ""
    for index, each in enumerate(read.entities):
        if each.entity_group is None and each.entity is None:
            raise row.refused(f"entities[{index}]", "has no type; expected entity_group or entity", "missing")
        letter, type_name = _tag(each)
        if open_parts and letter in "IEL" and type_name == open_type and _follows(read, open_parts[-1], index):
            open_parts.append(index)
            continue
        if open_parts:
            yield _Group(open_type, tuple(open_parts))
        open_parts, open_type = ([], "") if type_name == "O" else ([index], type_name)
    if open_parts:
        yield _Group(open_type, tuple(open_parts))


def _tag(said: _Found) -> tuple[str, str]:
    """What a tag does, and the type; whole mentions begin, a tag without a letter continues, as in the library."""
    if said.entity_group is not None:
        return "B", said.entity_group
    letter, dash, type_name = (said.entity or "").partition("-")
    return (letter, type_name) if dash and letter in tuple("BIESLU") else ("I", said.entity or "")


def _follows(read: _Row, before: int, index: int) -> bool:
    one, other = read.entities[before], read.entities[index]
    if one.index is not None and other.index is not None:
        return other.index == one.index + 1
    if one.end is None or other.start is None:
        return True
    between = read.text[one.end : other.start] if read.text is not None else " " * (other.start - one.end)
    return other.start >= one.end and not between.strip() and len(between) < 2


def _word(parts: Sequence[_Found]) -> str:
    """The words of a mention; pieces of a word are put together."""
    words = ""
    for each in parts:
        piece = each.word or ""
        bare = _bare(piece)
        words += bare if not words or piece.startswith("##") else f" {bare}"
    return words


def _bare(word: str) -> str:
    for mark in MARKS:
        word = word.replace(mark, " " if mark in "\u0120\u2581" else "")
    return " ".join(word.split())


def _says(word: str, surface: str) -> bool:
    """Whether a tokenizer's word may be that of the text, case, accents and blanks aside; unknown tokens may be any."""
    return "[UNK]" in word or "<unk>" in word or _letters(word) == _letters(surface)


def _letters(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).casefold()
    return "".join(each for each in plain if not each.isspace() and not unicodedata.combining(each))
