from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UsageError
from annotator.eval.measures.families import FIGURES
from annotator.eval.measures.measure import Measure
from annotator.eval.measures.registry import ALL_MEASURES
from annotator.eval.scores.result import Score
from annotator.eval.suites.gates import Gate, judge, judge_drop, parse_gate


def row(f1: float | None, **rest: Any) -> Score:
    return replace(Score("entities", "strict", "micro", None, None, {}, f1, f1, f1), **rest)


words = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=8)


@given(
    measure=st.sampled_from([each for each in ALL_MEASURES if each.family.figure_names == FIGURES]),
    type_=st.none() | st.lists(words, min_size=1, max_size=3).map(".".join),
    figure=st.sampled_from(FIGURES),
    low=st.booleans(),
    least=st.integers(0, 100).map(lambda number: number / 100),
)
def test_a_gate_reads_back_as_it_is_written(
    measure: Measure, type_: str | None, figure: str, low: bool, least: float
) -> None:
    gate = Gate(measure.layer, measure.name, type_, "micro", figure, low, least)
    assert parse_gate(str(gate)) == gate


@pytest.mark.parametrize(
    "written",
    [
        "entities.strict.f1",
        "entities.f1=0.5",
        "entities.strict.accuracy=0.5",
        "entities.strict.f1=1.5",
        "entities.strict.f1=x",
        "entities.strikt.f1=0.5",
        "coref.conll.recall=0.5",
        "",
    ],
)
def test_what_is_no_gate_is_a_usage_error(written: str) -> None:
    with pytest.raises(UsageError, match=r"expected|did you mean"):
        parse_gate(written)


def test_the_macro_average_has_a_name() -> None:
    gate = parse_gate("entities.strict.*macro.f1=0.5")
    assert (gate.average, gate.type) == ("macro", None)
    assert judge([gate], [row(0.6, average="macro")])[0].passed


def test_a_figure_at_the_mark_passes_and_an_undefined_one_fails() -> None:
    gate = parse_gate("entities.strict.f1=0.5")
    assert [judge([gate], [row(value)])[0].passed for value in (0.5, 0.499, None)] == [True, False, False]


def test_a_gate_on_a_row_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"entities\.strict"):
        judge([parse_gate("entities.exact.f1=0.5")], [row(1.0)])


def test_the_lower_end_needs_an_interval() -> None:
    gate = parse_gate("entities.strict.f1-low=0.5")
    assert not judge([gate], [row(0.6, ci={"f1": (0.4, 0.8)})])[0].passed
    with pytest.raises(UsageError, match="bootstrap"):
        judge([gate], [row(0.6)])


def test_a_drop_counts_against_the_same_row_of_the_baseline() -> None:
    [verdict] = judge_drop([row(0.7), row(0.1, type="GPE")], [row(0.75)], 0.01)
    assert not verdict.passed
    assert judge_drop([row(0.7)], [row(0.705)], 0.01)[0].passed
