"""What the learner is asked about an open article: all of it, of a long one the part around the selection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from msgspec.structs import replace

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.record import Record
from annotator.model.spans import Span, contains, envelope
from annotator.store.reading.giving_way import give_way
from annotator.suggest.learner_process.messages import Ask
from annotator.suggest.segment.segmenter import Segmenter

MOST_CHARS = 60_000
"""Of a longer article only a part of about this length is sent."""
STEP_CHARS = 15_000
"""The part moves by as much, so that it is the same for a while."""
AT_ONCE = 1_000
"""How many annotations are looked at before keys come first again."""

Placed = TypeVar("Placed", Entity, Event)
Found = TypeVar("Found", Entity, Event, Relation)


@dataclass(frozen=True, slots=True)
class Question:
    """An open article as it was when the learner was to be asked; `read` are starts of sentences read for mentions.

    `asked` are the types that the layer was asked for; empty for all.
    """

    document: Document
    read: frozenset[int]
    place: int
    asked: tuple[str, ...] = ()

    def ask(self, number: int, part: Span) -> Ask:
        """The question about a part of the article; to be made beside the screen, it takes a while."""
        document = self.document
        entities = _within(document.entities.values(), part)
        events = _within(document.events.values(), part)
        there = {each.id for each in entities}
        relations = tuple(each for each in _one_by_one(document.relations.values()) if {each.head, each.tail} <= there)
        record = Record(
            document.id,
            text=(document.text or "")[slice(*part)] or None,
            schema=document.schema_ref,
            incomplete_for=document.incomplete_for,
            meta=document.meta,
            entities=entities,
            relations=relations,
            # What fills them teaches only once the article is finished.
            events=tuple(replace(each, arguments=()) for each in events),
        )
        read = tuple(sorted(each for each in self.read if part[0] <= each < part[1]))
        return Ask(number, record, read, part[0], asks_all=not self.asked)


def part_around(text: str, place: int, segmenter: Segmenter) -> Span:
    """The part of an article that is asked about: all of it, or whole sentences around a place."""
    if len(text) <= MOST_CHARS:
        return 0, len(text)
    start = max(place - place % STEP_CHARS - MOST_CHARS // 2, 0)
    end = min(start + MOST_CHARS, len(text))
    last = end if end == len(text) else segmenter.sentence_at(text, end - 1)[1]
    return segmenter.sentence_at(text, start)[0], last


def _within(annotations: Iterable[Placed], part: Span) -> tuple[Placed, ...]:
    return tuple(each for each in _one_by_one(annotations) if each.spans and contains(part, envelope(each.spans)))


def _one_by_one(annotations: Iterable[Found]) -> Iterator[Found]:
    """The annotations, with a rest now and then."""
    for number, each in enumerate(annotations, 1):
        yield each
        if number % AT_ONCE == 0:
            give_way()
