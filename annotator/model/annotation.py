"""The annotations of a document: entities (mentions and values), relations and events; frozen values.

They are the gold record's objects themselves: their fields are its keys, in its order. A key that is absent from a
file has its field's default, and a field that holds its default is not written; `attributes` and `arguments` always
are. From these classes come reading, validation, the JSON Schema and the bytes (`annotator.datasets`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from msgspec import Meta, Struct, field
from msgspec.structs import force_setattr

from annotator.model.spans import Integer, Spans, surface

Name: TypeAlias = Annotated[str, Meta(min_length=1)]
"""A string that says something."""

Id: TypeAlias = Annotated[str, Meta(extra_json_schema={"minLength": 1})]
"""An id, or a reference to one; that it is not empty is seen where ids are compared."""

Value: TypeAlias = str | bool | Integer | float | Annotated[tuple[str, ...], Meta(min_length=1)]
"""What an attribute or a document label may hold; a tuple is a non-empty list of strings."""

Attributes: TypeAlias = Mapping[Name, Value]
"""Attribute values by name; never changed after it was made."""

JSON: TypeAlias = Any
"""A JSON value, for `meta` and `was`, whose shape is somebody else's."""


def _always_written() -> dict[str, Value]:
    """No attributes: the default that is written all the same, since only `dict` itself is left out."""
    return {}


def _no_arguments() -> tuple[Argument, ...]:
    """No arguments: a default that is written all the same."""
    return ()


class Trigger(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """The words that say an event most clearly."""

    spans: Spans
    text: Name | None = None

    def __post_init__(self) -> None:
        """Leave out words where there are none."""
        if self.text == "":
            force_setattr(self, "text", None)


class Argument(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """One filler of one role of an event; `target` is the id of an entity or of another event."""

    role: Name
    target: Id
    attributes: Attributes = field(default_factory=dict)


class Entity(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """A mention of a thing, or a value such as a date; several spans make a discontinuous mention."""

    id: Id
    type: Name
    spans: Spans
    text: Name | None = None
    attributes: Attributes = field(default_factory=_always_written)
    coref: Name | None = None
    links: tuple[Name, ...] = ()
    note: Name | None = None
    uncertain: bool = False
    unconfirmed: tuple[Name, ...] = ()
    was: JSON = None
    score: float | None = None

    def __post_init__(self) -> None:
        """Give what has no order the canonical one, and leave out what says nothing."""
        if self.unconfirmed or self.was is not None or self.note == "" or self.text == "":
            _normalise(self)


class Relation(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """A typed, directed pair; head and tail are ids of entities or events."""

    id: Id
    type: Name
    head: Id
    tail: Id
    attributes: Attributes = field(default_factory=_always_written)
    evidence: Spans = ()
    note: Name | None = None
    uncertain: bool = False
    unconfirmed: tuple[Name, ...] = ()
    was: JSON = None
    score: float | None = None

    def __post_init__(self) -> None:
        """Give what has no order the canonical one, and leave out what says nothing."""
        if self.unconfirmed or self.was is not None or self.note == "":
            _normalise(self)


class Event(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Something that happens, with a trigger (or none) and arguments in typed roles."""

    id: Id
    type: Name
    trigger: Trigger | None = None
    arguments: tuple[Argument, ...] = field(default_factory=_no_arguments)
    attributes: Attributes = field(default_factory=_always_written)
    coref: Name | None = None
    links: tuple[Name, ...] = ()
    note: Name | None = None
    uncertain: bool = False
    unconfirmed: tuple[Name, ...] = ()
    was: JSON = None
    score: float | None = None

    def __post_init__(self) -> None:
        """Give what has no order the canonical one, and leave out what says nothing."""
        if self.unconfirmed or self.was is not None or self.note == "":
            _normalise(self)

    @property
    def spans(self) -> Spans:
        """The trigger's pieces; empty for an event without a trigger."""
        return self.trigger.spans if self.trigger else ()


Annotation: TypeAlias = Entity | Relation | Event


def _normalise(annotation: Annotation) -> None:
    if annotation.unconfirmed:
        force_setattr(annotation, "unconfirmed", tuple(sorted(set(annotation.unconfirmed))))
    if is_blank(annotation.was):
        force_setattr(annotation, "was", None)
    if annotation.note == "":
        force_setattr(annotation, "note", None)
    if isinstance(annotation, Entity) and annotation.text == "":
        force_setattr(annotation, "text", None)


def is_blank(value: object) -> bool:
    """Whether a JSON value says nothing: null, false or empty. Zero says something."""
    return value is None or value is False or (isinstance(value, str | list | tuple | dict) and not value)


def new_coref(document_id: str, annotation_id: str, *, is_event: bool) -> str:
    """A `coref` id of an annotation's own, in its document and, by the document's id, among all others."""
    return f"{'h' if is_event else 'e'}:{document_id}.{annotation_id}"


def mention(id: str, type: str, text: str, spans: Spans, **rest: object) -> Entity:  # noqa: A002
    """An entity over these spans of the article, with its surface filled in."""
    return Entity(id=id, type=type, spans=spans, text=surface(text, spans), **rest)  # type: ignore[arg-type]
