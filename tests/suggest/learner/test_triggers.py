"""Triggers: by stems that were one, in half of what they stand for; from many events on by what stands around."""

from __future__ import annotations

from itertools import pairwise

import pytest

from annotator.model.annotation import Event, Trigger
from annotator.model.document import by_id, new_document
from annotator.suggest.learner import trigger_fitting
from annotator.suggest.learner.reading.lesson import Lesson, lesson_of
from annotator.suggest.learner.trigger_fitting import fit_triggers
from tests.suggest.learner import taught


def lesson(name: str, text: str, *words: str, type_name: str = "Conflict.Attack") -> Lesson:
    places = [(text.index(each), text.index(each) + len(each)) for each in words]
    events = [
        Event(f"E{number}", type_name, Trigger((span,), text[slice(*span)])) for number, span in enumerate(places)
    ]
    return lesson_of(new_document(name, text, events=by_id(events)), taught.schema(), None)


def proposed(lessons: list[Lesson], text: str) -> list[tuple[str, str]]:
    asked = lesson("asked", text)
    found = fit_triggers(lessons).propose(asked.reading, asked.stem)
    return [(text[slice(*each.span)], each.type) for each in found]


def test_another_form_of_a_trigger_is_one_where_nothing_lists_it() -> None:
    lessons = [lesson("a", "They frobbed the bridge.", "frobbed")]
    assert proposed(lessons, "Nobody was frobbing the ferry.") == [("frobbing", "Conflict.Attack")]


def test_a_word_that_was_mostly_passed_over_is_none() -> None:
    passed_over = lesson("b", "They frobbed, frobbed and frobbed.")
    assert proposed([lesson("a", "They frobbed the bridge.", "frobbed"), passed_over], "They frobbed.") == []


def test_a_listed_word_that_was_passed_over_is_none_any_more() -> None:
    [(word, _)] = proposed([], "The mill was struck.")
    assert word == "struck"
    assert proposed([lesson("a", "The mill was struck.")], "The mill was struck.") == []


@pytest.mark.slow
@pytest.mark.parametrize("least", [1, 10**6])
def test_what_was_learned_is_found_again(least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trigger_fitting, "LEAST_EVENTS", least)
    model = fit_triggers(taught.lessons())
    assert bool(model.linear.classes) == (least == 1)
    for each in taught.lessons():
        found = {(one.span, one.type) for one in model.propose(each.reading, each.stem)}
        gold = {(one.spans[0], one.type) for one in each.events}
        assert len(found & gold) / len(gold) > 0.7
        spans = sorted(span for span, _ in found)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
