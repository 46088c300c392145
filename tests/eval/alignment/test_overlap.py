from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.alignment.overlap import BASES, length, overlap_test
from annotator.eval.options import ScoreOptions
from annotator.model.spans import Spans

LONG = ((0, 1000),)


@pytest.mark.parametrize(
    ("of", "least", "enough", "too_little"),
    [
        ("gold", 50, ((500, 3000),), ((501, 3000),)),
        ("predicted", 50, ((500, 1500),), ((501, 1501),)),
        ("iou", 25, ((600, 1600),), ((601, 1601),)),
        ("gold", 0.1, ((999, 3000),), ((1000, 3000),)),
        ("gold", 100, ((0, 3000),), ((1, 3000),)),
    ],
)
def test_the_share_is_reached_exactly(of: str, least: float, enough: Spans, too_little: Spans) -> None:
    overlaps = overlap_test(ScoreOptions(min_overlap=least, min_overlap_of=of))  # type: ignore[arg-type]
    for predicted, expected in ((enough, True), (too_little, False)):
        ((start, end),) = predicted
        assert overlaps(LONG, predicted, max(0, min(end, 1000) - start)) is expected


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.integers(1, 100), st.sampled_from(sorted(BASES)))
def test_the_share_is_what_its_name_says(shared: int, gold: int, predicted: int, least: int, of: str) -> None:
    true, found = (((0, shared + alone),) for alone in (gold, predicted))
    whole = {"gold": shared + gold, "predicted": shared + predicted, "iou": shared + gold + predicted}[of]
    overlaps = overlap_test(ScoreOptions(min_overlap=least, min_overlap_of=of))  # type: ignore[arg-type]
    assert overlaps(true, found, shared) == (Fraction(shared, whole) * 100 >= least)
    assert not overlaps(true, found, 0)


def test_pieces_are_as_long_as_their_characters() -> None:
    assert length(((0, 3), (10, 15))) == 8
