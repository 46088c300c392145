from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.mistakes.find import mistakes
from annotator.eval.mistakes.mistake import KINDS, Mistake, tally
from annotator.eval.options import ScoreOptions
from annotator.eval.schema_facts import SchemaFacts
from annotator.eval.score import score

Plain = dict[str, Any]

spans = st.tuples(st.integers(0, 12), st.integers(1, 4)).map(lambda pair: [pair[0], pair[0] + pair[1]])
types = st.sampled_from(["A", "B"])


@st.composite
def records(draw: st.DrawFn) -> Plain:
    entities = draw(st.lists(st.tuples(types, spans), max_size=6))
    plain: Plain = {
        "id": "d",
        "entities": [{"id": f"T{n}", "type": t, "spans": [s]} for n, (t, s) in enumerate(entities)],
    }
    ends = st.sampled_from([each["id"] for each in plain["entities"]] or ["none"])
    pairs = draw(st.lists(st.tuples(types, ends, ends), max_size=4)) if entities else []
    plain["relations"] = [
        {"id": f"R{n}", "type": t, "head": head, "tail": tail} for n, (t, head, tail) in enumerate(pairs)
    ]
    events = draw(st.lists(st.tuples(types, spans, st.lists(st.tuples(types, ends), max_size=3)), max_size=4))
    plain["events"] = [
        {
            "id": f"E{n}",
            "type": t,
            "trigger": {"spans": [s]},
            "arguments": [{"role": role, "target": target} for role, target in arguments if entities],
        }
        for n, (t, s, arguments) in enumerate(events)
    ]
    return plain


MEASURE_OF = {
    "entities": ("entities", "strict"),
    "relations": ("relations", "strict"),
    "triggers": ("events", "trigger-c"),
    "arguments": ("events", "argument-attached-c"),
}


@pytest.mark.parametrize("duplicates", ["set", "multiset"])
@pytest.mark.parametrize("symmetric", [frozenset(), frozenset("A")])
@given(records(), records())
def test_the_kinds_add_up_to_the_errors_of_their_measure(
    symmetric: frozenset[str], duplicates: Any, gold: Plain, predicted: Plain
) -> None:
    facts = SchemaFacts(symmetric=symmetric)
    found = list(mistakes([gold], [predicted], facts, duplicates))
    result = score([gold], [predicted], ScoreOptions(duplicates=duplicates, schema_facts=facts))
    for layer, (scored_layer, measure) in MEASURE_OF.items():
        of_layer = [each for each in found if each.layer == layer]
        row = result.find(scored_layer, measure)
        wanted = (row.counts["fn"], row.counts["fp"]) if row else (0, 0)
        assert (
            sum(each.gold is not None for each in of_layer),
            sum(each.predicted is not None for each in of_layer),
        ) == wanted
        assert {each.kind for each in of_layer} <= set(KINDS[layer])


@given(records())
def test_a_perfect_prediction_has_no_mistake(gold: Plain) -> None:
    assert list(mistakes([gold], [gold])) == []


@given(records(), records(), st.randoms())
def test_the_order_of_a_record_changes_nothing(gold: Plain, predicted: Plain, random: Any) -> None:
    shuffled = {
        key: random.sample(value, len(value)) if isinstance(value, list) else value for key, value in predicted.items()
    }
    assert tally(mistakes([gold], [shuffled])) == tally(mistakes([gold], [predicted]))


def entities(*mentions: tuple[str, int, int]) -> Plain:
    return {
        "id": "d",
        "entities": [{"id": f"T{n}", "type": t, "spans": [[a, b]]} for n, (t, a, b) in enumerate(mentions)],
    }


def kinds(found: list[Mistake]) -> Counter[str]:
    return Counter(each.kind for each in found)


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ([("A", 0, 5)], [("B", 0, 5)], ["type"]),
        ([("A", 0, 5)], [("A", 0, 4)], ["boundary"]),
        ([("A", 0, 5)], [("B", 0, 4)], ["boundary+type"]),
        ([("A", 0, 9)], [("A", 0, 4), ("A", 5, 9)], ["boundary", "split"]),
        ([("A", 0, 4), ("A", 5, 9)], [("A", 0, 9)], ["boundary", "merge"]),
        ([("A", 0, 12)], [("A", 0, 12), ("B", 0, 5)], ["spurious"]),
        ([("A", 0, 13), ("B", 8, 13)], [("A", 0, 13)], ["missing"]),
        ([("A", 0, 5)], [("A", 0, 5), ("A", 0, 5)], ["duplicate"]),
        ([("A", 0, 5)], [], ["missing"]),
        ([], [("A", 0, 5)], ["spurious"]),
    ],
)
def test_each_kind_of_entity_mistake(gold: Any, predicted: Any, expected: list[str]) -> None:
    of_each = mistakes([entities(*gold)], [entities(*predicted)], duplicates="multiset")
    assert kinds(list(of_each)) == Counter(expected)
    of_sets = mistakes([entities(*gold)], [entities(*predicted)])
    assert kinds(list(of_sets)) == Counter(each for each in expected if each != "duplicate")


