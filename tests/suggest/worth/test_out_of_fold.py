"""Figures out of fold: none below three articles, off where nothing is saved, and never of what was learned."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner.mentions import MentionModel
from annotator.suggest.learner.model import Model, fit_in_steps
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.reading.source_spans import SourceName
from annotator.suggest.learner.steps import Steps
from annotator.suggest.worth import out_of_fold as module
from annotator.suggest.worth.keys import Tally
from annotator.suggest.worth.out_of_fold import out_of_fold
from annotator.suggest.worth.replay import static_mentions
from tests.suggest.learner import taught
from tests.suggest.worth import articles


def test_below_three_articles_nothing_is_known() -> None:
    figures = out_of_fold(taught.lessons(), taught.schema())
    assert (figures.documents, figures.folds) == (2, 0)
    assert {each.verdict for each in figures.layers} == {"not yet known"}
    assert not any(each.is_sure for each in figures.types)


def test_each_article_is_judged_by_what_the_others_teach(monkeypatch: pytest.MonkeyPatch) -> None:
    lessons = articles.lessons(4)
    asked: list[tuple[set[str], str]] = []
    fitted: list[Sequence[Lesson]] = []

    def watched_fit(them: Sequence[Lesson], schema: LabelSchema, sources: Sequence[SourceName]) -> Steps[Model]:
        fitted.append(them)
        return fit_in_steps(them, schema, sources)

    def watched_replay(model: MentionModel, lesson: Lesson) -> Tally:
        asked.append(({each.document.id for each in fitted[-1]}, lesson.document.id))
        return static_mentions(model, lesson)

    monkeypatch.setattr(module, "fit_in_steps", watched_fit)
    monkeypatch.setattr(module, "static_mentions", watched_replay)
    figures = out_of_fold(lessons, taught.schema())
    ids = {each.document.id for each in lessons}
    assert sorted(own for _, own in asked) == sorted(ids)
    assert all(others == ids - {own} for others, own in asked)
    assert figures.things.mentions == 0, "no thing is named in these"
    by_layer = {each.layer: each for each in figures.layers}
    assert by_layer["mentions"].verdict == "on"
    assert (by_layer["mentions"].f1 or 0) > 0.9
    assert (by_layer["relations"].verdict, by_layer["relations"].why) == ("off", "0 finished, 60 needed")
    assert by_layer["fillers"].verdict == "off", "no role is filled"
    sure = {each.type for each in figures.types if each.is_sure}
    assert all(each.examples >= 30 for each in figures.types if each.type in sure)
