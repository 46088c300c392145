"""What a finished document, or the part of one that is finished, teaches: only what a person decided."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from sys import maxsize
from typing import TypeVar

from msgspec.structs import replace

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.coverage import type_of
from annotator.model.document import Document, by_id
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner.reading.reading import Language, Reading, language_of
from annotator.suggest.learner.reading.reading import read as read_text
from annotator.suggest.learner.reading.source_spans import NOTHING_SAID, SourceSpans
from annotator.suggest.learner.reading.stems import stem_for
from annotator.suggest.trigger_words import Stem

Decided = TypeVar("Decided", Entity, Relation, Event)
Placed = TypeVar("Placed", Entity, Event)
Report = Callable[[int, int | None], None]
NONE_SAID: Mapping[str, SourceSpans] = {}


@dataclass(frozen=True)
class Lesson:
    """A document with its reading; what stands before `end_char` is finished.

    Where a layer is incomplete for some type, what is not labelled says nothing: it may be of that type. `read` are the
    sentences in which a mention that is not labelled says something, in order; None for all. `events_read` and
    `relations_read` are those for triggers and fillers, and for relations, which are looked for apart.
    """

    document: Document
    reading: Reading
    language: Language
    stem: Stem
    mentions_complete: bool = True
    events_complete: bool = True
    relations_complete: bool = True
    end_char: int = maxsize
    read: tuple[Span, ...] | None = None
    events_read: tuple[Span, ...] | None = None
    relations_read: tuple[Span, ...] | None = None

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The mentions that a person has decided about, by id."""
        return tuple(each for each in decided(self.document.entities.values()) if self._is_finished(each))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The same with events that have a trigger."""
        return tuple(each for each in decided(self.document.events.values()) if self._is_finished(each))

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The same with relations whose ends are finished."""
        ids = {each.id for each in self.entities} | {each.id for each in self.events}
        return tuple(each for each in decided(self.document.relations.values()) if {each.head, each.tail} <= ids)

    @property
    def bare(self) -> Document:
        """The document without anything labelled."""
        return replace(self.document, entities=by_id([]), events=by_id([]), relations=by_id([]))

    def _is_finished(self, annotation: Entity | Event) -> bool:
        return bool(annotation.spans) and annotation.spans[-1][1] <= self.end_char

    def has_no_mention(self, char: int) -> bool:
        """Whether where no mention is labelled at a place there is none: it was looked for there."""
        return self.mentions_complete and self._was_read(char, self.read)

    def has_no_event(self, char: int) -> bool:
        """The same of triggers, and of what fills the roles of an event there."""
        return self.events_complete and self._was_read(char, self.events_read)

    def has_no_relation(self, char: int) -> bool:
        """The same of relations from or to what starts at a place."""
        return self.relations_complete and self._was_read(char, self.relations_read)

    def _was_read(self, char: int, read: tuple[Span, ...] | None) -> bool:
        if read is None or char >= self.end_char:
            return char < self.end_char
        number = bisect_right(read, char, key=_start) - 1
        return number >= 0 and char < read[number][1]


def _start(span: Span) -> int:
    return span[0]


def decided(annotations: Iterable[Decided]) -> Iterator[Decided]:
    """The annotations whose type is no open proposal, by id."""
    return (each for each in sorted(annotations, key=_id) if "type" not in each.unconfirmed)


def without_proposals(annotations: Iterable[Placed]) -> Iterator[Placed]:
    """Mentions and triggers without the values that are open proposals: these teach nothing."""
    for each in annotations:
        values = {name: value for name, value in each.attributes.items() if name not in each.unconfirmed}
        yield each if len(values) == len(each.attributes) else replace(each, attributes=values)


def _id(annotation: Entity | Relation | Event) -> str:
    return annotation.id


def lesson_of(
    document: Document, schema: LabelSchema, language: str | None, said: SourceSpans = NOTHING_SAID
) -> Lesson:
    """The lesson of a whole document with a text, and what other extractors say of it."""
    own = language_of(document, language)
    open_types = {type_of(each) for each in document.incomplete_for if "/" not in each}
    layers = (schema.entity_types, schema.event_types, schema.relation_types)
    mentions, events, relations = (not (open_types & {*layer, "*"}) for layer in layers)
    reading, stem = read_text(document, schema, own, said), stem_for(document, language)
    return Lesson(document, reading, own, stem, mentions, events, relations)


def lessons_of(
    documents: Iterable[Document],
    schema: LabelSchema,
    language: str | None,
    report: Report | None = None,
    said: Mapping[str, SourceSpans] = NONE_SAID,
) -> list[Lesson]:
    """The lessons of documents in the order of their ids, so that the order of a file changes nothing.

    `said` is what other extractors say, by document.
    """
    ordered = sorted(documents, key=lambda each: each.id)
    lessons = []
    for number, document in enumerate(ordered, 1):
        lessons.append(lesson_of(document, schema, language, said.get(document.id, NOTHING_SAID)))
        if report:
            report(number, len(ordered))
    return lessons
