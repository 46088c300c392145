"""The gold record as it stands on a line: one document, one layer, annotations in the order of the file.

A `Document` is made of it and gives it back in canonical order (`annotator.model.canonical`).
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field

from annotator.model.annotation import JSON, Attributes, Entity, Event, Name, Relation
from annotator.model.spans import LARGEST_INTEGER

Sha256: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
SchemaRef: TypeAlias = Annotated[str, Meta(pattern=r"^[^@\s]+@(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}$(?!\n)")]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=LARGEST_INTEGER)]
Ordinal: TypeAlias = Annotated[int, Meta(ge=1, le=LARGEST_INTEGER)]
Layer: TypeAlias = Literal["entities", "relations", "events"]

LAYERS: tuple[Layer, ...] = ("entities", "relations", "events")
"""The lists of annotations of a record."""


class Unplaced(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What was predicted but does not stand in the text; `nth` says which occurrence of the words was meant.

    `text` is what the extractor quoted; None in a text-free record.
    """

    layer: Layer
    type: Name
    text: Name | None = None
    nth: Ordinal | None = None
    reason: Name


class ExtractorRun(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Who made a prediction: name and version of the extractor, how long it took, what it cost, what went wrong."""

    name: Name
    version: str = ""
    elapsed_s: float | None = None
    error: Name | None = None
    requests: Count | None = None
    tokens: Count | None = None
    repairs: Count | None = None
    unplaced: tuple[Unplaced, ...] = ()


def _no_entities() -> tuple[Entity, ...]:
    return ()


def _no_relations() -> tuple[Relation, ...]:
    return ()


def _no_events() -> tuple[Event, ...]:
    return ()


class Record(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """One line of a gold or prediction file.

    `text` is None in a text-free record, and where the text is empty; the hash tells these two apart. `schema` is
    `name@X.Y.Z`.
    """

    id: Name
    text: Name | None = None
    text_sha256: Sha256 | None = None
    schema: SchemaRef | None = None
    annotator: Name | None = None
    incomplete_for: tuple[Name, ...] = ()
    meta: Mapping[str, JSON] = field(default_factory=dict)
    labels: Attributes = field(default_factory=dict)
    entities: tuple[Entity, ...] = field(default_factory=_no_entities)
    relations: tuple[Relation, ...] = field(default_factory=_no_relations)
    events: tuple[Event, ...] = field(default_factory=_no_events)
    extractor: ExtractorRun | None = None

    @property
    def known_text(self) -> str | None:
        """The text, "" where the hash says that it is empty; None where it was left out."""
        return "" if self.text is None and self.text_sha256 == EMPTY_TEXT_SHA256 else self.text


def text_hash(text: str) -> str:
    """Hex SHA-256 of the text's UTF-8 bytes, as the gold record carries it."""
    return sha256(text.encode("utf-8")).hexdigest()


EMPTY_TEXT_SHA256 = text_hash("")
