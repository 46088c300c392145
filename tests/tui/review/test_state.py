"""Walking errors, filtering and deciding them, without a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.mistakes.mistake import KINDS, Mistake, Side
from annotator.project.scoring.review import name_of
from annotator.tui.review.keys import VERB_OF, VERBS
from annotator.tui.review.state import ReviewState, press, reloaded
from tests.reaching import reached, reaching


def mistake(number: int, layer: str, kind: str) -> Mistake:
    side = Side("GPE", "GPE", ((number, number + 1),), (f"T{number}",))
    return Mistake("one", layer, kind, side, None)


KEYS = [*VERB_OF, "y", "n", "z", "escape"]
LISTS = st.lists(st.sampled_from([(layer, kind) for layer, kinds in KINDS.items() for kind in kinds]), max_size=12).map(
    lambda kinds: tuple(mistake(number, *each) for number, each in enumerate(kinds))
)


@reaching(0.2)
@given(LISTS, st.lists(st.sampled_from(KEYS), max_size=20))
def test_whatever_is_pressed_an_error_that_passes_the_filters_is_in_focus(
    mistakes: tuple[Mistake, ...], keys: list[str]
) -> None:
    state = ReviewState(mistakes)
    reached(mistakes and keys)
    for key in keys:
        state, verdict, _ = press(state, key)
        assert (state.mistake is None) == (not mistakes)
        assert not mistakes or state.index in state.shown
        assert verdict is None or mistakes
        assert 0 <= state.decided <= len(state.shown)


@given(LISTS, st.integers(0, 11))
def test_after_gold_changed_the_focus_is_on_an_error_that_is_left(mistakes: tuple[Mistake, ...], gone: int) -> None:
    state = ReviewState(mistakes, index=max(len(mistakes) - 1, 0))
    after = reloaded(state, mistakes[:gone] + mistakes[gone + 1 :], "")
    assert (after.mistake is None) == (not after.mistakes)


THREE = (mistake(0, "entities", "type"), mistake(1, "relations", "missing"), mistake(2, "entities", "type"))


@pytest.mark.parametrize(("key", "verdict"), [("e", "extractor"), ("a", "ambiguous")])
def test_one_key_decides_and_goes_on(key: str, verdict: str) -> None:
    state, decided, action = press(ReviewState(THREE), key)
    assert (decided, action, state.index, state.decided) == (verdict, "", 1, 1)
    assert state.verdicts == {name_of(THREE[0]): verdict}


def test_gold_wrong_asks_before_it_mends() -> None:
    state, verdict, action = press(ReviewState(THREE), "g")
    assert (verdict, action, state.asking, state.index) == ("gold", "", True, 0)
    assert press(state, "y").action == "fix"
    left = press(state, "x")
    assert (left.action, left.state.asking, left.state.index) == ("", False, 1)


def test_same_kind_and_filters() -> None:
    state = press(ReviewState(THREE), "s").state
    assert state.index == 2
    assert "no type error further on" in press(state, "s").state.message
    state = press(press(ReviewState(THREE), "l").state, "l").state
    assert (state.layer, state.shown, state.index) == ("relations", [1], 1)
    assert press(state, "l").state.layer == ""
    assert press(ReviewState(THREE), "f").state.shown == [1]


def test_no_key_means_two_things() -> None:
    keys = [key for verb in VERBS for key in verb.keys]
    assert len(keys) == len(set(keys))
