"""Hugging Face token rows: `{id, tokens, ner_tags}`, with tags as words or as numbers.

The names of numbers stand in the row (`names`), or beside the file: `dataset_info.json` or `config.json` with
`id2label`, as the libraries write them, or `labels.txt` with one a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
from msgspec import Struct

from annotator.errors import FormatError, InputError
from annotator.formats.conll.mentions import decode
from annotator.formats.conll.reading_notes import reading_notes
from annotator.formats.conll.schemes import OUTSIDE, Notation, Repair, Scheme, notation_of
from annotator.formats.extractor_output.rows import document_id
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, shaped_as
from annotator.formats.kept import OWN, kept_meta, others
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample
from annotator.formats.tokens import joined, meta_of
from annotator.model.annotation import mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.quoted import quoted
from annotator.schema.label_schema import LabelSchema
from annotator.text.utf8 import read_utf8

NAME = "hf-tokens"
TOKENS = ("tokens", "words")
TAGS = ("ner_tags", "tags", "labels")


class _Row(Struct):
    """A sentence: its tokens and a tag for each."""

    id: int | str | None = None
    tokens: tuple[str, ...] | None = None
    words: tuple[str, ...] | None = None
    ner_tags: tuple[int | str, ...] | None = None
    tags: tuple[int | str, ...] | None = None
    labels: tuple[int | str, ...] | None = None
    names: tuple[str, ...] | dict[str, str] | None = None


class HfTokens(Format):
    """Token rows of Hugging Face datasets: tokens and their tags; the text is made of the tokens."""

    name = NAME
    rebuilt_text = True

    def __init__(self, scheme: Scheme = "auto", repair: Repair = "none") -> None:
        """Read tags by this scheme, and do this with those that do not fit it."""
        self._scheme, self._repair = scheme, repair

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, which is gone through twice: for the scheme of its tags, and for itself."""
        names = _names_beside(source)
        seen: set[tuple[str, str]] = set()
        for row in json_rows(source, Report()):
            if not row.findings and isinstance(row.value, dict):
                seen.update(pairwise((OUTSIDE, *_tags(row, shaped_as(row, _Row), names))))
        notation = notation_of(seen, self._scheme)
        repaired = 0

        def documents(row: Row) -> Iterator[Document]:
            nonlocal repaired
            document, misfits = _document(row, source, notation, self._repair, names)
            repaired += misfits
            yield document

        yield from documents_of_rows(json_rows(source, report), documents)
        for note in reading_notes(notation, self._repair, repaired, guessed=self._scheme == "auto"):
            report.note(note)

    def recognizes(self, sample: Sample) -> bool:
        """Whether the first object has as many tags as tokens, and no text."""
        first = sample.first
        tokens = next((first[key] for key in TOKENS if key in first), None)
        tags = next((first[key] for key in TAGS if key in first), None)
        if "text" in first or not isinstance(tokens, list) or not isinstance(tags, list) or len(tokens) != len(tags):
            return False
        return all(isinstance(each, str) for each in tokens) and all(isinstance(each, str | int) for each in tags)


def _document(row: Row, source: Path, notation: Notation, repair: Repair, names: Sequence[str]) -> tuple[Document, int]:
    read = shaped_as(row, _Row)
    tokens = read.tokens if read.tokens is not None else read.words
    if tokens is None:
        raise row.refused("tokens", "missing; the key is required")
    tags = _tags(row, read, names)
    if len(tokens) != len(tags):
        raise row.refused("", f"{len(tokens)} tokens have {len(tags)} tags; expected one each", "tag")
    decoding = decode(tags, notation, repair)
    if decoding.misfits and (repair == "none" or decoding.misfits[0].fatal):
        first = decoding.misfits[0]
        way_out = "" if first.fatal else f" ({notation}), or say how to repair: conlleval, discard"
        raise row.refused(f"{_tags_key(read)}[{first.position}]", f"{first.message}{way_out}", "tag")
    text, places = joined([tokens] if tokens else [])
    entities = [
        mention(f"T{number}", type_name, text, ((places[start][0], places[end - 1][1]),))
        for number, (type_name, start, end) in enumerate(decoding.mentions, 1)
    ]
    meta = {**meta_of([tokens]), **kept_meta(NAME, {OWN: others(row.value, _Row)})}
    made = new_document(document_id(row, read.id, source), text, meta=meta, entities=by_id(entities))
    return made, len(decoding.misfits)


def _tags_key(read: _Row) -> str:
    return next((key for key in TAGS if getattr(read, key) is not None), TAGS[0])


def _tags(row: Row, read: _Row, names: Sequence[str]) -> list[str]:
    """The tags of a row as words.

    Raises:
        FormatError: a number has no name.
    """
    key = _tags_key(read)
    own = read.names
    known = [own.get(str(number), "") for number in range(len(own))] if isinstance(own, dict) else own or names
    tags = []
    for position, each in enumerate(getattr(read, key) or ()):
        if isinstance(each, int) and not 0 <= each < len(known):
            what = f"the tag {each} has no name" if known else "tags are numbers, and nothing says what they mean"
            expected = "expected words, or their names beside the file in dataset_info.json, config.json or labels.txt"
            raise row.refused(f"{key}[{position}]", f"{what}; {expected}", "tag")
        tags.append(known[each] if isinstance(each, int) else each)
    return tags


def _names_beside(source: Path) -> list[str]:
    """The names of tags in the first file beside the data that has some."""
    for name, find in (("dataset_info.json", _of_features), ("config.json", _of_id2label)):
        path = source.parent / name
        if path.is_file() and (found := find(_json(path))):
            return found
    path = source.parent / "labels.txt"
    return read_utf8(path, FormatError).split() if path.is_file() else []


def _json(path: Path) -> Any:
    try:
        return orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise InputError(f"{path}: cannot be read for the names of tags: {quoted(str(error))}") from error


def _of_features(info: Any) -> list[str]:
    features = info.get("features") if isinstance(info, dict) else None
    for key in TAGS:
        tags = features.get(key) if isinstance(features, dict) else None
        inner = tags.get("feature", tags) if isinstance(tags, dict) else None
        names = inner.get("names") if isinstance(inner, dict) else None
        if isinstance(names, list):
            return [str(each) for each in names]
    return []


def _of_id2label(config: Any) -> list[str]:
    labels = config.get("id2label") if isinstance(config, dict) else None
    if not isinstance(labels, dict) or not all(each.isdecimal() for each in labels):
        return []
    return [str(labels.get(str(number), "")) for number in range(max(map(int, labels), default=-1) + 1)]
