"""The canonical order of everything in a record: the same content always stands in the same order.

The key K of a mention is (first start, last end, type, all spans, id); strings compare by code point. This is the
contract of the gold record, section "Bytes".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias, TypeVar

from msgspec.structs import replace

from annotator.model.annotation import Argument, Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.spans import Spans

Key: TypeAlias = tuple[int, int, int, str, Spans, str]
"""(0 with spans or 1 without, first start, last end, type, spans, id)."""

Keys: TypeAlias = Mapping[str, Key]
"""K by id."""

Mention = TypeVar("Mention", Entity, Event)


def mention_key(annotation: Entity | Event) -> Key:
    """K of an entity, or of an event by its trigger; events without one come last, by type and id."""
    spans = annotation.spans
    if not spans:
        return 1, 0, 0, annotation.type, (), annotation.id
    return 0, spans[0][0], spans[-1][1], annotation.type, spans, annotation.id


def mention_keys(document: Document) -> dict[str, Key]:
    """K of every entity and event, by id."""
    keys = {entity_id: mention_key(entity) for entity_id, entity in document.entities.items()}
    keys.update((event_id, mention_key(event)) for event_id, event in document.events.items())
    return keys


def target_key(document: Document, target: str) -> Key:
    """K of what an id names; something that does not exist comes last."""
    annotation = document.entities.get(target) or document.events.get(target)
    return mention_key(annotation) if annotation else missing_key(target)


def missing_key(target: str) -> Key:
    """K of an id that names nothing."""
    return 2, 0, 0, "", (), target


def ordered_entities(document: Document, keys: Keys | None = None) -> list[Entity]:
    """The entities in canonical order; `keys` are those of `mention_keys`, where they are at hand."""
    return _ordered(document.entities, mention_keys(document) if keys is None else keys)


def ordered_events(document: Document, keys: Keys | None = None) -> list[Event]:
    """The events in canonical order."""
    return _ordered(document.events, mention_keys(document) if keys is None else keys)


def _ordered(annotations: Mapping[str, Mention], keys: Keys) -> list[Mention]:
    return [annotations[annotation_id] for annotation_id in sorted(annotations, key=keys.__getitem__)]


def ordered_relations(document: Document, keys: Keys | None = None) -> list[Relation]:
    """The relations by (head's K, tail's K, type, id)."""
    known = mention_keys(document) if keys is None else keys

    def key(relation: Relation) -> tuple[Key, Key, str, str]:
        head, tail = relation.head, relation.tail
        return known.get(head) or missing_key(head), known.get(tail) or missing_key(tail), relation.type, relation.id

    return sorted(document.relations.values(), key=key)


def ordered_arguments(document: Document, event: Event, keys: Keys | None = None) -> Sequence[Argument]:
    """An event's arguments by (role, K of the target, target id), and where all this is equal by their attributes."""
    if _ascending(event):
        return event.arguments
    known = mention_keys(document) if keys is None else keys

    def key(argument: Argument) -> tuple[str, Key, int, str]:
        attributes = sorted(argument.attributes.items())
        place = known.get(argument.target) or missing_key(argument.target)
        return argument.role, place, len(attributes), repr(attributes)

    return sorted(event.arguments, key=key)


def with_ordered_arguments(document: Document) -> Document:
    """The document with every event's arguments in canonical order, the same one where they are."""
    if all(_ascending(event) for event in document.events.values()):
        return document
    keys = mention_keys(document)
    moved = {
        event.id: replace(event, arguments=tuple(ordered_arguments(document, event, keys)))
        for event in document.events.values()
    }
    return replace(document, events=document.events.update(moved))


def _ascending(event: Event) -> bool:
    """Whether the roles alone put an event's arguments in canonical order."""
    return all(left.role < right.role for left, right in pairwise(event.arguments))
