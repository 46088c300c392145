"""Ids of annotations where a format has none: T1, R1, E1 and so on, in canonical order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document, by_id
from annotator.model.order import ordered_entities, ordered_events, ordered_relations, with_ordered_arguments


def new_ids(document: Document) -> dict[str, str]:
    """The number of each annotation by its id."""
    layers: tuple[tuple[str, Iterable[Entity | Relation | Event]], ...] = (
        ("T", ordered_entities(document)),
        ("R", ordered_relations(document)),
        ("E", ordered_events(document)),
    )
    return {each.id: f"{letter}{number}" for letter, layer in layers for number, each in enumerate(layer, 1)}


def renumbered(document: Document, ids: Mapping[str, str] | None = None) -> Document:
    """The document with its annotations numbered, or called by these ids."""
    new = new_ids(document) if ids is None else ids
    if all(old == number for old, number in new.items()):
        return document
    relations = [
        replace(each, id=new[each.id], head=new[each.head], tail=new[each.tail]) for each in document.relations.values()
    ]
    events = [
        replace(each, id=new[each.id], arguments=tuple(replace(one, target=new[one.target]) for one in each.arguments))
        for each in document.events.values()
    ]
    entities = [replace(each, id=new[each.id]) for each in document.entities.values()]
    return with_ordered_arguments(
        replace(document, entities=by_id(entities), relations=by_id(relations), events=by_id(events))
    )
