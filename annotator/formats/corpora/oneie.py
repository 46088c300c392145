"""OneIE: a sentence a line, with mentions, relations and events by its tokens; those of one document stand together.

The text of a document is its sentences, one a line: as the file says them, where the tokens stand in them, else of its
tokens. What OneIE itself writes has a `graph` in place of lists, with a score for everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec import Struct

from annotator.formats.corpora.mention_lists import EntityMention, EventMention, MentionLists, RelationMention, placed
from annotator.formats.corpora.oneie_graph import lists_of
from annotator.formats.json_rows import Row, documents_of_rows, json_rows, shaped_as
from annotator.formats.kept import others
from annotator.formats.protocol import Format, Report
from annotator.formats.sample import Sample
from annotator.formats.tokens import joined, meta_of
from annotator.formats.under_schema import under
from annotator.model.document import Document, by_id, new_document
from annotator.model.record import ExtractorRun
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema

NAME = "oneie"
OF_MODELS = frozenset(("pieces", "token_lens", "token_ids", "lang"))
"""Keys that say nothing of the text: how a model cuts its words."""


class _Sentence(Struct):
    """A row."""

    doc_id: str
    tokens: tuple[str, ...]
    sent_id: str = ""
    wnd_id: str = ""
    sentence: str | None = None
    text: str | None = None
    entity_mentions: tuple[EntityMention, ...] = ()
    relation_mentions: tuple[RelationMention, ...] = ()
    event_mentions: tuple[EventMention, ...] = ()
    graph: dict[str, Any] | None = None


class Oneie(Format):
    """OneIE and ACE as it prepares it: sentences with mentions, relations and events; its own output with scores."""

    name = NAME
    rebuilt_text = True

    def read(self, source: Path, schema: LabelSchema | None, report: Report) -> Iterator[Document]:
        """The documents of a file, each of the rows that follow each other with one `doc_id`."""
        seen: set[str] = set()
        rows = _by_document(json_rows(source, report))
        return documents_of_rows(rows, lambda row: [under(_document(row, seen, report), schema)])

    def recognizes(self, sample: Sample) -> bool:
        """Whether its first object is a sentence of tokens in a document, with lists of mentions or a graph."""
        first = sample.first
        return {"doc_id", "tokens"} <= first.keys() and (
            isinstance(first.get("graph"), dict)
            or ("entity_mentions" in first and "sentences" not in first and not {"sent_id", "wnd_id"}.isdisjoint(first))
        )


def _by_document(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows that follow each other with one `doc_id`, as one whose value is those rows."""
    for _, group in groupby(rows, key=lambda row: row.value.get("doc_id") if isinstance(row.value, dict) else None):
        together = tuple(group)
        findings = tuple(each for row in together for each in row.findings)
        yield together[0]._replace(value=together, findings=findings)


def _document(row: Row, seen: set[str], report: Report) -> Document:
    """The document of rows that stand together.

    Raises:
        FormatError: a row has not its shape, or its document has rows further up.
    """
    read = [(each, shaped_as(each, _Sentence)) for each in row.value]
    doc_id = read[0][1].doc_id
    if doc_id in seen:
        message = f"{doc_id!r} has rows further up; expected all sentences of a document together (sort by doc_id)"
        raise row.refused("doc_id", message, "duplicate-document")
    seen.add(doc_id)
    lines = [_line(sentence) for _, sentence in read]
    text = "\n".join(line for line, _, _ in lines)
    lists, start = MentionLists(report), 0
    for number, ((each, sentence), (line, places, _)) in enumerate(zip(read, lines, strict=True), 1):
        here = [(start + one, start + other) for one, other in places]
        _take(lists, each, sentence, text, here, sentence.sent_id or sentence.wnd_id or str(number), report)
        start += len(line) + 1
    of_tokens = all(is_made for _, _, is_made in lines)
    return new_document(
        doc_id,
        text,
        meta=meta_of([sentence.tokens for _, sentence in read]) if of_tokens else {},
        entities=by_id(lists.entities),
        relations=by_id(lists.relations),
        events=by_id(lists.events),
        extractor=ExtractorRun(NAME) if any(sentence.graph is not None for _, sentence in read) else None,
    )


def _line(sentence: _Sentence) -> tuple[str, list[Span], bool]:
    """The text of a sentence, where its tokens stand, and whether it is made of them."""
    for said in (sentence.sentence, sentence.text):
        if said is not None and (places := placed(said, sentence.tokens)) is not None:
            return said, places, False
    return *joined([sentence.tokens]), True


def _take(
    lists: MentionLists,
    row: Row,
    sentence: _Sentence,
    text: str,
    places: list[Span],
    owner: str,
    report: Report,
) -> None:
    """Take the lists of a sentence, or what its graph says."""
    unread = others(row.value, _Sentence).keys() - OF_MODELS
    report.lose_all((key, "the record has no place for it") for key in unread)
    if sentence.graph is None:
        said = (sentence.entity_mentions, sentence.relation_mentions, sentence.event_mentions)
        lists.take(row, text, places, *said, owner)
        return
    graph = lists_of(row, sentence.graph, report)
    lists.take(row, text, places, graph.mentions, graph.relations, graph.events, owner, graph.scores)
