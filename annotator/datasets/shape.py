"""The shape of a gold record: its keys and the types of their values, validated by pydantic, strictly.

Shape says nothing about content: whether spans lie within the text and ids name something is `annotator.model.faults`.
A valid record comes back with its keys in the contract's order. It has the keys that are always written; reading adds
them where a file leaves them out (`annotator.datasets.blanks`).
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, WithJsonSchema
from typing_extensions import TypedDict

Name = Annotated[str, Field(min_length=1)]
Id = Annotated[str, WithJsonSchema({"type": "string", "minLength": 1})]
"""An id, or a reference to one; that it is not empty is seen where ids are compared anyway."""
Finite = Annotated[float, Field(allow_inf_nan=False)]
Span = Annotated[list[int], Field(min_length=2, max_length=2)]
Spans = list[Span]
Names = list[Name]
Texts = Annotated[list[str], Field(min_length=1)]
Values = dict[Name, str | bool | int | Finite | Texts]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
SchemaRef = Annotated[str, Field(pattern=r"^[^@\s]+@(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}$")]

STRICT = ConfigDict(strict=True, extra="forbid")


class TriggerShape(TypedDict):
    """The words that say an event."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    spans: Spans
    text: NotRequired[str]


class ArgumentShape(TypedDict):
    """A filler of a role."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    role: Name
    target: Id
    attributes: NotRequired[Values]


class EntityShape(TypedDict):
    """A mention or a value."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    type: Name
    spans: Spans
    text: NotRequired[str]
    attributes: Values
    coref: NotRequired[Name]
    links: NotRequired[Names]
    note: NotRequired[str]
    uncertain: NotRequired[bool]
    unconfirmed: NotRequired[Names]
    was: NotRequired[Any]
    score: NotRequired[Finite]


class RelationShape(TypedDict):
    """A typed pair."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    type: Name
    head: Id
    tail: Id
    attributes: Values
    evidence: NotRequired[Spans]
    note: NotRequired[str]
    uncertain: NotRequired[bool]
    unconfirmed: NotRequired[Names]
    was: NotRequired[Any]
    score: NotRequired[Finite]


class EventShape(TypedDict):
    """Something that happens."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Id
    type: Name
    trigger: NotRequired[TriggerShape]
    arguments: NotRequired[list[ArgumentShape]]
    attributes: Values
    coref: NotRequired[Name]
    links: NotRequired[Names]
    note: NotRequired[str]
    uncertain: NotRequired[bool]
    unconfirmed: NotRequired[Names]
    was: NotRequired[Any]
    score: NotRequired[Finite]


class ExtractorShape(TypedDict):
    """Who made a prediction."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    name: Name
    version: NotRequired[str]
    elapsed_s: NotRequired[Finite]
    error: NotRequired[str]


class RecordShape(TypedDict):
    """One document, one layer: one line."""

    __pydantic_config__ = STRICT  # type: ignore[misc]
    id: Name
    text: NotRequired[str]
    text_sha256: NotRequired[Sha256]
    schema: NotRequired[SchemaRef]
    annotator: NotRequired[str]
    incomplete_for: NotRequired[Names]
    meta: NotRequired[dict[str, Any]]
    labels: NotRequired[Values]
    entities: list[EntityShape]
    relations: list[RelationShape]
    events: list[EventShape]
    extractor: NotRequired[ExtractorShape]


@cache
def record_adapter() -> TypeAdapter[RecordShape]:
    """The validator of records; it also knows their JSON Schema."""
    return TypeAdapter(RecordShape)
