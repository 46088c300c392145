"""Finished articles in folds: each is judged by what those of the other folds teach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.suggest.learner import least
from annotator.suggest.learner.reading.lesson import Lesson

MOST_FOLDS = 10


def fold_count(lessons: Sequence[Lesson]) -> int:
    """How many folds there are; none below the articles that it takes."""
    return min(len(lessons), MOST_FOLDS) if len(lessons) >= least.ARTICLES else 0


def folds_of(lessons: Sequence[Lesson]) -> Iterator[tuple[Sequence[Lesson], list[Lesson]]]:
    """The articles that are held out, with all others; one article a fold up to ten of them."""
    folds = fold_count(lessons)
    for number in range(folds):
        yield lessons[number::folds], [each for place, each in enumerate(lessons) if place % folds != number]
