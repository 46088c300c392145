"""At which scores a curve is drawn: at each of few, at as many of many, the least and the greatest among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.scores.curve import MOST_POINTS, thresholds
from annotator.model.annotation import Entity
from annotator.model.record import Record


def record(scores: list[float]) -> Record:
    return Record("d", entities=tuple(Entity(f"T{n}", "A", ((n, n + 1),), score=each) for n, each in enumerate(scores)))


@given(st.lists(st.floats(0, 1), max_size=200))
def test_points_are_scores_that_ascend_from_the_least_to_the_greatest(scores: list[float]) -> None:
    found = thresholds([record(scores)])
    assert found == sorted({*found})
    assert {*found} <= {*scores}
    assert len(found) <= MOST_POINTS
    assert [*found[:1], *found[-1:]] == ([min(scores), max(scores)] if scores else [])


@pytest.mark.parametrize("count", [MOST_POINTS - 1, MOST_POINTS, MOST_POINTS + 1, 99])
def test_all_scores_are_points_up_to_so_many(count: int) -> None:
    found = thresholds([record([number / 100 for number in range(count)])])
    assert len(found) == min(count, MOST_POINTS)


def test_points_lie_evenly_among_the_predictions() -> None:
    scores = [number / 1000 for number in range(491)]
    assert thresholds([record(scores)]) == [number / 100 for number in range(50)]
