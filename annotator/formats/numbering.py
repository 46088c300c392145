"""Ids of annotations where a format has none: T1, R1, E1 and so on, in canonical order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from msgspec.structs import replace

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document, Identified, by_id
from annotator.model.order import ordered_entities, ordered_events, ordered_relations, with_ordered_arguments


def new_ids(document: Document) -> dict[str, str]:
    """The number of each annotation by its id.

    Of those that say the same, T9 comes before T10, though canonical order has it behind: numbers stay what they are.
    """
    entities = _by_number(ordered_entities(document), lambda each: (each.spans, each.type))
    relations = _by_number(ordered_relations(document), lambda each: (each.head, each.tail, each.type))
    events = _by_number(ordered_events(document), lambda each: (each.spans, each.type))
    layers: tuple[tuple[str, Iterable[Entity | Relation | Event]], ...] = (
        ("T", entities),
        ("R", relations),
        ("E", events),
    )
    return {each.id: f"{letter}{number}" for letter, layer in layers for number, each in enumerate(layer, 1)}


def _by_number(ordered: Iterable[Identified], what_it_says: Callable[[Identified], object]) -> Iterator[Identified]:
    for _, alike in groupby(ordered, key=what_it_says):
        yield from sorted(alike, key=lambda each: (len(each.id), each.id))


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
