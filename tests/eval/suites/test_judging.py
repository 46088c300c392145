from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import ExitCode
from annotator.eval.scores.result import Score
from annotator.eval.scores.tokens import TokenCounts
from annotator.eval.suites.gates import parse_gate, parse_upper_gate
from annotator.eval.suites.judging import MOST_NAMED, judge


def row(f1: float | None, **rest: Any) -> Score:
    counts = {"tp": 3.0, "fp": 4.0, "fn": 5.0, "spurious": 2.0}
    return replace(Score("entities", "strict", "micro", None, None, counts, f1, f1, f1), **rest)


def test_a_figure_at_the_mark_passes_and_an_undefined_one_fails() -> None:
    gate = parse_gate("entities.strict.f1=0.5")
    assert [judge([gate], [row(value)])[0].passed for value in (0.5, 0.499, None)] == [True, False, False]


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_a_figure_and_the_bar_it_misses_are_never_written_alike(right: int, of: int) -> None:
    value, least = min(right, of) / max(right, of), round(min(right, of) / max(right, of), 4)
    [verdict] = judge([parse_gate(f"entities.strict.f1={least}")], [row(value)])
    assert verdict.passed == (value >= least - 1e-9)
    if not verdict.passed:
        shown = verdict.message.split(" is ")[1].split(",")[0]
        assert float(shown) < least


def test_as_many_digits_are_printed_as_tell_a_figure_from_its_bar() -> None:
    [verdict] = judge([parse_gate("entities.strict.f1=0.80")], [row(0.79996)])
    assert verdict.message == "entities.strict.f1 is 0.79996, below 0.8"


def test_the_macro_average_is_another_row() -> None:
    assert judge([parse_gate("entities.strict.*macro.f1=0.5")], [row(0.1), row(0.6, average="macro")])[0].passed


def test_f_beta_is_a_figure() -> None:
    gate = parse_gate("entities.strict.f_beta=0.5")
    assert [judge([gate], [row(0.9, extra={"f_beta": found})])[0].passed for found in (0.5, 0.4)] == [True, False]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("entities.exact.f1=0.5", "measured are entities.strict"),
        ("entities.strict.OGR.f1=0.5", "did you mean ORG"),
        ("entities.strict.macro.f1=0.5", r"did you mean \*macro"),
        ("entities.strict.XY.f1=0.5", r"types of entities.strict are ORG, PER"),
        ("entities.strict.*macro.f1=0.5", "no average macro"),
        ("entities.strict.f1-low=0.5", "--bootstrap"),
        ("tokens.accuracy=0.5", "files of tags"),
    ],
)
def test_a_gate_on_what_is_not_there_fails_as_usage_and_says_what_there_is(written: str, said: str) -> None:
    [verdict] = judge([parse_gate(written)], [row(1.0), row(1.0, type="PER"), row(1.0, type="ORG")])
    assert (verdict.passed, verdict.exit_code) == (False, ExitCode.USAGE)
    assert re.search(said, verdict.message), verdict.message


def test_the_lower_end_of_the_interval_is_held_against_the_bar() -> None:
    gate = parse_gate("entities.strict.f1-low=0.5")
    assert not judge([gate], [row(0.6, ci={"f1": (0.4, 0.8)})])[0].passed
    assert judge([gate], [row(0.6, ci={"f1": (0.5, 0.8)})])[0].passed


@pytest.mark.parametrize(("most", "passed"), [(1, False), (2, True), (3, True)])
def test_a_count_may_not_be_above_its_bar(most: int, passed: bool) -> None:
    [verdict] = judge([parse_upper_gate(f"entities.strict.spurious={most}")], [row(0.5)])
    assert (verdict.found, verdict.passed) == (2, passed)
    assert verdict.message == f"entities.strict.spurious is 2, {'at most' if passed else 'above'} {most}"


def test_spurious_is_what_is_counted_as_fp_where_one_thing_is_compared_with_one_thing() -> None:
    of_relations = row(0.5, layer="relations", counts={"tp": 1.0, "fp": 7.0, "fn": 0.0})
    found = judge([parse_upper_gate("relations.strict.spurious=6")], [of_relations])
    assert [(each.found, each.passed) for each in found] == [(7, False)]


def test_a_run_is_held_against_its_bounds_and_what_was_not_measured_is_not_passed() -> None:
    gates = [parse_upper_gate(each) for each in ("run.seconds=2", "run.mib=100", "run.failed=0")]
    known = judge(gates, [], run={"seconds": 2.5, "mib": 99.0, "failed": 0.0})
    assert [each.passed for each in known] == [False, True, True]
    unknown = judge(gates, [], run={"seconds": None, "mib": None, "failed": 1.0})
    assert [each.exit_code for each in unknown] == [ExitCode.USAGE, ExitCode.USAGE, ExitCode.FINDINGS]
    assert [each.exit_code for each in judge(gates, [])] == [ExitCode.USAGE] * 3


def test_tokens_have_one_figure() -> None:
    gate = parse_gate("tokens.accuracy=0.9")
    assert [judge([gate], [], tokens=TokenCounts(10, right))[0].passed for right in (9, 8)] == [True, False]
    assert judge([gate], [], tokens=TokenCounts(0, 0))[0].exit_code is ExitCode.FINDINGS


@pytest.mark.parametrize("count", [MOST_NAMED - 1, MOST_NAMED, MOST_NAMED + 1, 3 * MOST_NAMED])
def test_so_many_types_are_named_and_the_rest_counted(count: int) -> None:
    rows = [row(0.5, type=f"T{number:03}") for number in range(count)]
    [verdict] = judge([parse_gate("entities.strict.ZZ.f1=0.5")], [row(0.5), *rows])
    named = len(re.findall(r"\bT\d{3}\b", verdict.message.partition("are ")[2]))
    assert named == min(count, MOST_NAMED)
    assert (f"and {count - MOST_NAMED} more" in verdict.message) == (count > MOST_NAMED)
    assert (" more" in verdict.message) == (count > MOST_NAMED)
