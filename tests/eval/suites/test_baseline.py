from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from annotator.errors import InputError
from annotator.eval.counts.part_file import Part
from annotator.eval.options import ScoreOptions
from annotator.eval.score import count
from annotator.eval.suites.baseline import BaselineEntry, from_plain, judge_against, to_plain
from annotator.eval.suites.gates import parse_gate
from annotator.eval.suites.suite import Drop

OPTIONS = ScoreOptions(layers=("entities",), measures=("strict",))
DOCUMENTS = 40
DROP = Drop(most=0.01, significance=0.05)


def document(number: int, found: bool) -> dict[str, Any]:
    start = 0 if found else 10
    entity = {"id": "T1", "type": "ORG", "spans": [[start, start + 5]], "attributes": {}}
    return {"id": f"d{number}", "schema": "mini@1.0.0", "entities": [entity], "relations": [], "events": []}


def part(right: int, gold: str = "a" * 64) -> Part:
    """Counts in which so many of forty mentions are found."""
    predicted = [document(number, number < right) for number in range(DOCUMENTS)]
    return replace(count([document(number, True) for number in range(DOCUMENTS)], predicted, OPTIONS), gold=gold)


def entry(right: int, *gates: str) -> BaselineEntry:
    return BaselineEntry("1.0", "cmd:x", gates, part(right))


def test_a_baseline_reads_back() -> None:
    kept = {"b": entry(40, "entities.strict.f1=0.8"), "a": entry(30)}
    plain = json.loads(json.dumps(to_plain("news", kept)))
    assert (list(plain["extractors"]), plain["suite"]) == (["a", "b"], "news")
    found = from_plain(plain, "baseline.json")
    assert {name: (each.version, each.spec, each.gates) for name, each in found.items()} == {
        name: (each.version, each.spec, each.gates) for name, each in kept.items()
    }
    assert json.dumps(to_plain("news", found)) == json.dumps(to_plain("news", kept))


@pytest.mark.parametrize(
    ("plain", "message"),
    [
        ({}, "no baseline"),
        ({"annotator_baseline": 2, "extractors": {}}, "a baseline of format 2; this program reads 1"),
        ({"annotator_baseline": 1, "extractors": []}, "no baseline"),
        ({"annotator_baseline": 1, "extractors": {"a": {}}}, "no baseline"),
        ({"annotator_baseline": 1, "extractors": {"a": None}}, "no baseline"),
    ],
)
def test_what_is_no_baseline_is_told_apart(plain: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=f"baseline.json: {message}"):
        from_plain(plain, "baseline.json")


def test_a_drop_that_is_no_chance_fails() -> None:
    [verdict] = judge_against(entry(40), part(20), [], DROP)
    assert (verdict.name, verdict.found, verdict.passed) == ("baseline.entities.strict.f1", 0.5, False)
    assert verdict.message.startswith("entities.strict.f1 is 0.5000, was 1.0000 (p 0.0")
    assert verdict.message.endswith(": a drop")


@pytest.mark.parametrize("now", [38, 39, 40])
def test_a_drop_that_may_be_chance_or_is_none_passes(now: int) -> None:
    [verdict] = judge_against(entry(40), part(now), [], DROP)
    assert verdict.passed
    assert verdict.message.endswith("no drop")


def test_a_drop_that_is_small_enough_passes_however_sure() -> None:
    [verdict] = judge_against(entry(40), part(20), [], Drop(most=0.5, significance=0.05))
    assert verdict.passed


def test_another_gold_is_told_before_anything_else() -> None:
    [verdict] = judge_against(entry(40, "entities.strict.f1=0.9"), part(20, "b" * 64), [], DROP)
    assert (verdict.name, verdict.passed) == ("baseline.gold", False)
    assert "aaaaaaaa -> bbbbbbbb" in verdict.message


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (["entities.strict.f1=0.7"], "was 0.8 in the baseline and is 0.7"),
        ([], "was 0.8 in the baseline and is gone"),
        (["entities.exact.f1=0.9"], "was 0.8 in the baseline and is gone"),
        (["entities.strict.f1=0.8"], ""),
        (["entities.strict.f1=0.9"], ""),
    ],
)
def test_a_bar_may_not_be_lowered(now: list[str], said: str) -> None:
    found = list(judge_against(entry(40, "entities.strict.f1=0.8"), part(40), map(parse_gate, now), DROP))
    lowered = [verdict for verdict in found if not verdict.passed]
    assert [said in verdict.message for verdict in lowered] == [True] * bool(said)
