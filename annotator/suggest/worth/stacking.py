"""Whether the learner is better with what other extractors say, than alone and than they are: by articles not seen.

Below `LEAST_MENTIONS` finished mentions a source is better shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.suggest.learner import least
from annotator.suggest.learner.mentions import fit_mentions
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.reading.source_spans import SourceName, is_said_by_all
from annotator.suggest.learner.steps import Steps, done
from annotator.suggest.worth.folds import folds_of
from annotator.suggest.worth.keys import Tally
from annotator.suggest.worth.replay import compared, static_mentions

LEAST_MENTIONS = 300


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """A source as it is: the finished articles that it was asked about, their mentions, and its F1 on them."""

    name: str
    version: str
    documents: int
    mentions: int
    f1: float | None


@dataclass(frozen=True, slots=True)
class Stacking:
    """The learner with and without its sources, on the finished articles that all `used` sources were asked about.

    `used` are those that the learner is fitted with; none where it is better without, or too little is finished.
    """

    sources: tuple[SourceFigures, ...] = ()
    documents: int = 0
    f1_without: float | None = None
    f1_with: float | None = None
    used: tuple[SourceName, ...] = ()
    why: str = ""


def stacking(lessons: Sequence[Lesson], sources: Sequence[SourceName]) -> Stacking:
    """The figures of finished articles, in the order of their ids, with sources that were asked about some of them."""
    return done(stacking_in_steps(lessons, sources))


def stacking_in_steps(lessons: Sequence[Lesson], sources: Sequence[SourceName]) -> Steps[Stacking]:
    """The same, step by step."""
    ordered = sorted(sources)
    figures = tuple(_as_it_is(each, lessons) for each in ordered)
    enough = [name for name, each in zip(ordered, figures, strict=True) if each.mentions >= LEAST_MENTIONS]
    names = tuple(each.name for each in enough)
    asked = [each for each in lessons if enough and is_said_by_all(each.reading.said, names)]
    mentions = sum(len(each.entities) for each in asked)
    if mentions < LEAST_MENTIONS:
        most = mentions if enough else max((each.mentions for each in figures), default=0)
        why = f"{most} finished mentions were asked about, {LEAST_MENTIONS} needed" if figures else ""
        return Stacking(figures, why=why)
    if len(asked) < least.ARTICLES:
        return Stacking(figures, len(asked), why=f"fewer than {least.ARTICLES} finished articles")
    alone, stacked = yield from _out_of_fold(lessons, asked, names)
    raw = {name: _tally_of(name, asked).f1() for name in names}
    best = max(raw, key=lambda name: raw[name] or 0.0)
    if (stacked or 0.0) <= max(alone or 0.0, raw[best] or 0.0):
        is_alone = (alone or 0.0) >= (raw[best] or 0.0)
        why = "the learner is better without them" if is_alone else f"{best} is better as it is"
        return Stacking(figures, len(asked), alone, stacked, why=why)
    return Stacking(figures, len(asked), alone, stacked, tuple(enough), "better than without them and than they are")


def _as_it_is(source: SourceName, lessons: Iterable[Lesson]) -> SourceFigures:
    asked = [each for each in lessons if source.name in each.reading.said]
    mentions = sum(len(each.entities) for each in asked)
    return SourceFigures(source.name, source.version, len(asked), mentions, _tally_of(source.name, asked).f1())


def _tally_of(name: str, lessons: Iterable[Lesson]) -> Tally:
    tally = Tally()
    for lesson in lessons:
        gold = {each.spans[0]: each.type for each in lesson.entities if len(each.spans) == 1}
        tally += compared(gold, lesson.reading.said[name], lesson) + Tally(gold=len(lesson.entities) - len(gold))
    return tally


def _out_of_fold(
    lessons: Sequence[Lesson], asked: Sequence[Lesson], names: tuple[str, ...]
) -> Steps[tuple[float | None, float | None]]:
    """F1 without and with the sources, each article judged by what the others teach."""
    alone, stacked = Tally(), Tally()
    for held, others in folds_of(lessons):
        judged = [each for each in held if each in asked]
        if judged:
            model = fit_mentions(others, names)
            for lesson in judged:
                alone += static_mentions(model.alone(), lesson)
                stacked += static_mentions(model, lesson)
        yield
    return alone.f1(), stacked.f1()
