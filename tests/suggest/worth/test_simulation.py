"""A simulation: the same articles at each point, the same figures on each run, cheaper the more is finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.reading.source_spans import SourceName
from annotator.suggest.worth import simulation
from annotator.suggest.worth.keys import MENTION_BY_HAND
from annotator.suggest.worth.simulation import simulate
from annotator.suggest.worth.simulation_picture import LINES, picture
from annotator.suggest.worth.stacking import Stacking
from tests.suggest.learner.taught import schema
from tests.suggest.worth import articles


@pytest.mark.slow
def test_keys_fall_with_finished_articles_and_hang_on_nothing_but_the_seed() -> None:
    lessons = articles.lessons()
    told: list[tuple[int, int | None]] = []
    result = simulate(lessons, schema(), points=(0, 3, 5, 9), articles=1, report=lambda *done: told.append(done))
    assert [each.finished for each in result.points] == [0, 3, 5]
    assert result.too_few_for == (9,)
    assert told == [(1, 3), (2, 3), (3, 3)]
    keys = [each.figures()["keys_per_mention"] or 0 for each in result.points]
    assert keys[0] > keys[1] >= keys[2]
    assert {each.by_hand()["keys_per_mention"] for each in result.points} == {MENTION_BY_HAND}
    assert len({each.mentions.gold for each in result.points}) == 1, "the same article everywhere"
    assert simulate(lessons, schema(), points=(0, 3, 5, 9), articles=1) == result
    assert simulate(lessons, schema(), points=(0,), articles=1, draws=2).points[0].replayed == 2


def test_the_picture_has_a_line_for_each_figure_and_what_it_is_without() -> None:
    result = simulate(articles.lessons(), schema(), points=(0, 3), articles=1)
    drawn = ElementTree.fromstring(picture(result.points, "a <title> & more"))
    lines = [each for each in drawn.iter() if each.tag.endswith("polyline")]
    assert len(lines) == 2 * len(LINES)
    figures = [each.figures()[name] for each in result.points for name, _ in LINES]
    dots = [each for each in drawn.iter() if each.tag.endswith("circle")]
    assert len(dots) == sum(figure is not None for figure in figures)


def test_other_extractors_are_looked_at_once_finished_articles_show_that_it_is_better_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = SourceName("s", "1")
    lessons = [
        replace(each, reading=replace(each.reading, said={"s": {one.spans[0]: "LOC" for one in each.entities}}))
        for each in articles.lessons(5)
    ]
    seen: list[list[str]] = []

    def judged(finished: Sequence[Lesson], sources: Sequence[SourceName]) -> Stacking:
        seen.append([each.document.id for each in finished])
        return Stacking(used=tuple(sources) if len(finished) > 3 else ())

    monkeypatch.setattr(simulation, "stacking", judged)
    result = simulate(lessons, schema(), points=(0, 4), articles=1, draws=2, sources=[source])
    assert [(each.replayed, each.with_sources) for each in result.points] == [(2, 0), (2, 2)]
    assert [len(each) for each in seen] == [0, 4, 0, 4]
    assert all(each == sorted(each) for each in seen), "in whatever order they are drawn"
    assert result.sources == (source,)
    assert simulate(lessons, schema(), points=(0,), articles=1).points[0].with_sources == 0
    assert len(seen) == 4, "nothing is looked for where there is none"
