"""What suggestions are worth on finished gold: `annotator suggest report` and `suggest simulate`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.errors import InputError
from annotator.project.suggestions.finished_gold import FinishedGold
from annotator.suggest.learner.reading.lesson import Lesson, lessons_of
from annotator.suggest.worth.out_of_fold import OutOfFold, out_of_fold
from annotator.suggest.worth.simulation import Simulation, simulate

Progress = Callable[[int, int | None], None]


def reported(gold: FinishedGold, language: str | None = None, progress: Progress | None = None) -> OutOfFold:
    """The learner's figures out of fold, by layer and type."""
    return out_of_fold(_lessons(gold, language), gold.schema, progress, gold.sources.names)


def simulated(
    gold: FinishedGold,
    points: Sequence[int],
    *,
    articles: int,
    draws: int,
    seed: int,
    language: str | None = None,
    progress: Progress | None = None,
) -> Simulation:
    """Keys and corrections against finished articles.

    Raises:
        InputError: there are too few articles to replay one after another.
    """
    lessons = _lessons(gold, language)
    if len(lessons) < 2:
        raise InputError(f"{len(lessons)} finished article: expected at least 2, one to be replayed after another")
    options = {"articles": articles, "draws": draws, "seed": seed}
    return simulate(lessons, gold.schema, points=points, report=progress, sources=gold.sources.names, **options)


def _lessons(gold: FinishedGold, language: str | None) -> list[Lesson]:
    return lessons_of(gold.documents, gold.schema, language, said=gold.sources.said)
