"""Intervals of shares: those of the literature, and wide enough whatever the truth is."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.worth.share import CONFIDENCE, at_most, needed, share_of
from tests.examples import examples


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (5, 100, 0.0164, 0.1128),
        (15, 100, 0.0865, 0.2353),
        (10, 200, 0.0242, 0.0900),
        (0, 50, 0.0, 0.0711),
        (3, 3, 0.2924, 1),
    ],
)
def test_intervals_are_those_of_clopper_and_pearson(count: int, of: int, low: float, high: float) -> None:
    share = share_of(count, of)
    assert [share.low, share.high] == pytest.approx([low, high], abs=1e-4)


@examples(40)
@given(st.integers(1, 40), st.floats(0.01, 0.99))
def test_the_interval_covers_the_truth_as_often_as_it_says(of: int, truth: float) -> None:
    chances = [comb(of, count) * truth**count * (1 - truth) ** (of - count) for count in range(of + 1)]
    shares = [share_of(count, of) for count in range(of + 1)]
    intervals = [(each.low or 0.0, 1.0 if each.high is None else each.high) for each in shares]
    covered = sum(chance for chance, (low, high) in zip(chances, intervals, strict=True) if low <= truth <= high)
    assert covered >= CONFIDENCE - 1e-9


@examples(40)
@given(st.integers(1, 60), st.floats(0, 1), st.data())
def test_the_binomial_is_summed_up_rightly(of: int, probability: float, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    plain = sum(comb(of, k) * probability**k * (1 - probability) ** (of - k) for k in range(count + 1))
    assert at_most(count, of, probability) == pytest.approx(min(plain, 1), abs=1e-9)


def test_more_are_needed_until_the_interval_is_useful() -> None:
    assert share_of(0, 0).more_needed == needed(0.5) == 385
    assert share_of(5, 100).more_needed == 0, "1.6 to 11.3 % is less than ten points"
    assert share_of(50, 100).more_needed == 285
    assert share_of(1, 3).more_needed > 300
