"""Classifiers: probabilities are some, what can be told apart is told apart, and order changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.learner.linear.linear import EMPTY, fit
from tests.examples import examples

FEATURES = st.frozensets(st.sampled_from("abcdef"), max_size=4)


@examples(25)
@given(st.lists(st.tuples(FEATURES, st.sampled_from(["", "X", "Y"])), min_size=1, max_size=12), FEATURES)
def test_shares_are_probabilities_of_the_classes_that_occur(
    things: list[tuple[frozenset[str], str]], asked: frozenset[str]
) -> None:
    linear = fit([each for each, _ in things], [name for _, name in things])
    shares = linear.shares(asked)
    assert set(shares) == {name for _, name in things}
    assert sum(shares.values()) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in shares.values())


@examples(10)
@given(st.sampled_from([2, 3, 4]), st.integers(3, 8))
def test_what_a_feature_tells_is_learned(count: int, times: int) -> None:
    names = [f"C{number}" for number in range(count)] * times
    linear = fit([{f"is {name}", "always"} for name in names], names)
    shares = {name: linear.shares({f"is {name}", "always"}) for name in set(names)}
    assert all(share == max(each.values()) for name, each in shares.items() for share in [each[name]])


def test_two_classes_have_the_probabilities_of_the_library() -> None:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    things = [{"a"}, {"a", "b"}, {"b"}, {"c"}, {"c", "b"}, {"a", "c"}]
    classes = ["X", "X", "Y", "Y", "Y", "X"]
    matrix = DictVectorizer().fit_transform([dict.fromkeys(sorted(each), 1.0) for each in things])
    library = LogisticRegression(C=1.0, tol=0.001).fit(matrix, classes)
    for thing, (_, second) in zip(things, library.predict_proba(matrix), strict=True):
        assert fit(things, classes).shares(thing)["Y"] == pytest.approx(second, abs=0.002)


def test_one_class_is_certain_and_none_says_nothing() -> None:
    assert fit([{"a"}, set()], ["X", "X"]).shares({"b"}) == {"X": 1.0}
    assert EMPTY.shares({"a"}) == {}
    assert fit([], []) == EMPTY
