"""WikiEvents: a document a line, with its text, the tokens of it, and mentions and events by these.

Which mentions are one stands in a file of its own: `coref/NAME.jsonlines` beside `NAME.jsonl`, or `NAME.jsonlines`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from annotator.formats.corpora.clusters import coref_of
from annotator.formats.corpora.mention_lists import EntityMention, EventMention, MentionLists, RelationMention, placed
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, shaped_as
from annotator.formats.kept import OWN, kept_meta, others
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample, sample_of
from annotator.formats.tokens import joined, meta_of
from annotator.formats.under_schema import under
from annotator.model.annotation import Entity
from annotator.model.document import Document, by_id, new_document
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema

NAME = "wikievents"
KEYS = frozenset(("doc_id", "tokens", "sentences", "entity_mentions", "event_mentions"))
COREF = "coref"
"""The folder beside the documents that says which mentions are one."""


class _Row(Struct):
    """A document; each of its sentences is `[[[token, start, end], ...], text]`."""

    doc_id: str
    tokens: tuple[str, ...]
    text: str | None = None
    sentences: tuple[tuple[tuple[tuple[str, int, int], ...], str], ...] = ()
    entity_mentions: tuple[EntityMention, ...] = ()
    relation_mentions: tuple[RelationMention, ...] = ()
    event_mentions: tuple[EventMention, ...] = ()


class _Coref(Struct):
    """The things of a document: the ids of the mentions of each, and its most telling words."""

    doc_key: str
    clusters: tuple[tuple[str, ...], ...] = ()
    informative_mentions: tuple[str, ...] = ()


class Wikievents(Format):
    """WikiEvents: events of whole documents on their texts, with the coreference beside them."""

    name = NAME

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, or of all in a folder."""
        for file in _files(source) or [source]:
            corefs = _corefs(file, report)
            rows = json_rows(file, report)
            yield from documents_of_rows(rows, partial(_documents, schema=schema, corefs=corefs, report=report))

    def recognizes(self, sample: Sample) -> bool:
        """Whether its first object has tokens, lists of mentions and events, and sentences; or that of files in it."""
        if sample.is_folder:
            return any(each.startswith(f"{COREF}/") for each in sample.names) and bool(_files(sample.path))
        return sample.first.keys() >= KEYS


def _files(source: Path) -> list[Path]:
    """The files of documents in a folder; none of what is no folder."""
    found = sorted(source.glob("*.jsonl")) if source.is_dir() else []
    return [each for each in found if sample_of(each).first.keys() >= KEYS]


def _documents(row: Row, schema: LabelSchema | None, corefs: dict[str, _Coref], report: Report) -> Iterator[Document]:
    yield under(_document(row, corefs, report), schema)


def _document(row: Row, corefs: dict[str, _Coref], report: Report) -> Document:
    """The document of a row.

    Raises:
        FormatError: it has not the shape of a row, or tokens that are none.
    """
    read = shaped_as(row, _Row)
    text, places, meta = _text(row, read, report)
    lists = MentionLists(report)
    lists.take(row, text, places, read.entity_mentions, read.relation_mentions, read.event_mentions)
    report.lose_all((key, "the record has no place for it") for key in others(row.value, _Row))
    corefs_here = corefs.get(read.doc_id)
    entities = _joined(lists.entities, corefs_here, report) if corefs_here else lists.entities
    words = corefs_here.informative_mentions if corefs_here else ()
    named = {coref_of(read.doc_id, str(number)): each for number, each in enumerate(words)}
    return new_document(
        read.doc_id,
        text,
        meta=meta | kept_meta(NAME, {OWN: {"informative_mentions": named} if named else {}}),
        entities=by_id(entities),
        relations=by_id(lists.relations),
        events=by_id(lists.events),
    )


def _text(row: Row, read: _Row, report: Report) -> tuple[str, list[Span], dict[str, Any]]:
    """The text of a document, where its tokens stand in it, and what `meta` says of it."""
    if read.text is not None:
        said = [(start, end) for words, _ in read.sentences for _, start, end in words]
        pairs = zip(said, read.tokens, strict=False)
        if len(said) == len(read.tokens) and all(read.text[start:end] == token for (start, end), token in pairs):
            return read.text, said, {}
        if (places := placed(read.text, read.tokens)) is not None:
            report.note(
                f"{row.place}: its tokens do not stand where it says; they are found in the text in their order"
            )
            return read.text, places, {}
        report.lose(
            "text", "the tokens do not stand in it, and mentions are said by them: the text is made of the tokens"
        )
    sentences: list[list[str]] = [[token for token, _, _ in words] for words, _ in read.sentences]
    if [token for each in sentences for token in each] != list(read.tokens):
        sentences = [list(read.tokens)]
    return *joined(sentences), dict(meta_of(sentences))


def _corefs(source: Path, report: Report) -> dict[str, _Coref]:
    """The things of all documents, from the file beside them; none where there is no such file.

    Raises:
        FormatError: a row of that file has not its shape.
        InputError: it cannot be read.
    """
    beside = (source.parent / COREF / f"{source.stem}.jsonlines", source.with_suffix(".jsonlines"))
    file = next((each for each in beside if each != source and each.is_file()), None)
    if file is None:
        report.note(f"{source}: no coref/{source.stem}.jsonlines beside it: mentions are read without what they mean")
        return {}
    report.note(f"which mentions are one is read from {file}")
    found: dict[str, _Coref] = {}
    for row in json_rows(file, report):
        if row.findings:
            raise row.refused("", row.findings[0].message, row.findings[0].code)
        read = shaped_as(row, _Coref)
        found[read.doc_key] = read
    return found


def _joined(entities: list[Entity], coref: _Coref, report: Report) -> list[Entity]:
    """The mentions, those that are one with one `coref` id."""
    numbers: dict[str, int] = {}
    for number, cluster in enumerate(coref.clusters):
        for each in cluster:
            if numbers.setdefault(each, number) != number:
                report.lose("coref", "a mention is of one thing, the first that names it")
    known = {each.id for each in entities}
    report.lose("coref", "there is no mention of the id that it names", len(numbers.keys() - known))
    return [
        replace(each, coref=coref_of(coref.doc_key, str(numbers[each.id]))) if each.id in numbers else each
        for each in entities
    ]
