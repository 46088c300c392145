"""What the learner is asked about an open article: all of it, of a long one the part around the selection."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
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
from annotator.tui.editor.coverage.reading import SentencesRead
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.passes import EVENTS, MENTIONS, RELATIONS

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
    """An open article as it was when the learner was to be asked.

    `read` says which sentences were read in which pass, `here` where the sentence of the selection starts. `asked` are
    the types that the layer was asked for; empty for all.
    """

    document: Document
    read: SentencesRead
    place: int
    here: int
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
            events=tuple(_filled_from(each, there | {one.id for one in events}) for each in events),
        )
        return Ask(
            number,
            record,
            _in_part(self.read.read(MENTIONS), part),
            _in_part(self._left(EVENTS), part),
            _in_part(self._left(RELATIONS) & self.read.read(MENTIONS), part),
            part[0],
            asks_all=not self.asked,
        )

    def _left(self, reads: str) -> frozenset[int]:
        """The sentences that a pass has gone through and left: what was merely on the screen is not among them.

        Whoever looks for mentions has not looked for events, whatever the screen shows.
        """
        return self.read.walked[reads] - {self.here}


def question_about(work: Editor) -> Question:
    """The article on the screen as it is now, without the plants that were taken."""
    selection = work.state.selection
    here, _ = work.context.sentence(selection)
    return Question(work.held.decided(work.session.document), work.read, selection[0], here, work.session.asked)


def part_around(text: str, place: int, segmenter: Segmenter) -> Span:
    """The part of an article that is asked about: all of it, or whole sentences around a place."""
    if len(text) <= MOST_CHARS:
        return 0, len(text)
    start = max(place - place % STEP_CHARS - MOST_CHARS // 2, 0)
    end = min(start + MOST_CHARS, len(text))
    last = end if end == len(text) else segmenter.sentence_at(text, end - 1)[1]
    return segmenter.sentence_at(text, start)[0], last


def _filled_from(event: Event, there: Collection[str]) -> Event:
    """An event with those of its fillers that are in the part."""
    return replace(event, arguments=tuple(each for each in event.arguments if each.target in there))


def _in_part(starts: Iterable[int], part: Span) -> tuple[int, ...]:
    return tuple(sorted(each for each in starts if part[0] <= each < part[1]))


def _within(annotations: Iterable[Placed], part: Span) -> tuple[Placed, ...]:
    return tuple(each for each in _one_by_one(annotations) if each.spans and contains(part, envelope(each.spans)))


def _one_by_one(annotations: Iterable[Found]) -> Iterator[Found]:
    """The annotations, with a rest now and then."""
    for number, each in enumerate(annotations, 1):
        yield each
        if number % AT_ONCE == 0:
            give_way()
