"""The canonical order of everything in a record: the same content always stands in the same order.

The key K of a mention is (first start, last end, type, all spans, id); strings compare by code point. This is the
contract of the gold record, section "Bytes".
"""

from __future__ import annotations

from typing import TypeAlias

from annotator.model.annotation import Argument, Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.spans import Spans

Key: TypeAlias = tuple[int, int, int, str, Spans, str]
"""(0 with spans or 1 without, first start, last end, type, spans, id)."""


def mention_key(annotation: Entity | Event) -> Key:
    """K of an entity, or of an event by its trigger; events without one come last, by type and id."""
    spans = annotation.spans
    if not spans:
        return 1, 0, 0, annotation.type, (), annotation.id
    return 0, spans[0][0], spans[-1][1], annotation.type, spans, annotation.id


def target_key(document: Document, target: str) -> Key:
    """K of what an id names; something that does not exist comes last."""
    found = document.entities.get(target) or document.events.get(target)
    return mention_key(found) if found else (2, 0, 0, "", (), target)


def ordered_entities(document: Document) -> list[Entity]:
    """The entities in canonical order."""
    return sorted(document.entities.values(), key=mention_key)


def ordered_events(document: Document) -> list[Event]:
    """The events in canonical order."""
    return sorted(document.events.values(), key=mention_key)


def ordered_relations(document: Document) -> list[Relation]:
    """The relations by (head's K, tail's K, type, id)."""
    return sorted(
        document.relations.values(),
        key=lambda relation: (
            target_key(document, relation.head),
            target_key(document, relation.tail),
            relation.type,
            relation.id,
        ),
    )


def ordered_arguments(document: Document, event: Event) -> list[Argument]:
    """An event's arguments by (role, K of the target, target id)."""
    return sorted(
        event.arguments,
        key=lambda argument: (argument.role, target_key(document, argument.target), argument.target),
    )
