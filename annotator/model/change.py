"""Edits: what changes a document, each its own inverse when read backwards.

An edit is a list of changes; a change says what one slot held before and what it holds after. Swapping the two and
turning the list round gives the inverse, so that no edit can lack one. Applying an edit checks every `before`: an
edit made for another state of the document is refused, never merged by guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from immutables import Map, MapMutation
from msgspec import Struct
from msgspec.structs import replace

from annotator.errors import EditError
from annotator.model.annotation import JSON, Attributes, Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.record import ExtractorRun, text_hash

FIELDS = ("schema_ref", "incomplete_for", "labels", "meta", "annotator", "extractor", "text", "rejected")
"""The parts of a document, besides its annotations, that an edit may change."""

Content: TypeAlias = (
    Entity | Relation | Event | Attributes | ExtractorRun | Mapping[str, JSON] | tuple[str, ...] | str | None
)
"""What a slot may hold; None is nothing."""


class Change(Struct, frozen=True, array_like=True):
    """One slot's content before and after.

    `slot` is `entities`, `relations` or `events` with the annotation's id as `key`, or one of FIELDS with key "".
    """

    slot: str
    key: str
    before: Content
    after: Content

    def inverse(self) -> Change:
        """The change back."""
        return Change(self.slot, self.key, self.after, self.before)


class Edit(Struct, frozen=True):
    """One step of work: `name` says what it was ("label", "relate"), the changes what it did, in order."""

    name: str
    changes: tuple[Change, ...]

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.name, tuple(change.inverse() for change in reversed(self.changes)))

    def __add__(self, other: Edit) -> Edit:
        """Both as one step, under the first one's name."""
        return Edit(self.name, self.changes + other.changes)

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return any(change.before != change.after for change in self.changes)


def apply(document: Document, edit: Edit) -> Document:
    """The document after the edit.

    Raises:
        EditError: a slot does not hold what the edit says it held.
    """
    maps: dict[str, MapMutation[str, object]] = {}
    fields: dict[str, object] = {}
    for change in edit.changes:
        if change.slot in FIELDS:
            _expect(change, fields.get(change.slot, getattr(document, change.slot)))
            fields[change.slot] = change.after
        else:
            mutation = maps.setdefault(change.slot, _mutation(document, change.slot))
            _expect(change, mutation.get(change.key))
            _put(mutation, change)
    if fields.get("text") is not None:
        fields["text_sha256"] = text_hash(str(fields["text"]))
    return replace(document, **fields, **{slot: mutation.finish() for slot, mutation in maps.items()})


def _mutation(document: Document, slot: str) -> MapMutation[str, object]:
    if slot not in ("entities", "relations", "events"):
        raise EditError(f"an edit names the slot {slot!r}; expected entities, relations, events or one of {FIELDS}")
    annotations: Map[str, object] = getattr(document, slot)
    return annotations.mutate()


def _put(mutation: MapMutation[str, object], change: Change) -> None:
    if change.after is None:
        mutation.pop(change.key, None)
    else:
        mutation[change.key] = change.after


def _expect(change: Change, current: object) -> None:
    if current != change.before:
        raise EditError(
            f"the edit does not fit: {change.slot} {change.key} holds {current!r}, "
            f"the edit was made for {change.before!r}"
        )