def related(type_: str, head: str, tail: str, *mentions: tuple[str, int, int]) -> Plain:
    return entities(*mentions) | {"relations": [{"id": "R1", "type": type_, "head": head, "tail": tail}]}


PAIR = (("A", 0, 5), ("B", 6, 9))


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        (related("x", "T1", "T0", *PAIR), "direction"),
        (related("y", "T0", "T1", *PAIR), "relation-type"),
        (related("x", "T0", "T1", ("A", 0, 5), ("A", 6, 9)), "argument-type"),
        (related("x", "T0", "T1", ("A", 0, 4), ("B", 6, 9)), "argument-boundary"),
    ],
)
def test_each_kind_of_relation_mistake(predicted: Plain, expected: str) -> None:
    found = mistakes([related("x", "T0", "T1", *PAIR)], [predicted])
    assert [each.kind for each in found if each.layer == "relations"] == [expected]


def test_a_symmetric_relation_has_no_direction() -> None:
    gold, predicted = related("x", "T0", "T1", *PAIR), related("x", "T1", "T0", *PAIR)
    assert not list(mistakes([gold], [predicted], SchemaFacts(symmetric=frozenset({"x"}))))


def an_event(role: str, target: str, *triggers: tuple[int, int], attached: int = 0) -> Plain:
    events: list[dict[str, Any]] = [
        {"id": f"E{n}", "type": "x", "trigger": {"spans": [list(span)]}, "arguments": []}
        for n, span in enumerate(triggers)
    ]
    events[attached]["arguments"] = [{"role": role, "target": target}]
    return entities(*PAIR) | {"events": events}


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        (an_event("r", "T0", (10, 12)), an_event("s", "T0", (10, 12)), "role"),
        (an_event("r", "T0", (10, 12)), an_event("r", "T0", (10, 13)), "trigger"),
        (an_event("r", "T0", (10, 12)), an_event("r", "T0", (11, 14)), "trigger"),
        (an_event("r", "T0", (10, 12), (20, 22)), an_event("r", "T0", (10, 12), (20, 22), attached=1), "wrong-event"),
        (an_event("r", "T0", (10, 12)), an_event("r", "T1", (10, 12)), "missing"),
    ],
)
def test_each_kind_of_argument_mistake(gold: Plain, predicted: Plain, expected: str) -> None:
    found = [each.kind for each in mistakes([gold], [predicted]) if each.layer == "arguments"]
    assert found[0] == expected


def test_both_sides_of_an_argument_name_its_role() -> None:
    gold, predicted = an_event("r", "T0", (10, 12)), an_event("s", "T0", (10, 12))
    (found,) = (each for each in mistakes([gold], [predicted]) if each.layer == "arguments")
    assert [each.role for each in (found.gold, found.predicted) if each] == ["r", "s"]


def test_a_mistake_says_what_stands_around_it() -> None:
    [found] = mistakes([entities(("A", 4, 9))], [])
    plain = found.to_plain("The Tessal road", around=3)
    assert plain["text"] == ["he ", "Tessa", "l r"]
    assert plain["gold"]["ids"] == ["T0"]


@pytest.mark.parametrize(("start", "kinds"), [(8, {"missing", "spurious"}), (2, {"argument-boundary"})])
def test_relations_whose_ends_do_not_touch_are_two_mistakes(start: int, kinds: set[str]) -> None:
    def record(*places: int) -> Plain:
        entities = [{"id": f"T{n}", "type": "A", "spans": [[at, at + 3]]} for n, at in enumerate(places)]
        return {"id": "d", "entities": entities, "relations": [{"id": "R", "type": "A", "head": "T0", "tail": "T1"}]}

    found = mistakes([record(0, 20)], [record(start, 20)])
    assert {each.kind for each in found if each.layer == "relations"} == kinds
