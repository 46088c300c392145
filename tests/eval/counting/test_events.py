"""Events: attached arguments, arguments by entity, role fillers, whole events and their approximations."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.eval.counting.whole_events import widened
from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from annotator.eval.scores.result import Score

Record = dict[str, Any]
TEXT = "Rebels raid-ed Tessal; they left. Troops raided Oskell."
#       0      7       15      23   28     34     41     48


def event(identity: str, start: int, end: int, *arguments: tuple[str, str], type_name: str = "Attack") -> Record:
    filled = [{"role": role, "target": target} for role, target in arguments]
    return {"id": identity, "type": type_name, "trigger": {"spans": [[start, end]]}, "arguments": filled}


def record(*events: Record, **mentions: tuple[int, int] | tuple[int, int, str]) -> Record:
    entities = []
    for name, (start, end, *coref) in mentions.items():
        entities.append({"id": name, "type": "X", "spans": [[start, end]]} | ({"coref": coref[0]} if coref else {}))
    return {"id": "d", "text": TEXT, "entities": entities, "relations": [], "events": list(events)}


def rows(gold: Record, predicted: Record, *measures: str) -> dict[str, Score]:
    options = ScoreOptions(layers=("events",), measures=measures or None)
    return {row.measure: row for row in score([gold], [predicted], options).scores}


PLACES: dict[str, Any] = {"A": (0, 6), "B": (34, 40)}


def test_exchanged_arguments_of_two_events_show_only_when_attached() -> None:
    gold = record(event("E1", 7, 14, ("attacker", "A")), event("E2", 41, 47, ("attacker", "B")), **PLACES)
    predicted = record(event("E1", 7, 14, ("attacker", "B")), event("E2", 41, 47, ("attacker", "A")), **PLACES)
    found = rows(gold, predicted)
    assert (found["argument-c"].f1, found["argument-attached-c"].f1) == (1.0, 0.0)


def test_two_events_on_one_trigger_count_once_as_sets_and_each_as_multisets() -> None:
    gold = record(event("E1", 7, 14), event("E2", 7, 14))
    one = score([gold], [record(event("E1", 7, 14))], ScoreOptions()).find("events", "trigger-c")
    both = score([gold], [record(event("E1", 7, 14))], ScoreOptions(duplicates="multiset")).find("events", "trigger-c")
    assert one is not None
    assert both is not None
    assert (one.recall, both.recall) == (1.0, 0.5)


def test_another_mention_of_the_same_entity_is_right_by_coreference() -> None:
    gold = record(event("E", 7, 14, ("attacker", "A")), A=(0, 6, "rebels"), T=(23, 27, "rebels"))
    predicted = record(event("E", 7, 14, ("attacker", "T")), A=(0, 6, "r"), T=(23, 27, "r"))
    found = rows(gold, predicted)
    assert (found["argument-c"].f1, found["argument-coref-c"].f1, found["ceaf-ree-strict"].f1) == (0.0, 1.0, 1.0)


def test_an_argument_that_is_an_event_stands_for_its_trigger() -> None:
    gold = record(event("E1", 7, 14), event("E2", 41, 47, ("cause", "E1"), type_name="Move"))
    predicted = record(event("N7", 7, 14), event("N8", 41, 47, ("cause", "N7"), type_name="Move"))
    assert rows(gold, predicted)["argument-c"].f1 == 1.0


def test_whole_events_are_compared_down_to_the_leaves() -> None:
    inner = event("E1", 7, 14, ("Theme", "A"), ("Cause", "B"))
    outer = event("E2", 41, 47, ("Theme", "E1"), type_name="Move")
    wrong = event("E1", 7, 14, ("Theme", "A"))
    found = rows(record(inner, outer, **PLACES), record(wrong, outer, **PLACES), "nested", "approximate-recursive")
    assert found["nested"].f1 == 0.0
    assert found["approximate-recursive"].f1 == pytest.approx(0.5)


def test_a_span_inside_the_widened_gold_span_is_right_by_approximation() -> None:
    gold, shorter, other = (record(event("E", start, end)) for start, end in ((12, 14), (7, 14), (41, 47)))
    found = rows(gold, shorter, "nested", "approximate-span")
    assert (found["nested"].f1, found["approximate-span"].f1) == (0.0, 1.0)
    assert rows(gold, other, "approximate-span")["approximate-span"].f1 == 0.0


def test_spans_widen_to_blanks_and_punctuation_but_not_over_annotated_characters() -> None:
    text = "ab cdef, gh"
    assert widened(text, bytearray(len(text)), 4, 6) == (3, 7)
    blocked = bytearray(len(text))
    blocked[3] = 1
    assert widened(text, blocked, 5, 6) == (4, 7)


def test_without_gold_text_the_approximate_measures_are_left_out_and_that_is_said() -> None:
    gold = record(event("E", 7, 14))
    del gold["text"]
    result = score([gold], [record(event("E", 7, 14))], ScoreOptions(measures=("approximate-span",)))
    assert [notice.code for notice in result.left_out] == ["no-text"]


def test_events_without_trigger_are_left_out_of_trigger_measures_and_that_is_said() -> None:
    gold = record({"id": "E", "type": "Attack", "arguments": [{"role": "attacker", "target": "A"}]}, **PLACES)
    result = score([gold], [gold], ScoreOptions(layers=("events",)))
    assert {notice.code for notice in result.left_out} == {"no-trigger"}
    found = {row.measure: row.f1 for row in result.scores}
    assert (found["trigger-c"], found["argument-c"], found["argument-attached-c"]) == (None, 1.0, 1.0)


def test_an_entity_in_a_role_is_credited_by_its_mentions() -> None:
    gold = record(event("E", 7, 14, ("attacker", "A")), A=(0, 6, "rebels"), T=(23, 27, "rebels"))
    predicted = record(event("E", 7, 14, ("attacker", "A")), A=(0, 6, "r"), T=(34, 40, "r"))
    found = rows(gold, predicted)
    assert (found["ceaf-ree-strict"].f1, found["ceaf-ree-prop"].f1) == (0.0, 0.5)
