"""The annotations of a document: entities (mentions and values), relations and events; frozen values.

They carry what the gold record says of them, key for key; `to_plain` and `from_plain` of `annotator.model.plain`
turn them into the record's objects and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from annotator.model.spans import Spans, surface

Value: TypeAlias = str | bool | int | float | tuple[str, ...]
"""What an attribute or a document label may hold; a tuple is a non-empty list of strings."""

Attributes: TypeAlias = Mapping[str, Value]
"""Attribute values by name; never changed after it was made."""

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
"""A JSON value, for `meta` and `was`, whose shape is somebody else's."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that say an event most clearly."""

    spans: Spans
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """One filler of one role of an event; `target` is the id of an entity or of another event."""

    role: str
    target: str
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of a thing, or a value such as a date; several spans make a discontinuous mention."""

    id: str
    type: str
    spans: Spans
    text: str | None = None
    attributes: Attributes = field(default_factory=dict)
    coref: str | None = None
    links: tuple[str, ...] = ()
    note: str | None = None
    uncertain: bool = False
    unconfirmed: tuple[str, ...] = ()
    was: JSON = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed, directed pair; head and tail are ids of entities or events."""

    id: str
    type: str
    head: str
    tail: str
    attributes: Attributes = field(default_factory=dict)
    evidence: Spans = ()
    note: str | None = None
    uncertain: bool = False
    unconfirmed: tuple[str, ...] = ()
    was: JSON = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens, with a trigger (or none) and arguments in typed roles."""

    id: str
    type: str
    trigger: Trigger | None = None
    arguments: tuple[Argument, ...] = ()
    attributes: Attributes = field(default_factory=dict)
    coref: str | None = None
    links: tuple[str, ...] = ()
    note: str | None = None
    uncertain: bool = False
    unconfirmed: tuple[str, ...] = ()
    was: JSON = None
    score: float | None = None

    @property
    def spans(self) -> Spans:
        """The trigger's pieces; empty for an event without a trigger."""
        return self.trigger.spans if self.trigger else ()


Annotation: TypeAlias = Entity | Relation | Event


def mention(id: str, type: str, text: str, spans: Spans, **rest: object) -> Entity:  # noqa: A002
    """An entity over these spans of the article, with its surface filled in."""
    return Entity(id=id, type=type, spans=spans, text=surface(text, spans), **rest)  # type: ignore[arg-type]
