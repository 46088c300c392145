"""What ranks the fillers of events, as it is sent to the screen: once by finished gold, then what the article moves."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.suggest.learner.arguments import ArgumentFitting
from annotator.suggest.learner.linear.linear import Linear
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner_process.messages import Weights
from annotator.suggest.learner_process.weight_parts import moved_parts, weight_parts

LAYER = "fillers"


class Ranking:
    """What was sent so far; whoever hears it keeps the weights of gold, and puts those of the article over them."""

    def __init__(self, fitting: ArgumentFitting, number: int) -> None:
        """Nothing was sent yet; `number` is that of the gold."""
        self._fitting = fitting
        self._number = number
        self._gold = fitting.model().linear
        self._said: Linear | None = None

    def by_gold(self) -> Iterator[Weights]:
        """What finished gold teaches, where nothing was sent yet."""
        if self._said is None:
            self._said = self._gold
            yield from weight_parts(self._number, LAYER, self._gold)

    def inside(self, lesson: Lesson) -> Iterator[Weights]:
        """What an article teaches besides, where that is not what was sent last."""
        yield from self.by_gold()
        linear = self._fitting.refit(lesson).linear
        if linear != self._said:
            self._said = linear
            yield from moved_parts(self._number, LAYER, linear, self._gold)
