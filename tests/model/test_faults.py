"""Structural faults: each is found, with its path, and nothing sound is blamed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.canonical import record_of
from annotator.model.document import Document, by_id, new_document
from annotator.model.fault import Fault
from annotator.model.faults import errors, names_a_part
from annotator.model.quoted import quoted
from annotator.model.readable_faults import readable_faults
from annotator.model.reference_faults import cycles
from tests.examples import examples
from tests.strategies import documents, texts

TEXT = "Ilan Marek fled.\r\nThe cafe\u0301 in Selm burned \U0001f680 down."
WARNED = {"whitespace", "splits-grapheme"}


def faults(document: Document) -> list[Fault]:
    """Errors, or where there are none, warnings."""
    record = record_of(document if document.schema_ref else replace(document, schema_ref="mini@1.0.0"))
    return list(errors(record)) or list(readable_faults(record))


def found(**parts: Any) -> list[tuple[str, str]]:
    """Code and path of every fault of a document over TEXT with these parts."""
    layers: dict[str, Any] = {
        name: by_id(parts.pop(name)) for name in ("entities", "relations", "events") if name in parts
    }
    document = replace(new_document("d", TEXT), **layers, **parts)
    return [(fault.code, fault.path) for fault in faults(document)]


def entity(entity_id: str = "T1", spans: Any = ((0, 10),), text: str | None = "Ilan Marek", **rest: Any) -> Entity:
    return Entity(entity_id, rest.pop("type", "PERSON"), spans, text, **rest)


@examples(60)
@given(documents())
def test_sound_documents_have_no_errors(document: Document) -> None:
    assert {fault.code for fault in faults(document)} <= {"duplicate", "zero-length"} | WARNED


def test_an_empty_document_has_no_fault() -> None:
    assert found() == []
    assert list(faults(Document("d"))) == []


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"text_sha256": "0" * 64}, ("hash", "text_sha256")),
        ({"text_sha256": None}, ("missing-hash", "text_sha256")),
        ({"id": ""}, ("empty", "id")),
        ({"incomplete_for": ("A", "/x")}, ("incomplete-for", "incomplete_for[0]")),
        ({"labels": {"topic": ()}}, ("value", "labels.topic")),
        ({"labels": {"topic": float("inf")}}, ("value", "labels.topic")),
        ({"labels": {"topic": 2**53 + 1}}, ("value", "labels.topic")),
        ({"entities": [entity(spans=())]}, ("spans", "entities[0].spans")),
        ({"entities": [entity(spans=((-1, 3),))]}, ("spans", "entities[0].spans[0]")),
        ({"entities": [entity(spans=((3, 2),))]}, ("spans", "entities[0].spans[0]")),
        ({"entities": [entity(spans=((0, 99),))]}, ("spans", "entities[0].spans[0]")),
        ({"entities": [entity(spans=((5, 10), (0, 4)))]}, ("spans", "entities[0].spans[1]")),
        ({"entities": [entity(spans=((0, 4), (3, 10)))]}, ("spans", "entities[0].spans[1]")),
        ({"entities": [entity(text="Marek")]}, ("surface", "entities[0].text")),
        ({"entities": [entity(text=None)]}, ("missing-surface", "entities[0].text")),
        ({"entities": [entity(entity_id="")]}, ("empty", "entities[0].id")),
        ({"entities": [entity(type="")]}, ("empty", "entities[0].type")),
        ({"entities": [entity(coref="")]}, ("empty", "entities[0].coref")),
        ({"entities": [entity(links=("a", ""))]}, ("empty", "entities[0].links[1]")),
        ({"entities": [entity(unconfirmed=("",))]}, ("empty", "entities[0].unconfirmed[0]")),
        ({"entities": [entity(score=float("nan"))]}, ("score", "entities[0].score")),
        ({"entities": [entity(attributes={"": 1})]}, ("empty", "entities[0].attributes")),
        ({"relations": [Relation("R1", "A", "x", "T1")], "entities": [entity()]}, ("reference", "relations[0].head")),
        ({"relations": [Relation("R1", "A", "T1", "R1")], "entities": [entity()]}, ("reference", "relations[0].tail")),
        (
            {"relations": [Relation("R1", "A", "T1", "T1", evidence=((0, 99),))], "entities": [entity()]},
            ("spans", "relations[0].evidence[0]"),
        ),
        (
            {"events": [Event("E1", "A", arguments=(Argument("", "T1"),))], "entities": [entity()]},
            ("empty", "events[0].arguments[0].role"),
        ),
        (
            {"events": [Event("E1", "A", arguments=(Argument("r", "x"),))]},
            ("reference", "events[0].arguments[0].target"),
        ),
        ({"events": [Event("E1", "A", Trigger(((11, 15),), "ran"))]}, ("surface", "events[0].trigger.text")),
        ({"entities": [entity("T1")], "events": [Event("T1", "A")]}, ("duplicate-id", "events[0].id")),
    ],
)
def test_each_error_is_found_alone_and_where_it_is(parts: dict[str, Any], expected: tuple[str, str]) -> None:
    assert found(**parts) == [expected]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"entities": [entity(), entity("T2")]}, [("duplicate", "entities[1]")]),
        ({"entities": [entity(), entity("T2", type="ORG")]}, []),
        ({"entities": [entity(spans=((4, 4),), text="")]}, [("zero-length", "entities[0].spans[0]")]),
        ({"entities": [entity(spans=((0, 5),), text="Ilan ")]}, [("whitespace", "entities[0].spans[0]")]),
        ({"entities": [entity(spans=((22, 26),), text="cafe")]}, [("splits-grapheme", "entities[0].spans[0]")]),
        ({"entities": [entity(spans=((15, 17),), text=".\r")]},
         [("whitespace", "entities[0].spans[0]"), ("splits-grapheme", "entities[0].spans[0]")]),
        ({"entities": [entity(spans=((31, 35),), text="Selm")]}, []),
        ({"entities": [entity(), entity("T2", spans=((0, 4),), text="Ilan")],
          "relations": [Relation("R1", "A", "T1", "T2"), Relation("R2", "A", "T1", "T2")]},
         [("duplicate", "relations[1]")]),
        ({"entities": [entity(), entity("T2", spans=((0, 4),), text="Ilan")],
          "relations": [Relation("R1", "A", "T1", "T2"), Relation("R2", "A", "T1", "T2", evidence=((0, 4),))]}, []),
        ({"events": [Event("E1", "A", Trigger(((11, 15),), "fled")), Event("E2", "A", Trigger(((11, 15),), "fled"))]},
         [("duplicate", "events[1]")]),
        ({"events": [Event("E1", "A", Trigger(((11, 15),), "fled"), attributes={"polarity": "NEGATIVE"}),
                     Event("E2", "A", Trigger(((11, 15),), "fled"))]}, []),
        ({"entities": [entity()], "events": [Event("E1", "A", arguments=(Argument("r", "T1"), Argument("r", "T1")))]},
         [("duplicate", "events[0].arguments[1]")]),
    ],
)  # fmt: skip
def test_what_is_legal_but_odd_is_a_finding(parts: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(**parts) == expected
    layers: dict[str, Any] = {name: by_id(layer) for name, layer in parts.items()}
    document = replace(new_document("d", TEXT), **layers)
    assert all((fault.level == "warning") == (fault.code in WARNED) for fault in faults(document))


def test_paths_count_in_the_order_of_the_file() -> None:
    late, early = entity("T1", ((11, 15),), "wrong"), entity("T2")
    document = replace(new_document("d", TEXT), entities=by_id([late, early]))
    record = record_of(document)
    assert next(errors(record, loose=True)).path == "entities[1].text"
    assert next(errors(replace(record, entities=(late, early)), loose=True)).path == "entities[0].text"


@pytest.mark.parametrize(
    ("spans", "words", "unit"),
    [
        (((46, 50),), "down", "UTF-16 units"),
        (((49, 53),), "down", "UTF-8 bytes"),
        (((17, 20),), "The", "CR LF"),
        (((0, 3),), "Ilan", "inclusive"),
        (((1, 5),), "Ilan", "first character is counted as 1"),
        (((1, 5),), "nothing", ""),
    ],
)
def test_offsets_in_other_units_are_recognised(spans: Any, words: str, unit: str) -> None:
    document = replace(new_document("d", TEXT), entities=by_id([entity(spans=spans, text=words)]))
    (fault,) = faults(document)
    assert ("it matches when" in fault.message) == bool(unit)
    assert unit in fault.message


@given(st.dictionaries(st.integers(0, 7).map(str), st.lists(st.integers(0, 9).map(str), max_size=3), max_size=8))
def test_cycles_are_found_exactly_where_there_are_some(graph: dict[str, list[str]]) -> None:
    assert bool(list(cycles(graph))) == any(reaches(graph, target, node) for node in graph for target in graph[node])
    for cycle in cycles(graph):
        assert all(after in graph[before] for before, after in zip(cycle, [*cycle[1:], cycle[0]], strict=True))


def reaches(graph: dict[str, list[str]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            waiting.extend(graph.get(node, ()))
    return False


@pytest.mark.slow
def test_a_chain_of_events_may_be_longer_than_the_stack() -> None:
    chain = [Event(f"E{n}", "A", arguments=(Argument("next", f"E{n + 1}"),)) for n in range(5000)]
    whole = replace(Document("d"), events=by_id([*chain, Event("E5000", "A")]))
    assert list(faults(whole)) == []
    circle = replace(whole, events=whole.events.set("E5000", Event("E5000", "A", arguments=(Argument("next", "E0"),))))
    assert [fault.code for fault in faults(circle)] == ["cycle"]


@pytest.mark.parametrize("part", ["A", "A/b", "*/coref", "A/b/c"])
def test_parts_that_a_document_can_be_incomplete_for(part: str) -> None:
    assert names_a_part(part)


@pytest.mark.parametrize("part", ["", "*", "/b", "A/", "*/"])
def test_what_names_no_part(part: str) -> None:
    assert not names_a_part(part)


@given(texts())
def test_quoted_text_is_printable_and_short(text: str) -> None:
    assert quoted(text, 10).isprintable()
    assert len(quoted(text, 10)) < 10 * 10 + 40
    assert quoted("Cafe\u0301 \u202e") == "'Cafe\u0301 \\u202e'"


def test_a_fault_says_what_it_is() -> None:
    assert Fault("a", "b", "c").level == "finding"
