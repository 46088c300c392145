"""Counts are added up, and keys follow from them: what is suggested rightly is cheaper, what is wrong dearer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.worth.keys import MENTION_BY_HAND, Slots, Tally
from tests.examples import examples

COUNT = st.integers(0, 50)
TALLIES = st.builds(
    lambda right, wrong, missed, spurious, sentences: Tally(right + wrong + missed, right, wrong, spurious, sentences),
    COUNT,
    COUNT,
    COUNT,
    COUNT,
    COUNT,
)


@examples(50)
@given(TALLIES, TALLIES)
def test_the_keys_of_both_are_those_of_each_added_up(one: Tally, other: Tally) -> None:
    both = one + other
    assert abs(both.keys(2.0) - one.keys(2.0) - other.keys(2.0)) < 1e-9
    assert abs(both.keys_by_sentence(2.0) - one.keys_by_sentence(2.0) - other.keys_by_sentence(2.0)) < 1e-9
    assert (both.missed, both.corrections) == (one.missed + other.missed, one.corrections + other.corrections)


@examples(50)
@given(TALLIES)
def test_without_suggestions_everything_is_by_hand(tally: Tally) -> None:
    assert Tally(gold=tally.gold).keys(MENTION_BY_HAND) == tally.gold * MENTION_BY_HAND
    better = Tally(tally.gold + 1, tally.right + 1, tally.wrong_type, tally.spurious)
    worse = Tally(tally.gold + 1, tally.right, tally.wrong_type, tally.spurious + 1)
    assert better.keys(MENTION_BY_HAND) < worse.keys(MENTION_BY_HAND)


def test_figures_are_those_worked_by_hand() -> None:
    tally = Tally(gold=10, right=6, wrong_type=1, spurious=2, sentences=3)
    assert (tally.missed, tally.corrections, tally.proposed) == (3, 3, 9)
    assert (tally.precision(), tally.recall(), tally.f1()) == (6 / 9, 0.6, 12 / 19)
    assert tally.keys(2.0) == 6 + 1 + 2 + 3 * 2
    assert tally.keys_by_sentence(2.0) == 3 + 3 * 2 + 3 * 2
    assert tally.keys(2.0, rest=0.5) == tally.keys(2.0) + 7 * 0.5
    assert tally.keys_by_sentence(2.0, 0.5) == tally.keys_by_sentence(2.0) + 7 * 0.5
    assert (Tally().precision(), Tally().recall(), Tally().f1()) == (None, None, None)
    assert Slots(10, 9, 5).keys() == 5 + 5 * 1.12
