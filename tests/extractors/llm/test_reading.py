"""Whatever an answer holds is read: placed, kept apart or refused as a whole; never lost, never put elsewhere."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.extractors.answers import prediction
from annotator.extractors.article import Article
from annotator.extractors.llm.decoding import AnswerFormError
from annotator.extractors.llm.merging import merged
from annotator.extractors.llm.reading import Reading, read_answer
from annotator.text.placing import Placer
from tests.reaching import reached, reaching

TEXT = "Selm fell. Oskell took Selm in 1939."


def read(said: dict[str, Any], *, pointers: frozenset[str] = frozenset()) -> Reading:
    return merged([read_answer(said, Placer(TEXT), 0, pointers)], pointers)


def spans(reading: Reading) -> dict[str, list[list[int]]]:
    return {each["id"]: each["spans"] for each in reading.entities}


@pytest.mark.parametrize(
    ("said", "found", "repairs"),
    [
        ({"entities": None}, {}, {"null for a list": 1}),
        ({"entities": {"a": {"type": "GPE", "quote": "Selm"}}}, {"a": [[0, 4]]}, {"object for a list": 1}),
        ({"entities": [{"type": "GPE", "quote": "Selm"}]}, {"T1": [[0, 4]]}, {"missing id": 1}),
        ({"entities": [{"id": 3, "type": "GPE", "quote": "Selm"}]}, {"3": [[0, 4]]}, {}),
        (
            {"entities": [{"id": "T1", "type": "GPE", "quote": "Selm"}, {"type": "GPE", "quote": "Oskell"}]},
            {"T1": [[0, 4]], "T2": [[11, 17]]},
            {"missing id": 1},
        ),
        (
            {"entities": [{"id": "a", "type": "GPE", "quote": "Selm"}] * 2},
            {"a": [[0, 4]], "T1": [[0, 4]]},
            {"id twice": 1},
        ),
        ({"entities": [{"id": "a", "type": "D", "quote": 1939}]}, {"a": [[31, 35]]}, {"number for words": 1}),
        (
            {"entities": [{"id": "a", "type": "GPE", "text": "Selm", "nth": "2"}]},
            {"a": [[23, 27]]},
            {"text for quote": 1, "words for a number": 1},
        ),
        (
            {"entities": [{"id": "a", "type": "GPE", "quote": "took\nSelm"}]},
            {"a": [[18, 27]]},
            {"placed by blanks": 1},
        ),
    ],
)
def test_what_can_be_mended_is_and_counted(said: dict[str, Any], found: object, repairs: dict[str, int]) -> None:
    reading = read(said)
    assert spans(reading) == found
    assert reading.repairs == Counter(repairs)
    assert reading.unplaced == []


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"id": "a", "type": "GPE", "quote": "Narnia"}, "not in the text"),
        ({"id": "a", "type": "GPE", "quote": "Selm", "nth": 3}, "occurrence 3 is asked for; in the text 2 times"),
        ({"id": "a", "type": "GPE", "quote": "Selm", "nth": 0}, "occurrence 0 is asked for; the first is 1"),
        ({"id": "a", "type": "GPE", "quote": "Selm", "nth": "first"}, "its nth is 'first'; expected a whole number"),
        ({"id": "a", "type": "GPE", "quote": ["Selm"]}, "its quote is no text"),
        ({"id": "a", "type": "GPE"}, "not in the text"),
        ({"id": "a", "quote": "Selm"}, "has no type"),
        ("Selm", "is no object"),
        (None, "is no object"),
    ],
)
def test_what_has_no_place_is_kept_with_the_reason(item: object, reason: str) -> None:
    reading = read({"entities": [item]})
    assert reading.entities == []
    assert [each["reason"] for each in reading.unplaced] == [reason]


def test_an_event_without_a_place_takes_its_arguments_and_relations_along() -> None:
    said = {
        "entities": [{"id": "a", "type": "GPE", "quote": "Selm"}],
        "events": [{"id": "e", "type": "Fall", "quote": "stood", "arguments": [{"role": "What", "target": "a"}]}],
        "relations": [{"id": "r", "type": "IN", "head": "e", "tail": "a"}],
    }
    reading = read(said)
    assert (reading.events, reading.relations) == ([], [])
    assert [(each["layer"], each["type"], each["text"]) for each in reading.unplaced] == [
        ("events", "Fall", "stood"),
        ("events", "Fall/What", "Selm"),
        ("relations", "IN", "stood -> Selm"),
    ]


def test_an_event_without_words_has_no_trigger() -> None:
    reading = read({"events": [{"id": "e", "type": "Fall", "quote": None, "arguments": None}]})
    assert reading.events == [{"id": "e", "type": "Fall", "attributes": {}, "arguments": []}]


def test_a_circle_of_events_is_opened() -> None:
    said = [
        {"id": "e", "type": "A", "quote": "took", "arguments": [{"role": "x", "target": "f"}]},
        {"id": "f", "type": "B", "quote": "fell", "arguments": [{"role": "y", "target": "e"}]},
    ]
    reading = read({"events": said})
    assert [len(each["arguments"]) for each in reading.events] == [1, 0]
    assert [(each["type"], each["reason"]) for each in reading.unplaced] == [("B/y", "it closes a circle of events")]


def test_attributes_are_kept_where_a_record_may_hold_them() -> None:
    values = {"a": "x", "b": None, "c": ["y"], "d": {"no": 1}, "e": True, "f": float("inf"), "g": [], "h": "t"}
    said = [
        {"id": "t", "type": "GPE", "quote": "Narnia"},
        {"id": "u", "type": "GPE", "quote": "Selm", "attributes": values},
    ]
    reading = read({"entities": said}, pointers=frozenset({"h"}))
    assert reading.entities[0]["attributes"] == {"a": "x", "c": ["y"], "e": True}
    assert reading.repairs.total() == 3


def test_windows_that_saw_the_same_are_one() -> None:
    first = read_answer(
        {"entities": [{"id": "a", "type": "GPE", "quote": "Oskell"}, {"id": "b", "type": "GPE", "quote": "Selm"}]},
        Placer(TEXT[:22]),
    )
    second = read_answer(
        {
            "entities": [{"id": "b", "type": "GPE", "quote": "Oskell"}, {"id": "a", "type": "GPE", "quote": "Selm"}],
            "relations": [{"id": "r", "type": "NEAR", "head": "a", "tail": "b"}],
        },
        Placer(TEXT[11:]),
        11,
    )
    whole = merged([first, second])
    assert sorted(each["spans"] for each in whole.entities) == [[[0, 4]], [[11, 17]], [[23, 27]]]
    by_id = spans(whole)
    (relation,) = whole.relations
    assert (by_id[relation["head"]], by_id[relation["tail"]]) == ([[23, 27]], [[11, 17]])


IDS = st.sampled_from(["a", "b", "c"]) | st.none() | st.integers(0, 2)
WORDS = st.sampled_from(["Selm", "took", "Narnia", "", "selm"]) | st.none() | st.integers()
ITEMS = st.lists(
    st.fixed_dictionaries(
        {"id": IDS},
        optional={
            "type": st.sampled_from(["GPE", ""]) | st.none(),
            "quote": WORDS,
            "nth": st.integers(-1, 3) | st.none(),
            "head": IDS,
            "tail": IDS,
            "arguments": st.lists(st.fixed_dictionaries({"role": st.sampled_from(["x", "y", ""]), "target": IDS})),
            "attributes": st.dictionaries(st.sampled_from(["p", ""]), WORDS) | st.none(),
        },
    )
    | st.none()
    | st.text(max_size=3),
    max_size=4,
)


@reaching(0.5)
@given(
    st.lists(st.fixed_dictionaries({"entities": ITEMS, "relations": ITEMS, "events": ITEMS}), min_size=1, max_size=3)
)
def test_every_item_is_placed_or_kept_apart_and_the_whole_is_a_record(windows: list[dict[str, Any]]) -> None:
    readings = [read_answer(said, Placer(TEXT)) for said in windows]
    reached(sum(len(each.entities) + len(each.unplaced) for each in readings))
    for said, reading in zip(windows, readings, strict=True):
        for layer in ("entities", "relations", "events"):
            apart = [each for each in reading.unplaced if each["layer"] == layer and "/" not in each["type"]]
            assert len(getattr(reading, layer)) + len(apart) == len(said[layer])
    whole = merged(readings)
    answer = {"entities": whole.entities, "relations": whole.relations, "events": whole.events}
    prediction(answer | {"extractor": {"unplaced": whole.unplaced}}, Article("d", TEXT))


def test_a_layer_that_is_no_list_is_no_answer() -> None:
    with pytest.raises(AnswerFormError, match='"events" of the model\'s answer is 5; expected a list'):
        read({"events": 5})
