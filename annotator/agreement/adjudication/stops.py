"""Stops: what is shown at once, in the order that needs fewest of them; a stop is decided block by block.

First the questions that repeat (all places of one on one screen), then what is left sentence by sentence, as many
neighbouring sentences at a stop as a small screen shows, then chains likewise, then the documents' labels. Within a
sentence rows stand in order of dependence: mentions, events, relations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from annotator.agreement.adjudication.row import Row
from annotator.model.spans import Span, Spans

StopKind: TypeAlias = Literal["question", "sentence", "chain", "labels"]

REPEATED = 3
"""From this many places on a difference is a question that repeats."""

ROOM_LINES = 19
"""The lines of a stop of several blocks that a screen of 80 x 24 has room for."""

LINE_CHARS = 75
"""The characters of a line of text there."""

GAP_CHARS = 160
"""Sentences further apart than this are not shown together."""

SentenceAt: TypeAlias = Callable[[str, int], Span]
"""The sentence of a document around a character."""


@dataclass(frozen=True)
class Block:
    """Rows that one key decides: those of a sentence, a chain, a question, or a document's labels.

    `span` is the sentence; None where there is none.
    """

    rows: tuple[Row, ...]
    span: Span | None = None


@dataclass(frozen=True)
class Stop:
    """What is shown on one screen."""

    kind: StopKind
    blocks: tuple[Block, ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all blocks."""
        return tuple(row for block in self.blocks for row in block.rows)

    @property
    def document(self) -> str:
        """The document of the first row."""
        return self.rows[0].document

    @property
    def span(self) -> Span | None:
        """From the first sentence to the last one; None where there is none."""
        spans = [block.span for block in self.blocks if block.span]
        return (spans[0][0], spans[-1][1]) if spans else None

    def block_of(self, key: str) -> int:
        """The number of the block that has a row of this key; the first one where none has."""
        keys = [[row.key for row in block.rows] for block in self.blocks]
        return next((number for number, each in enumerate(keys) if key in each), 0)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its blocks."""
        return frozenset(map(self.name, range(len(self.blocks))))

    def name(self, block: int = 0) -> str:
        """A name of a block for its decisions: what it is, and where."""
        rows, span = self.blocks[block].rows, self.blocks[block].span
        if self.kind == "question":
            return f"question {rows[0].kind} {rows[0].words}"
        return f"{self.kind} {rows[0].document} {span[0] if span else rows[0].part}"


def stops_of(
    rows: Iterable[Row],
    sentence_at: SentenceAt,
    apart: frozenset[str] = frozenset(),
    texts: Mapping[str, str] | None = None,
) -> list[Stop]:
    """The stops of the open rows of some documents; rows that wait are in none.

    `apart` are keys of rows that belong to no question any more: somebody split it. `texts` are the documents' texts,
    by which lines are counted.
    """
    ready = [row for row in rows if not row.waits]
    questions = _questions(row for row in ready if row.key not in apart)
    asked = {row.key for stop in questions for row in stop.rows}
    rest = [row for row in ready if row.key not in asked]
    sentences = _joined("sentence", _sentences(rest, sentence_at), texts or {})
    return [*questions, *sentences, *_joined("chain", _chains(rest), texts or {}), *_labels(rest)]


def _joined(kind: StopKind, blocks: Iterable[Block], texts: Mapping[str, str]) -> Iterator[Stop]:
    """Stops of the blocks, in their order: neighbours together as long as a small screen shows them."""
    together: list[Block] = []
    for block in blocks:
        text = texts.get(block.rows[0].document, "")
        if together and not _fits([*together, block], text):
            yield Stop(kind, tuple(together))
            together = []
        together.append(block)
    if together:
        yield Stop(kind, tuple(together))


def _fits(blocks: Sequence[Block], text: str) -> bool:
    """Whether blocks, all but the last of which stand together, are of one document, near, and of few lines."""
    before, last = blocks[-2:]
    if before.rows[0].document != last.rows[0].document:
        return False
    if before.span is None or last.span is None:
        return sum(_chain_lines(block) for block in blocks) <= ROOM_LINES
    between = (before.span[1], last.span[0])
    gaps = [(one.span[1], other.span[0]) for one, other in pairwise(blocks) if one.span and other.span]
    lines = sum(_sentence_lines(block, text) for block in blocks) + sum(_text_lines(each, text) for each in gaps)
    return between[1] - between[0] <= GAP_CHARS and lines <= ROOM_LINES


def _text_lines(span: Span, text: str) -> int:
    start, end = span
    return (
        sum(-(-len(line) // LINE_CHARS) for line in text[start:end].split("\n"))
        if text
        else (end - start) // LINE_CHARS
    )


def _sentence_lines(block: Block, text: str) -> int:
    """The lines of a sentence: each with the tags under it, and for each row two readings, and what it is."""
    start, end = block.span or (0, 0)
    places = [edge for row in block.rows for span in row.place for edge in span]
    return 2 * _text_lines((min(start, *places), max(end, *places)), text) + 3 * len(block.rows)


def _chain_lines(block: Block) -> int:
    """The lines of a chain: one a reading, one a piece, and a blank."""
    return sum(len(row.readings) + len(row.pieces) + 1 for row in block.rows)


def _questions(rows: Iterable[Row]) -> list[Stop]:
    rows_of_question: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row.layer not in ("coref", "labels") and row.kind != "cluster" and not row.problem:
            rows_of_question[row.question].append(row)
    repeated = [Stop("question", (Block(tuple(each)),)) for each in rows_of_question.values() if len(each) >= REPEATED]
    return sorted(repeated, key=lambda stop: (_rank(stop.rows[0]), -len(stop.rows), stop.rows[0].question))


def _sentences(rows: Iterable[Row], sentence_at: SentenceAt) -> list[Block]:
    rows_of_sentence: dict[tuple[str, Span], list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind != "cluster" and row.layer != "labels":
            rows_of_sentence[row.document, sentence_at(row.document, _start(row.place))].append(row)
    return [
        Block(tuple(sorted(rows_of_sentence[key], key=_in_sentence)), key[1])
        for key in sorted(rows_of_sentence, key=lambda key: (key[0], key[1]))
    ]


def _chains(rows: Iterable[Row]) -> list[Block]:
    clusters = sorted((row for row in rows if row.kind == "cluster"), key=lambda row: (row.document, _in_sentence(row)))
    return [Block((row,)) for row in clusters]


def _labels(rows: Iterable[Row]) -> list[Stop]:
    rows_of_document: Mapping[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.layer == "labels":
            rows_of_document[row.document].append(row)
    return [Stop("labels", (Block(tuple(rows_of_document[document])),)) for document in sorted(rows_of_document)]


def _in_sentence(row: Row) -> tuple[int, int, str]:
    return _rank(row), _start(row.place), row.key


def _rank(row: Row) -> int:
    """Mentions, events, relations; what something is before what it is like."""
    order = {"entities": 0, "events": 2, "relations": 4}
    return order.get(row.layer, 6) + (row.part != "form")


def _start(place: Spans) -> int:
    return place[0][0] if place else 0
