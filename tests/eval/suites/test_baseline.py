from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from annotator.errors import ExitCode, InputError
from annotator.eval.counts.part_file import Part
from annotator.eval.options import ScoreOptions
from annotator.eval.score import count, result_of
from annotator.eval.suites.baseline import BaselineEntry, from_plain, judge_against, to_plain
from annotator.eval.suites.gates import Gate, Verdict, parse_gate
from annotator.eval.suites.suite import Drop

OPTIONS = ScoreOptions(layers=("entities",), measures=("strict",))
DOCUMENTS = 40
DROP = Drop(most=0.01, significance=0.05)


def document(number: int, found: bool) -> dict[str, Any]:
    start = 0 if found else 10
    entity = {"id": "T1", "type": "ORG", "spans": [[start, start + 5]], "attributes": {}}
    return {"id": f"d{number}", "schema": "mini@1.0.0", "entities": [entity], "relations": [], "events": []}


def part(right: int, gold: str = "a" * 64, documents: int = DOCUMENTS, empty: int = 0) -> Part:
    """Counts in which so many mentions are found, one a document; in some there is nothing at all."""
    nothing = [document(documents + number, True) | {"entities": []} for number in range(empty)]
    predicted = [document(number, number < right) for number in range(documents)]
    wanted = [document(number, True) for number in range(documents)]
    return replace(count([*wanted, *nothing], [*predicted, *nothing], OPTIONS), gold=gold)


def entry(right: int, *gates: str) -> BaselineEntry:
    return BaselineEntry("1.0", "cmd:x", gates, part(right))


def against(entry: BaselineEntry, now: Part, gates: Iterable[Gate] = (), drop: Drop = DROP) -> list[Verdict]:
    return judge_against(entry, now, result_of(now), gates, drop)


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
        ({"annotator_baseline": 1, "extractors": {}}, "a baseline of format 1; this program reads 2"),
        ({"annotator_baseline": 2, "extractors": []}, "no baseline"),
        ({"annotator_baseline": 2, "extractors": {"a": {}}}, "no baseline"),
        ({"annotator_baseline": 2, "extractors": {"a": None}}, "no baseline"),
    ],
)
def test_what_is_no_baseline_is_told_apart(plain: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=f"baseline.json: {message}"):
        from_plain(plain, "baseline.json")


def test_a_drop_that_is_no_chance_fails() -> None:
    [verdict] = against(entry(40), part(20))
    assert (verdict.name, verdict.found, verdict.passed) == ("baseline.entities.strict.f1", 0.5, False)
    assert verdict.message.startswith("entities.strict.f1 is 0.5000, was 1.0000 (p 0.0")
    assert verdict.message.endswith(": a drop")


@pytest.mark.parametrize("now", [38, 39, 40])
def test_a_drop_that_may_be_chance_or_is_none_passes(now: int) -> None:
    [verdict] = against(entry(40), part(now))
    assert verdict.passed
    assert verdict.message.endswith("no drop")


def test_a_drop_that_is_small_enough_passes_however_sure() -> None:
    [verdict] = against(entry(40), part(20), drop=Drop(most=0.5, significance=0.05))
    assert verdict.passed


def test_another_gold_is_told_before_anything_else_and_is_input_that_cannot_be_used() -> None:
    [verdict] = against(entry(40, "entities.strict.f1=0.9"), part(20, "b" * 64))
    assert (verdict.name, verdict.exit_code) == ("baseline.recipe", ExitCode.INPUT)
    assert "gold: aaaaaaaa, now bbbbbbbb" in verdict.message
    assert "annotator baseline update" in verdict.message


def test_other_options_are_not_compared() -> None:
    now = part(40)
    [verdict] = against(entry(40), replace(now, options=replace(now.options, min_overlap=99.0)))
    assert verdict.exit_code is ExitCode.INPUT
    assert "overlap: 1char, now 99%gold" in verdict.message


def test_a_measure_that_is_gone_is_not_passed_over() -> None:
    both = replace(OPTIONS, measures=("strict", "exact"))
    kept = replace(entry(40), part=replace(part(40), options=both))
    found = against(kept, part(40))
    assert [(each.name, each.exit_code) for each in found if not each.passed] == [
        ("baseline.entities.exact.f1", ExitCode.INPUT)
    ]


@pytest.mark.parametrize("documents", [1, 2, 3, 4, 5, 6, 7, 10])
def test_however_few_documents_there_are_a_collapse_is_a_drop(documents: int) -> None:
    [verdict] = against(replace(entry(0), part=part(documents, documents=documents)), part(0, documents=documents))
    assert not verdict.passed, verdict.message
    few = f"{documents} document{'' if documents == 1 else 's'} can show no drop; the plain comparison decides"
    assert (few in verdict.message) == (documents < 6)


def test_documents_in_which_there_is_nothing_give_the_test_no_power() -> None:
    empty = 40 - 4
    before, now = (part(4 if found else 0, documents=4, empty=empty) for found in (True, False))
    [verdict] = against(replace(entry(0), part=before), now)
    assert (verdict.passed, "4 documents can show no drop" in verdict.message) == (False, True)


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
    found = against(entry(40, "entities.strict.f1=0.8"), part(40), map(parse_gate, now))
    lowered = [verdict for verdict in found if not verdict.passed]
    assert [said in verdict.message for verdict in lowered] == [True] * bool(said)
