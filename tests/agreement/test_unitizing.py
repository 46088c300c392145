"""Unitizing alpha: the published example, and what holds for all units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.unitizing import disagreement, gaps_between, unitizing_alpha
from annotator.model.spans import Span

# Krippendorff 2004, p. 254: a continuum from 150 to 450, two observers, categories c and k.
FIRST = {"c": [(75, 145), (220, 250)], "k": [(30, 90), (150, 200)]}
SECOND = {"c": [(70, 150), (205, 225), (250, 270)], "k": [(30, 90), (150, 200)]}


def test_the_published_example() -> None:
    assert disagreement([FIRST["c"], SECOND["c"]], 300) == pytest.approx((0.0144, 0.0532), abs=0.0001)
    assert disagreement([FIRST["k"], SECOND["k"]], 300) == pytest.approx((0.0, 0.0490), abs=0.0001)
    assert unitizing_alpha([FIRST, SECOND], 300, ["c"]).value == pytest.approx(0.7286, abs=0.0001)
    assert unitizing_alpha([FIRST, SECOND], 300, ["k"]).value == pytest.approx(1.0)
    assert unitizing_alpha([FIRST, SECOND], 300).value == pytest.approx(0.8591, abs=0.0005)


UNITS = st.lists(st.integers(0, 40), max_size=8, unique=True).map(
    lambda ends: [(a, b) for a, b in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False)]
)


@given(UNITS, UNITS)
def test_it_does_not_depend_on_the_order_of_annotators_and_is_at_most_1(left: list[Span], right: list[Span]) -> None:
    there, back = (unitizing_alpha([{"A": one}, {"A": two}], 40).value for one, two in ((left, right), (right, left)))
    assert there == pytest.approx(back) if there is not None else back is None
    assert there is None or there <= 1 + 1e-12


@given(UNITS)
def test_a_layer_agrees_with_itself(units: list[Span]) -> None:
    found = unitizing_alpha([{"A": units}, {"A": units}], 40)
    assert found.value == (pytest.approx(1.0) if units else None)
    assert bool(found.reason) == (not units)


@given(UNITS)
def test_units_and_gaps_make_up_the_continuum(units: list[Span]) -> None:
    both = sorted([*units, *gaps_between(units, 40)])
    assert sum(end - start for start, end in both) == 40
