"""What a merger of types makes equal: mentions on the same words, relations between the same two, are one then."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from msgspec.structs import replace

from annotator.model.annotation import Argument, Entity, Event, Relation
from annotator.model.canonical import to_plain
from annotator.model.document import Document
from annotator.model.order import mention_key, ordered_relations
from annotator.schema.migration.losses import Lost


def entities_once(document: Document, type_name: str, lost: list[Lost]) -> Document:
    """The document with mentions of this type on the same words made one, the first by order kept.

    Only those are made one of which the migration changed at least one: duplicates that were there before stay.
    """
    groups: dict[Any, list[Entity]] = defaultdict(list)
    for each in sorted(document.entities.values(), key=mention_key):
        if each.type == type_name:
            groups[each.spans].append(each)
    instead: dict[str, str] = {}
    for first, *rest in groups.values():
        for each in rest:
            if each.was != first.was:
                instead[each.id] = first.id
                why = f"on the same words as {first.id}"
                lost.append(Lost(document.id, each.id, f"{type_name} twice", why, to_plain(each)))
    return _pointed(document, instead) if instead else document


def _pointed(document: Document, instead: dict[str, str]) -> Document:
    """The document without the entities that are named as keys; what referred to them refers to the values."""
    entities = document.entities
    for gone, kept in instead.items():
        first, second = entities[kept], entities[gone]
        joined = replace(
            first,
            attributes={**second.attributes, **first.attributes},
            coref=first.coref or second.coref,
            links=tuple(dict.fromkeys((*first.links, *second.links))),
            note=first.note or second.note,
        )
        entities = entities.set(kept, joined).delete(gone)
    relations, events = document.relations, document.events
    for relation in tuple(relations.values()):
        head, tail = (instead.get(each, each) for each in (relation.head, relation.tail))
        relations = relations.set(relation.id, replace(relation, head=head, tail=tail))
    for event in tuple(events.values()):
        events = events.set(event.id, _repointed(event, instead))
    return replace(document, entities=entities, relations=relations, events=events)


def _repointed(event: Event, instead: dict[str, str]) -> Event:
    arguments: dict[tuple[str, str], Argument] = {}
    for each in event.arguments:
        target = instead.get(each.target, each.target)
        arguments.setdefault((each.role, target), replace(each, target=target))
    return replace(event, arguments=tuple(arguments.values()))


def relations_once(document: Document, type_name: str, lost: list[Lost]) -> Document:
    """The document with relations of this type that say the same of the same two made one.

    Those whose attributes differ, proposed ones too, both stay (`collisions`): only a person can say which holds.
    """
    firsts: dict[tuple[str, str], Relation] = {}
    relations = document.relations
    for each in ordered_relations(document):
        if each.type != type_name:
            continue
        first = firsts.setdefault((each.head, each.tail), each)
        if first is each or first.was == each.was:
            continue
        if dict(first.attributes) == dict(each.attributes):
            relations = relations.delete(each.id)
            content = to_plain(each)
            lost.append(Lost(document.id, each.id, f"{type_name} twice", f"says the same as {first.id}", content))
    return replace(document, relations=relations)


def collisions(document: Document, types: frozenset[str]) -> list[tuple[str, str]]:
    """Pairs of relations of one of these types between the same two, by id: a merger may have made them."""
    firsts: dict[tuple[str, str, str], str] = {}
    pairs = []
    for each in ordered_relations(document):
        if each.type in types:
            first = firsts.setdefault((each.type, each.head, each.tail), each.id)
            if first != each.id:
                pairs.append((first, each.id))
    return pairs
