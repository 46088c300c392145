"""Figures beside their bars: what reaches one, and digits that tell both apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.suites.bars import TOLERANCE, beside, keeps_below, number, reaches

FIGURES = st.floats(0, 1)


@given(FIGURES, FIGURES)
def test_a_figure_reaches_a_bar_or_keeps_below_it(value: float, bar: float) -> None:
    assert reaches(value, bar) or keeps_below(value, bar)
    assert (reaches(value, bar) and keeps_below(value, bar)) == (value + TOLERANCE >= bar and value - TOLERANCE <= bar)


@given(FIGURES, st.sampled_from([-3, -2, -1, 1, 2, 3]), st.integers(4, 8))
def test_figures_that_differ_are_not_written_alike(value: float, steps: int, digits: int) -> None:
    bar = value + steps * 10.0**-digits
    shown = beside(value, bar)
    decimals = len(shown.partition(".")[2])
    assert shown != f"{bar:.{decimals}f}"
    assert decimals == 4 or f"{value:.{decimals - 1}f}" == f"{bar:.{decimals - 1}f}"


@pytest.mark.parametrize(
    ("value", "bar", "shown"),
    [
        (0.0, TOLERANCE, "0.0000"),
        (0.79996, 0.8, "0.79996"),
        (0.5, 0.5, "0.5000"),
        (0.12344, 0.12346, "0.1234"),
        (None, 0.5, "undefined"),
    ],
)
def test_four_decimals_are_enough_where_nothing_is_told_apart(value: float | None, bar: float, shown: str) -> None:
    assert beside(value, bar) == shown


def test_a_bar_is_written_as_it_was() -> None:
    assert [number(each) for each in (0.8, 0.05, 1.0, 0.123456789)] == ["0.8", "0.05", "1", "0.123456789"]
    assert reaches(0.5 - TOLERANCE / 2, 0.5)
    assert not reaches(0.5 - 2 * TOLERANCE, 0.5)
    assert reaches(0.0, TOLERANCE)
    assert keeps_below(TOLERANCE, 0.0)
    assert not keeps_below(0.5 + 2 * TOLERANCE, 0.5)
