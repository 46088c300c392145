from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import ExitCode, InputError
from annotator.eval.scores.result import Result, Score
from annotator.eval.suites.bars import TOLERANCE
from annotator.eval.suites.drops import Stored, drop, judge_drop, new_rows, stored_from_plain

SIGNATURE = "layers:all|measures:all|align:max|credit:0.5|gold:aaaaaaaa|version:0.1.0"


def row(f1: float | None, **rest: Any) -> Score:
    return replace(Score("entities", "strict", "micro", None, None, {}, f1, f1, f1), **rest)


def result(*rows: Score, signature: str = SIGNATURE) -> Result:
    return Result(signature, 1, rows)


def stored(*rows: Score, signature: str = SIGNATURE) -> Stored:
    return Stored("base.json", signature, rows)


@given(before=st.integers(0, 100), now=st.integers(0, 100), most=st.integers(0, 100))
def test_a_fall_is_judged_in_hundredths_as_people_count_them(before: int, now: int, most: int) -> None:
    [verdict] = judge_drop(result(row(now / 100)), stored(row(before / 100)), most / 100)
    assert verdict.passed == (before - now <= most), verdict.message


def test_single_types_are_not_held_against_a_baseline() -> None:
    [verdict] = judge_drop(result(row(0.7), row(0.1, type="GPE")), stored(row(0.75), row(0.9, type="GPE")), 0.06)
    assert verdict.passed


def test_a_figure_that_is_undefined_now_fell() -> None:
    assert not judge_drop(result(row(None)), stored(row(0.75)), 0.01)[0].passed


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (("credit:0.5", "credit:1"), "credit: 0.5, now 1"),
        (("gold:aaaaaaaa", "gold:bbbbbbbb"), "gold: aaaaaaaa, now bbbbbbbb"),
        (("align:max", "align:max|unit:token"), "unit: nothing, now token"),
        (("gold:aaaaaaaa", "gold:aaaaaaaa|shard:1/4"), "shard: nothing, now 1/4"),
    ],
)
def test_figures_of_another_recipe_are_not_compared(part: tuple[str, str], said: str) -> None:
    [verdict] = judge_drop(result(row(1.0), signature=SIGNATURE.replace(*part)), stored(row(0.1)), 0.0)
    assert (verdict.passed, verdict.exit_code) == (False, ExitCode.INPUT)
    assert said in verdict.message


@pytest.mark.parametrize(
    "part",
    [("version:0.1.0", "version:9"), ("layers:all", "layers:entities"), ("measures:all", "measures:strict+exact")],
)
def test_what_changes_no_figure_is_no_other_recipe(part: tuple[str, str]) -> None:
    [verdict] = judge_drop(result(row(1.0), signature=SIGNATURE.replace(*part)), stored(row(0.9)), 0.0)
    assert verdict.passed


def test_a_row_that_is_gone_is_not_passed_over() -> None:
    found = judge_drop(result(row(1.0)), stored(row(0.9), row(0.9, measure="exact")), 0.0)
    assert [(each.name, each.exit_code) for each in found] == [
        ("baseline.entities.strict.f1", ExitCode.OK),
        ("baseline.entities.exact.f1", ExitCode.INPUT),
    ]


def test_nothing_in_common_is_not_passed() -> None:
    for before in (stored(row(0.9, measure="exact")), stored(row(None)), stored()):
        found = judge_drop(result(row(1.0)), before, 0.0)
        assert [each.exit_code for each in found] == [ExitCode.INPUT], before


def test_a_row_that_is_new_is_told() -> None:
    [notice] = new_rows([row(1.0)], [row(1.0), row(0.5, measure="exact"), row(0.5, type="GPE")])
    assert (notice.code, "entities.exact.f1" in notice.message, notice.count) == ("not-in-baseline", True, 1)
    assert new_rows([row(1.0)], [row(0.1)]) == []


def test_a_result_without_its_recipe_is_none() -> None:
    with pytest.raises(InputError, match="no result"):
        stored_from_plain({"scores": []}, "base.json")


@pytest.mark.parametrize(
    ("before", "now", "most", "message"),
    [
        (0.8, 0.8, 0.0, "x is 0.8000, was 0.8000: no drop"),
        (TOLERANCE, 0.0, 0.1, "x is 0.0000, was 0.0000: no drop"),
        (0.8, 0.75, 0.1, "x is 0.7500, was 0.8000: within a drop of 0.1"),
        (0.8, 0.6, 0.1, "x is 0.6000, was 0.8000: more than a drop of 0.1"),
        (0.80004, 0.5, 0.00003, "x is 0.5000, was 0.80004: more than a drop of 3e-05"),
        (0.80004, 0.800009, 0.00003, "x is 0.800009, was 0.80004: more than a drop of 3e-05"),
        (0.8, None, 0.1, "x is undefined, was 0.8000: more than a drop of 0.1"),
        (None, 0.1, 0.0, "x is 0.1000, was 0.0000: no drop"),
    ],
)
def test_a_drop_says_both_figures_with_digits_that_tell_them_apart(
    before: float | None, now: float | None, most: float, message: str
) -> None:
    verdict = drop("x", before, now, most)
    assert (verdict.message, verdict.passed, verdict.name) == (message, "more than" not in message, "baseline.x")
