"""A classifier moved towards some examples: they become likelier, what they do not show stays, nothing is random."""

from __future__ import annotations

from math import log

from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.learner.linear.adapting import PENALTY, adapted
from annotator.suggest.learner.linear.examples import Example, Examples
from annotator.suggest.learner.linear.linear import Linear
from tests.examples import examples

NAMES = ("a", "b", "c", "d", "e")
BASE = Linear(("x", "y", "z"), (0.5, -0.25, 0.0), {"a": ((0, 1.0), (2, -0.5)), "b": ((1, 0.75),), "only": ((1, 2.0),)})
EXAMPLES = st.lists(
    st.tuples(st.lists(st.sampled_from(NAMES), min_size=1, unique=True), st.sampled_from(("x", "y", "z"))),
    min_size=1,
    max_size=8,
)


def loss(linear: Linear, seen: list[Example]) -> float:
    """How unlikely the examples are, with the penalty for the way from `BASE`: as it is written, in plain Python."""
    unlikely = -sum(log(linear.shares(features)[name]) for features, name in seen)
    ways = []
    for feature in linear.weights:
        after, before = dict(linear.weights[feature]), dict(BASE.weights.get(feature, ()))
        ways += [(after.get(number, 0.0) - before.get(number, 0.0)) ** 2 for number in range(len(linear.classes))]
    return unlikely + PENALTY / 2 * sum(ways)


def nudged(linear: Linear, feature: str, number: int, way: float) -> Linear:
    row = dict(linear.weights[feature])
    row[number] = row.get(number, 0.0) + way
    return Linear(linear.classes, linear.intercepts, {**linear.weights, feature: tuple(row.items())})


@examples(40)
@given(EXAMPLES, st.data())
def test_no_weight_can_be_moved_to_make_it_better(seen: list[Example], data: st.DataObject) -> None:
    found = adapted(BASE, seen)
    assert loss(found, seen) <= loss(BASE, seen) + 1e-9
    feature = data.draw(st.sampled_from(sorted({one for features, _ in seen for one in features})))
    number, way = data.draw(st.integers(0, 2)), data.draw(st.sampled_from((-0.1, 0.1)))
    assert loss(nudged(found, feature, number, way), seen) > loss(found, seen) - 1e-3


@examples(20)
@given(EXAMPLES)
def test_what_the_examples_do_not_show_stays_and_the_same_is_the_same(seen: list[Example]) -> None:
    found = adapted(BASE, seen)
    shown = {one for features, _ in seen for one in features}
    assert {name: row for name, row in found.weights.items() if name not in shown} == {
        name: row for name, row in BASE.weights.items() if name not in shown
    }
    assert found == adapted(BASE, seen)


def test_a_class_that_only_the_examples_know_is_learned_and_stands_behind_the_others() -> None:
    found = adapted(BASE, [(["new"], "more")] * 12)
    assert found.classes == ("x", "y", "z", "more")
    assert found.shares(["new"])["more"] > 0.5
    assert found.shares(["only"])["y"] > 0.5


def test_examples_alone_teach_where_nothing_is_finished() -> None:
    found = Examples([]).with_more([(["a"], "x"), (["b"], "y")] * 5)
    assert found.shares(["a"])["x"] > 0.5


def test_without_more_examples_it_is_what_the_finished_ones_teach() -> None:
    finished = Examples([(["a"], "x"), (["b"], "y")] * 5)
    assert finished.with_more([]) is finished.whole
