"""Annotations that a corpus names by their places: runs of tokens, found again or made where nothing stands there.

Many corpora say the ends of a relation, the arguments of an event and the members of a thing as runs of tokens, not by
an id. Such a run is the mention there; where there is none it may be an event's trigger, else a mention is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from annotator.formats.corpora.clusters import MENTION, coref_of
from annotator.formats.numbering import renumbered
from annotator.formats.protocol import Report
from annotator.model.annotation import JSON, Argument, Entity, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.model.record import ExtractorRun
from annotator.model.spans import Span


class Places:
    """Collects the annotations of one document whose tokens stand at these places of its text."""

    def __init__(self, document_id: str, text: str, places: Sequence[Span], report: Report) -> None:
        self._id, self._text, self._places, self._report = document_id, text, places, report
        self._entities: list[Entity] = []
        self._events: list[Event] = []
        self._relations: list[Relation] = []
        self._at: dict[Span, list[int]] = defaultdict(list)
        self._triggers: dict[Span, list[int]] = defaultdict(list)
        self._causes: dict[str, set[str]] = defaultdict(set)

    def span(self, tokens: Span) -> Span:
        """Where a run of tokens stands in the text."""
        return self._places[tokens[0]][0], self._places[tokens[1] - 1][1]

    def add_mention(self, tokens: Span, type_name: str, score: float | None = None) -> str:
        """Add a mention over these tokens; its id."""
        added = mention(f"T{len(self._entities) + 1}", type_name, self._text, (self.span(tokens),), score=score)
        self._at[tokens].append(len(self._entities))
        self._entities.append(added)
        return added.id

    def add_event(self, tokens: Span, type_name: str, score: float | None = None) -> str:
        """Add an event with a trigger of these tokens; its id."""
        start, end = self.span(tokens)
        trigger = Trigger(((start, end),), self._text[start:end])
        added = Event(f"E{len(self._events) + 1}", type_name, trigger, score=score)
        self._triggers[tokens].append(len(self._events))
        self._events.append(added)
        return added.id

    def add_relation(self, head: Span, tail: Span, type_name: str, score: float | None = None) -> None:
        """Add a relation between the mentions over these tokens."""
        ends = self._mention_at(head), self._mention_at(tail)
        self._relations.append(Relation(f"R{len(self._relations) + 1}", type_name, *ends, score=score))

    def add_argument(self, event_id: str, tokens: Span, role: str) -> None:
        """Add what stands at these tokens as an argument: a mention, else another event."""
        events = [] if self._at[tokens] else [self._events[each].id for each in self._triggers[tokens]]
        target = next((each for each in events if not self._leads_to(each, event_id)), None)
        if target:
            self._causes[event_id].add(target)
        number = int(event_id[1:]) - 1
        event = self._events[number]
        argument = Argument(role, target or self._mention_at(tokens))
        self._events[number] = replace(event, arguments=(*event.arguments, argument))

    def join_mentions(self, number: str, members: Sequence[Span]) -> None:
        """Make the mentions over these tokens mentions of one thing."""
        coref = coref_of(self._id, number)
        for tokens in members:
            free = [each for each in self._at[tokens] if self._entities[each].coref is None]
            if not free:
                self._mention_at(tokens, new=True)
                free = self._at[tokens][-1:]
            self._entities[free[0]] = replace(self._entities[free[0]], coref=coref)

    def join_events(self, number: str, members: Sequence[Span]) -> None:
        """Make the events with these triggers mentions of one event; a trigger of none is reported."""
        coref = coref_of(self._id, number, is_event=True)
        for tokens in members:
            free = [each for each in self._triggers[tokens] if self._events[each].coref is None]
            if not free:
                self._report.lose("member of an event's cluster", "no event has this trigger")
                continue
            self._events[free[0]] = replace(self._events[free[0]], coref=coref)

    def document(self, meta: dict[str, JSON], extractor: ExtractorRun | None = None) -> Document:
        """The document with all that was added, numbered in canonical order."""
        return renumbered(
            new_document(
                self._id,
                self._text,
                meta=meta,
                entities=by_id(self._entities),
                relations=by_id(self._relations),
                events=by_id(self._events),
                extractor=extractor,
            )
        )

    def _mention_at(self, tokens: Span, *, new: bool = False) -> str:
        if self._at[tokens] and not new:
            return self._entities[self._at[tokens][0]].id
        self._report.note(f"words that are no mention, but named by their place, are mentions of the type {MENTION}")
        return self.add_mention(tokens, MENTION)

    def _leads_to(self, event_id: str, other: str) -> bool:
        """Whether an event is another one, or has it among its arguments at any depth."""
        return event_id == other or any(self._leads_to(each, other) for each in self._causes[event_id])
