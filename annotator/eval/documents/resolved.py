"""What one record claims, with its references resolved: mentions, relations, events and labels of one document.

Ids serve only to resolve references: two records that say the same under other ids are equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from annotator.errors import InputError
from annotator.eval.documents.unlabelled import ALL_LABELLED, Unlabelled
from annotator.model import annotation as model
from annotator.model.record import Record
from annotator.model.spans import Spans


class Mention(NamedTuple):
    """An entity mention, or an event seen as the words of its trigger (`spans` is empty without one)."""

    spans: Spans
    type: str
    id: str = ""
    coref: str | None = None
    links: tuple[str, ...] = ()
    attributes: Mapping[str, Any] = {}
    is_event: bool = False


class Relation(NamedTuple):
    """A relation with its ends resolved."""

    type: str
    head: Mention
    tail: Mention
    id: str = ""
    attributes: Mapping[str, Any] = {}


class Argument(NamedTuple):
    """A filled role of an event; `target` is a mention, or the trigger of another event."""

    role: str
    target: Mention


class Event(NamedTuple):
    """An event: its trigger seen as a mention of the event's type, and its filled roles."""

    trigger: Mention
    arguments: tuple[Argument, ...] = ()

    @property
    def type(self) -> str:
        """The event's type."""
        return self.trigger.type


@dataclass(frozen=True)
class ResolvedDocument:
    """What one record says; lists in canonical order, whatever order the record has them in.

    `unlabelled` is what gold is incomplete for; of that only coreference marks are left in here.
    """

    document: str
    entities: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    labels: Mapping[str, Any] | None = None
    text: str | None = None
    unlabelled: Unlabelled = ALL_LABELLED

    @cached_property
    def event_of(self) -> Mapping[str, Event]:
        """Events by id."""
        return {event.trigger.id: event for event in self.events}

    @cached_property
    def annotation_of(self) -> Mapping[str, Mention]:
        """Entities and triggers by id."""
        triggers = (event.trigger for event in self.events)
        return {mention.id: mention for mention in (*self.entities, *triggers)}


def resolve(record: Record, unlabelled: Unlabelled = ALL_LABELLED) -> ResolvedDocument:
    """The document of a record.

    Raises:
        InputError: a relation or an argument points to an id that the record does not have.
    """
    entities = [_mention(each, is_event=False) for each in record.entities]
    triggers = {each.id: _mention(each, is_event=True) for each in record.events}
    known = {mention.id: mention for mention in entities} | triggers

    def target(id_: str, source: str) -> Mention:
        if id_ not in known:
            raise dangling(record.id, source, id_)
        return known[id_]

    relations = [
        Relation(each.type, target(each.head, each.id), target(each.tail, each.id), each.id, each.attributes)
        for each in record.relations
    ]
    events = [
        Event(
            triggers[each.id], tuple(Argument(filled.role, target(filled.target, each.id)) for filled in each.arguments)
        )
        for each in record.events
    ]
    return ResolvedDocument(
        document=record.id,
        entities=tuple(sorted(entities, key=_order)),
        relations=tuple(sorted(relations, key=_relation_order)),
        events=tuple(sorted((_ordered(event) for event in events), key=lambda event: _order(event.trigger))),
        labels=record.labels,
        text=record.known_text,
        unlabelled=unlabelled,
    )


def dangling(document: str, source: str, target: str) -> InputError:
    """What to say of a reference to nothing."""
    return InputError(
        f'document "{document}": {source} points to "{target}", which is neither an entity nor an event of it;'
        " see: annotator check"
    )


def _mention(each: model.Entity | model.Event, *, is_event: bool) -> Mention:
    return Mention(each.spans, each.type, each.id, each.coref, each.links, each.attributes, is_event)


def _ordered(event: Event) -> Event:
    arguments = sorted(event.arguments, key=lambda each: (each.role, _order(each.target)))
    return event._replace(arguments=tuple(arguments))


def _order(mention: Mention) -> tuple[object, ...]:
    return mention.spans, mention.type, mention.coref or "", mention.links, mention.id


def _relation_order(relation: Relation) -> tuple[Any, ...]:
    return _order(relation.head), _order(relation.tail), relation.type, relation.id
