"""What one record claims, as frozen values to measure: mentions, relations, events, labels of one document.

`resolve` reads the plain object of a gold or prediction record (its shape is the gold record's contract); it needs
neither text nor schema. Ids serve only to resolve references: two records that say the same under other ids are equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from annotator.errors import InputError
from annotator.model.spans import Spans

Record = Mapping[str, Any]
"""The plain object of one line of a gold or prediction file."""


class Mention(NamedTuple):
    """An entity mention, or an event seen as the words of its trigger (`spans` is empty without one)."""

    spans: Spans
    type: str
    id: str = ""
    coref: str | None = None
    links: tuple[str, ...] = ()
    attributes: Mapping[str, Any] = {}
    text: str | None = None
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
    attributes: Mapping[str, Any] = {}


class Event(NamedTuple):
    """An event: its trigger seen as a mention of the event's type, and its filled roles."""

    trigger: Mention
    arguments: tuple[Argument, ...] = ()

    @property
    def type(self) -> str:
        """The event's type."""
        return self.trigger.type


class Unlabelled(NamedTuple):
    """What a document is incomplete for: whole types, and parts by type (`*` for all types)."""

    types: frozenset[str] = frozenset()
    parts: frozenset[tuple[str, str]] = frozenset()

    def part(self, type_name: str, name: str) -> bool:
        """Whether a part of a type is unknown."""
        return (type_name, name) in self.parts or ("*", name) in self.parts


ALL_LABELLED = Unlabelled()


def unlabelled(incomplete_for: Iterable[str]) -> Unlabelled:
    """Read the names of `incomplete_for`."""
    names = [name.split("/", 1) for name in incomplete_for]
    return Unlabelled(
        frozenset(name[0] for name in names if len(name) == 1),
        frozenset((name[0], name[1]) for name in names if len(name) == 2),
    )


@dataclass(frozen=True)
class ResolvedDocument:
    """What one record says; lists in canonical order, whatever order the record has them in.

    `unlabelled` is what `incomplete_for` names; `listed` are the entities in the order of the record.
    """

    document: str
    entities: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    labels: Mapping[str, Any] | None = None
    text: str | None = None
    schema: str | None = None
    incomplete_for: tuple[str, ...] = ()
    unlabelled: Unlabelled = ALL_LABELLED
    listed: tuple[Mention, ...] = ()

    @cached_property
    def event_of(self) -> Mapping[str, Event]:
        """Events by id."""
        return {event.trigger.id: event for event in self.events}

    @cached_property
    def annotation_of(self) -> Mapping[str, Mention]:
        """Entities and triggers by id."""
        triggers = (event.trigger for event in self.events)
        return {mention.id: mention for mention in (*self.entities, *triggers)}


def resolve(record: Record) -> ResolvedDocument:
    """The facts of a record.

    Raises:
        InputError: a relation or an argument points to an id that the record does not have.
    """
    entities = [_mention(each, each["spans"]) for each in _list(record, "entities")]
    plain_events = _list(record, "events")
    triggers = {each["id"]: _trigger(each) for each in plain_events}
    known = {mention.id: mention for mention in entities} | triggers
    document = str(record["id"])
    return ResolvedDocument(
        document=document,
        entities=tuple(sorted(entities, key=_order)),
        relations=tuple(
            sorted((_relation(each, known, document) for each in _list(record, "relations")), key=_relation_order)
        ),
        events=tuple(sorted((_event(each, known, triggers, document) for each in plain_events), key=_event_order)),
        labels=record.get("labels") or {},
        text=record.get("text"),
        schema=record.get("schema"),
        incomplete_for=tuple(sorted(set(record.get("incomplete_for") or ()))),
        listed=tuple(entities),
    )


def _list(record: Record, key: str) -> list[Record]:
    return record.get(key) or []


def _mention(plain: Record, spans: Any) -> Mention:
    pieces = tuple((start, end) for start, end in spans)
    return Mention(
        pieces,
        plain["type"],
        plain.get("id") or "",
        plain.get("coref"),
        tuple(plain.get("links") or ()),
        plain.get("attributes") or {},
        plain.get("text"),
    )


def _trigger(plain: Record) -> Mention:
    trigger = plain.get("trigger") or {}
    return _mention(plain, trigger.get("spans", ()))._replace(is_event=True, text=trigger.get("text"))


def _relation(plain: Record, known: Mapping[str, Mention], document: str) -> Relation:
    head = _resolve(plain["head"], known, document, plain.get("id"))
    tail = _resolve(plain["tail"], known, document, plain.get("id"))
    return Relation(plain["type"], head, tail, plain.get("id") or "", plain.get("attributes") or {})


def _event(plain: Record, known: Mapping[str, Mention], triggers: Mapping[str, Mention], document: str) -> Event:
    arguments = (
        Argument(
            each["role"],
            _resolve(each["target"], known, document, plain.get("id")),
            each.get("attributes") or {},
        )
        for each in _list(plain, "arguments")
    )
    return Event(triggers[plain["id"]], tuple(sorted(arguments, key=lambda role: (role.role, _order(role.target)))))


def _resolve(target: str, known: Mapping[str, Mention], document: str, source: str | None) -> Mention:
    if target not in known:
        raise InputError(
            f'document "{document}": {source} points to "{target}", which is neither an entity nor an event of it;'
            " see: annotator check"
        )
    return known[target]


def _order(mention: Mention) -> tuple[object, ...]:
    return mention.spans, mention.type, mention.coref or "", mention.links, mention.id


def _relation_order(link: Relation) -> tuple[Any, ...]:
    return _order(link.head), _order(link.tail), link.type, link.id


def _event_order(event: Event) -> tuple[Any, ...]:
    return _order(event.trigger)
