"""The canonical order: it depends on content alone, whatever order things were put in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.canonical import document_of, record_of, to_bytes
from annotator.model.document import Document, by_id
from annotator.model.order import (
    ordered_arguments,
    ordered_entities,
    ordered_events,
    ordered_relations,
    with_ordered_arguments,
)
from tests.examples import examples
from tests.strategies import documents


@examples(40)
@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_making_does_not_matter(document: Document, chance: random.Random) -> None:
    def mixed(items: list[Event]) -> list[Event]:
        return [replace(each, arguments=tuple(chance.sample(each.arguments, len(each.arguments)))) for each in items]

    entities, relations = list(document.entities.values()), list(document.relations.values())
    events = mixed(list(document.events.values()))
    for layer in (entities, relations, events):
        chance.shuffle(layer)
    remade = replace(document, entities=by_id(entities), relations=by_id(relations), events=by_id(events))
    assert to_bytes(record_of(remade)) == to_bytes(record_of(document))
    assert with_ordered_arguments(remade) == document


@examples(40)
@given(documents())
def test_plain_objects_give_the_document_back(document: Document) -> None:
    assert document_of(record_of(document)) == document


def entity(entity_id: str, start: int, end: int, *more: tuple[int, int], type_name: str = "A") -> Entity:
    return Entity(entity_id, type_name, ((start, end), *more))


def test_mentions_go_by_first_start_last_end_type_spans_and_id() -> None:
    right = [
        entity("T9", 0, 2),
        entity("T8", 0, 1, (3, 4)),
        entity("T10", 0, 4, type_name="A"),
        entity("T2", 0, 4, type_name="A"),
        entity("T1", 0, 4, type_name="B"),
        entity("T3", 0, 4, type_name="a"),
        entity("T0", 1, 2),
    ]
    assert ordered_entities(Document("d", entities=by_id(reversed(right)))) == right


def test_events_without_a_trigger_come_last_by_type_and_id() -> None:
    right = [
        Event("E9", "B", Trigger(((4, 5),))),
        Event("E2", "A", Trigger(((6, 7),))),
        Event("E10", "A"),
        Event("E3", "A"),
        Event("E1", "B"),
    ]
    assert ordered_events(Document("d", events=by_id(reversed(right)))) == right


def test_relations_go_by_head_tail_type_and_id() -> None:
    document = Document("d", entities=by_id([entity("T1", 5, 6), entity("T2", 0, 1)]))
    right = [
        Relation("R4", "B", "T2", "T2"),
        Relation("R3", "A", "T2", "T1"),
        Relation("R1", "B", "T2", "T1"),
        Relation("R2", "B", "T2", "T1"),
        Relation("R0", "A", "T1", "T2"),
    ]
    assert ordered_relations(replace(document, relations=by_id(reversed(right)))) == right


@pytest.mark.parametrize("turned", [False, True])
def test_arguments_go_by_role_then_target(turned: bool) -> None:
    right = (
        Argument("Place", "T1"),
        Argument("Target", "T2"),
        Argument("Target", "T1"),
        Argument("Target", "T1", {"sure": True}),
        Argument("Time", "T2"),
    )
    event = Event("E1", "A", arguments=right[::-1] if turned else right)
    document = Document("d", entities=by_id([entity("T1", 5, 6), entity("T2", 0, 1)]), events=by_id([event]))
    assert tuple(ordered_arguments(document, event)) == right


def test_strings_compare_by_code_point() -> None:
    right = [entity(each, 0, 1, type_name=each) for each in ("Z", "a", "\uffff", "\U00010000")]
    assert ordered_entities(Document("d", entities=by_id(reversed(right)))) == right
