"""What ranks fillers is sent once; of an article only what it moves, and that not twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from annotator.suggest.learner.arguments import ArgumentFitting
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner_process import weight_parts as module
from annotator.suggest.learner_process.messages import Weights
from annotator.suggest.learner_process.ranking import Ranking
from annotator.tui.learning.heard_weights import HeardWeights
from tests.suggest.learner import taught

pytestmark = pytest.mark.slow
HERE = taught.lessons()[1]


@pytest.fixture
def fitting() -> ArgumentFitting:
    return ArgumentFitting(taught.lessons()[:1], taught.schema())


def heard(messages: Iterable[Weights]) -> list[Linear]:
    """What whoever hears them ranks by, message after message."""
    weights = HeardWeights()
    return [learned for each in messages if (learned := weights.hear(each))]


def up_to(char: int) -> Lesson:
    return replace(HERE, end_char=char)


def test_whoever_hears_ranks_by_what_the_article_moves(
    fitting: ArgumentFitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROWS", 100)
    ranking, half = Ranking(fitting, 4), up_to(len(HERE.reading.text) // 2)
    articles = [up_to(0), half, HERE, up_to(0)]
    said = [message for each in articles for message in ranking.inside(each)]
    assert {each.gold for each in said} == {4}
    assert max(len(each.rows) for each in said) <= 100
    whole = fitting.model().linear
    assert heard(said) == [whole, fitting.refit(half).linear, fitting.refit(HERE).linear, whole]


def test_nothing_is_said_twice(fitting: ArgumentFitting) -> None:
    ranking = Ranking(fitting, 1)
    assert list(ranking.by_gold())
    assert list(ranking.by_gold()) == []
    assert list(ranking.inside(up_to(0))) == []
    moved = list(ranking.inside(HERE))
    assert all(each.of_article for each in moved)
    gold = fitting.model().linear.weights
    assert all(row != gold.get(name) for each in moved for name, row in each.rows.items())
    assert list(ranking.inside(HERE)) == []
