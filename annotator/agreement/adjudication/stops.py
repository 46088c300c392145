"""Stops: what is shown at once and decided together, in the order that needs fewest of them.

First the questions that repeat (all places of one on one screen), then what is left sentence by sentence, then chains,
one stop a component, then the documents' labels. Within a stop rows stand in order of dependence: mentions, events,
relations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from annotator.agreement.adjudication.row import Row
from annotator.model.spans import Span, Spans

StopKind: TypeAlias = Literal["question", "sentence", "chain", "labels"]

REPEATED = 3
"""From this many places on a difference is a question that repeats."""

SentenceAt: TypeAlias = Callable[[str, int], Span]
"""The sentence of a document around a character."""


@dataclass(frozen=True)
class Stop:
    """Rows that are decided on one screen; `span` is the sentence, None for a question."""

    kind: StopKind
    rows: tuple[Row, ...]
    span: Span | None = None

    @property
    def document(self) -> str:
        """The document of the first row."""
        return self.rows[0].document

    @property
    def name(self) -> str:
        """A name of the stop for its decisions: what it is, and where."""
        if self.kind == "question":
            return f"question {self.rows[0].kind} {self.rows[0].words}"
        return f"{self.kind} {self.document} {self.span[0] if self.span else self.rows[0].part}"


def stops_of(rows: Iterable[Row], sentence_at: SentenceAt, apart: frozenset[str] = frozenset()) -> list[Stop]:
    """The stops of the open rows of some documents; rows that wait are in none.

    `apart` are keys of rows that belong to no question any more: somebody split it.
    """
    ready = [row for row in rows if not row.waits]
    questions = _questions(row for row in ready if row.key not in apart)
    asked = {row.key for stop in questions for row in stop.rows}
    rest = [row for row in ready if row.key not in asked]
    return [*questions, *_sentences(rest, sentence_at), *_chains(rest), *_labels(rest)]


def _questions(rows: Iterable[Row]) -> list[Stop]:
    rows_of_question: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row.layer not in ("coref", "labels") and row.kind != "cluster" and not row.problem:
            rows_of_question[row.question].append(row)
    repeated = [Stop("question", tuple(each)) for each in rows_of_question.values() if len(each) >= REPEATED]
    return sorted(repeated, key=lambda stop: (_rank(stop.rows[0]), -len(stop.rows), stop.rows[0].question))


def _sentences(rows: Iterable[Row], sentence_at: SentenceAt) -> list[Stop]:
    rows_of_sentence: dict[tuple[str, Span], list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind != "cluster" and row.layer != "labels":
            rows_of_sentence[row.document, sentence_at(row.document, _start(row.place))].append(row)
    return [
        Stop("sentence", tuple(sorted(rows_of_sentence[key], key=_in_sentence)), key[1])
        for key in sorted(rows_of_sentence, key=lambda key: (key[0], key[1]))
    ]


def _chains(rows: Iterable[Row]) -> list[Stop]:
    clusters = sorted((row for row in rows if row.kind == "cluster"), key=lambda row: (row.document, _in_sentence(row)))
    return [Stop("chain", (row,)) for row in clusters]


def _labels(rows: Iterable[Row]) -> list[Stop]:
    rows_of_document: Mapping[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.layer == "labels":
            rows_of_document[row.document].append(row)
    return [Stop("labels", tuple(rows_of_document[document])) for document in sorted(rows_of_document)]


def _in_sentence(row: Row) -> tuple[int, int, str]:
    return _rank(row), _start(row.place), row.key


def _rank(row: Row) -> int:
    """Mentions, events, relations; what something is before what it is like."""
    order = {"entities": 0, "events": 2, "relations": 4}
    return order.get(row.layer, 6) + (row.part != "form")


def _start(place: Spans) -> int:
    return place[0][0] if place else 0
