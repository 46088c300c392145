"""A document as a row of DyGIE++; one that an extractor made, as predictions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from annotator.errors import Place
from annotator.formats.corpora.clusters import numbered
from annotator.formats.corpora.dygie.reading import PREDICTOR, document_of_row
from annotator.formats.corpora.dygie.row import NAME, PREDICTED
from annotator.formats.corpora.on_tokens import fitted_on_tokens
from annotator.formats.corpora.read_again import changed
from annotator.formats.document_files import with_text
from annotator.formats.json_rows import Row
from annotator.formats.kept import with_kept
from annotator.formats.losses import Holds
from annotator.formats.protocol import Report
from annotator.formats.tokens import Tokens, why_no_tokens
from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.model.spans import Span

GOLD = Holds(NAME, entities=("coref",), relations=(), events=("coref",), event_arguments=True, why_not=why_no_tokens)
PREDICTIONS = Holds(
    NAME,
    document=("extractor",),
    entities=("coref", "score"),
    relations=("score",),
    events=("coref", "score"),
    event_arguments=True,
    why_not=why_no_tokens,
)


def rows_of(documents: Iterable[Document], report: Report) -> Iterator[bytes]:
    """A line for each document."""
    for each in documents:
        yield orjson.dumps(row_of(each, report)) + b"\n"


def row_of(document: Document, report: Report) -> dict[str, Any]:
    """The row of a document; what has no place there is reported.

    Raises:
        FormatError: it has no text.
    """
    with_text(document, NAME)
    kept, tokens = fitted_on_tokens(document, PREDICTIONS if document.extractor else GOLD, report)
    if document.extractor not in (None, PREDICTOR):
        report.lose("extractor", f"{NAME} says that something was predicted, not by whom")
    row = _Writer(kept, tokens, report).row()
    # What is read again decides: a run of tokens may be another mention than the one that was meant.
    report.lose_all(changed(kept, tokens, document_of_row(Row(Place(document.id), "", 1, row), Report())))
    return with_kept(row, document, NAME)


class _Writer:
    """Says the layers of a document that fits."""

    def __init__(self, document: Document, tokens: Tokens, report: Report) -> None:
        self._document, self._tokens, self._report = document, tokens, report
        self._prefix = PREDICTED if document.extractor else ""

    def row(self) -> dict[str, Any]:
        entities, events = ordered_entities(self._document), ordered_events(self._document)
        ner = [(run, [*_inclusive(run), each.type, *_scores(each)]) for each in entities for run in (self._run(each),)]
        layers = {
            "ner": self._by_sentence(ner),
            "relations": self._by_sentence(self._relations()),
            "events": self._by_sentence((self._run(each), self._event(each)) for each in events),
            "clusters": self._clusters(entities, is_event=False),
            "event_clusters": self._clusters(events, is_event=True),
        }
        if not layers["event_clusters"]:
            del layers["event_clusters"]
        row: dict[str, Any] = {"doc_key": self._document.id, "sentences": self._tokens.words()}
        row |= {f"{self._prefix}{name}": layer for name, layer in layers.items()}
        return row | {"_sentence_start": list(self._tokens.begins)}

    def _run(self, placed: Entity | Event) -> Span:
        return self._tokens.range_of(placed.spans[0]) or (0, 0)

    def _run_of(self, target: str) -> Span:
        entity = self._document.entities.get(target)
        return self._run(entity or self._document.events[target])

    def _by_sentence(self, items: Iterable[tuple[Span, list[Any]]]) -> list[list[Any]]:
        """Items by the sentence that the first token of each stands in."""
        sentences: list[list[Any]] = [[] for _ in self._tokens.begins]
        for run, item in items:
            sentences[self._tokens.sentence_of(run[0])].append(item)
        return sentences

    def _relations(self) -> Iterator[tuple[Span, list[Any]]]:
        for each in ordered_relations(self._document):
            head, tail = self._run_of(each.head), self._run_of(each.tail)
            if self._tokens.in_one_sentence((min(head[0], tail[0]), max(head[1], tail[1]))):
                yield head, [*_inclusive(head), *_inclusive(tail), each.type, *_scores(each)]

    def _event(self, event: Event) -> list[Any]:
        run = self._run(event)
        trigger = list(_inclusive(run)) if run[1] - run[0] > 1 else [run[0]]
        if len(trigger) > 1:
            self._report.note(
                "a trigger of several tokens is written as [first, last, type]; some readers know only triggers of one"
            )
        arguments = []
        for each in event.arguments:
            other = self._run_of(each.target)
            if self._tokens.in_one_sentence((min(run[0], other[0]), max(run[1], other[1]))):
                arguments.append([*_inclusive(other), each.role])
        return [[*trigger, event.type, *_scores(event)], *arguments]

    def _clusters(self, annotations: Iterable[Entity | Event], *, is_event: bool) -> list[list[list[int]]]:
        members: dict[str, list[list[int]]] = defaultdict(list)
        for each in annotations:
            if each.coref:
                members[each.coref].append(list(_inclusive(self._run(each))))
        numbers = numbered(self._document.id, members, is_event=is_event)
        return [members[coref] for coref in sorted(members, key=lambda each: int(numbers[each]))]


def _inclusive(run: Span) -> Span:
    return run[0], run[1] - 1


def _scores(annotation: Entity | Relation | Event) -> list[float]:
    """The raw score and the probability, which are one where no other is known."""
    return [] if annotation.score is None else [annotation.score, annotation.score]
