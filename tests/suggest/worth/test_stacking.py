"""Sources are used where finished articles show that the learner is better with them, and only there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator.model.spans import Span
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.reading.source_spans import SourceName
from annotator.suggest.worth import stacking as module
from annotator.suggest.worth.keys import Tally
from annotator.suggest.worth.stacking import stacking
from tests.suggest.worth import articles

SOURCE = SourceName("s", "1")
Says = Callable[[Lesson], dict[Span, str]]


def right(lesson: Lesson) -> dict[Span, str]:
    return {each.spans[0]: each.type for each in lesson.entities}


def half_right(lesson: Lesson) -> dict[Span, str]:
    return dict(list(right(lesson).items())[::2])


def nothing(_: Lesson) -> dict[Span, str]:
    return {}


def asked(count: int, says: Says, of: int | None = None) -> list[Lesson]:
    """Articles of which a source was asked about the first few."""
    return [
        replace(lesson, reading=replace(lesson.reading, said={"s": says(lesson)} if number < (of or count) else {}))
        for number, lesson in enumerate(articles.lessons(count))
    ]


def test_no_source_no_figures() -> None:
    assert stacking(articles.lessons(4), ()) == module.Stacking()


def test_below_enough_finished_mentions_a_source_stays_as_it_is() -> None:
    found = stacking(asked(6, right), [SOURCE])
    assert (found.used, found.why) == ((), "216 finished mentions were asked about, 300 needed")
    (source,) = found.sources
    assert (source.documents, source.mentions, source.f1) == (6, 216, 1.0)


@pytest.mark.parametrize(
    ("says", "why"),
    [(right, "s is better as it is"), (nothing, "the learner is better without them")],
)
def test_a_source_with_which_the_learner_is_no_better_is_off(
    says: Says, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LEAST_MENTIONS", 100)
    monkeypatch.setattr(module, "static_mentions", lambda model, lesson: Tally(10, 5, 5))
    found = stacking(asked(4, says), [SOURCE])
    assert (found.used, found.why, found.documents) == ((), why, 4)


def test_a_source_with_which_it_is_better_is_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEAST_MENTIONS", 100)
    monkeypatch.setattr(module, "static_mentions", lambda model, lesson: TALLY[bool(model.sources)])
    found = stacking(asked(4, half_right), [SOURCE])
    assert found.used == (SOURCE,)
    assert (found.f1_without, found.f1_with) == (0.5, 0.9)


TALLY = {False: Tally(10, 5, 5), True: Tally(10, 9, 1)}


def test_only_articles_that_a_source_was_asked_about_say_how_good_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEAST_MENTIONS", 60)
    found = stacking(asked(4, right, of=2), [SOURCE, SourceName("t", "1")])
    assert [(each.name, each.documents) for each in found.sources] == [("s", 2), ("t", 0)]
    assert (found.documents, found.why) == (2, "fewer than 3 finished articles")
