"""Weights in parts: two layers are not mixed, and what an article moved is taken back by the next it moves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner_process.messages import WeightRows, Weights
from annotator.tui.learning.heard_weights import HeardWeights
from tests.examples import examples

ROWS = st.dictionaries(st.sampled_from("xyz"), st.tuples(st.tuples(st.integers(0, 1), st.floats(-1, 1))), max_size=3)


def parts(layer: str, rows: WeightRows, *, of_article: bool) -> list[Weights]:
    """A part for each row, and a last one without any."""
    one_by_one: list[WeightRows] = [*({name: row} for name, row in rows.items()), {}]
    last = len(one_by_one) - 1
    return [
        Weights(1, layer, ("a", "b"), (0.0, 0.0), each, number == last, of_article)
        for number, each in enumerate(one_by_one)
    ]


@examples(40)
@given(ROWS, st.lists(ROWS, max_size=3), ROWS)
def test_each_article_stands_over_gold_alone(gold: WeightRows, articles: list[WeightRows], others: WeightRows) -> None:
    weights = HeardWeights()
    begun = parts("things", others, of_article=False)
    assert [weights.hear(each) for each in begun[:-1]] == [None] * (len(begun) - 1)
    for rows, of_article in ((gold, False), *((each, True) for each in articles)):
        *more, last = parts("fillers", rows, of_article=of_article)
        assert [weights.hear(each) for each in more] == [None] * len(more)
        assert weights.hear(last) == Linear(("a", "b"), (0.0, 0.0), {**gold, **rows})
    assert weights.hear(begun[-1]) == Linear(("a", "b"), (0.0, 0.0), others)
