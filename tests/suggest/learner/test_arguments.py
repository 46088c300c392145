"""Fillers of roles: what the schema admits, the likeliest first, no role fuller than it may be."""

from __future__ import annotations

from collections import Counter

import pytest

from annotator.suggest.learner.arguments import WINDOW, in_order, near_event
from annotator.suggest.learner.pairs import placed
from tests.suggest.learner import taught


@pytest.mark.slow
def test_fillers_are_admitted_near_and_not_too_many() -> None:
    model, schema = taught.model().arguments, taught.schema()
    right = asked = 0
    for lesson in taught.lessons():
        everything = in_order([*lesson.entities, *lesson.events])
        types = {each.id: each.type for each in everything}
        for event in lesson.events:
            here = placed(event)
            near = near_event(here, everything, lesson.reading)
            fillers = model.fillers(here, near, lesson.reading, schema, least=0.2)
            gold = {(each.role, each.target) for each in event.arguments}
            right += sum((each.role, each.target) in gold for each in fillers)
            asked += len(fillers)
            assert max(Counter(each.target for each in fillers).values(), default=1) == 1
            for role, count in Counter(each.role for each in fillers).items():
                declared = schema.role_of(event.type, role)
                assert declared is not None
                assert declared.max is None or count <= declared.max
            for each in fillers:
                declared = schema.role_of(event.type, each.role)
                assert declared is not None
                assert schema.admits(declared.types, types[each.target])
    assert asked > 20
    assert right / asked > 0.6


@pytest.mark.slow
def test_the_first_offer_for_a_filled_slot_is_mostly_right() -> None:
    model, schema = taught.model().arguments, taught.schema()
    right = slots = 0
    for lesson in taught.lessons():
        everything = in_order([*lesson.entities, *lesson.events])
        for event in lesson.events:
            here = placed(event)
            near = near_event(here, everything, lesson.reading)
            for role in {each.role for each in event.arguments}:
                ranked = model.ranked(here, role, near, lesson.reading, schema)
                assert [each.probability for each in ranked] == sorted(
                    (each.probability for each in ranked), reverse=True
                )
                slots += 1
                right += bool(ranked) and (role, ranked[0].target) in {
                    (each.role, each.target) for each in event.arguments
                }
    assert right / slots > 0.8


def test_what_is_near_is_within_the_window() -> None:
    lesson = taught.lessons()[0]
    event = placed(lesson.events[len(lesson.events) // 2])
    number = lesson.reading.sentence_of(event.span[0])
    for each in near_event(event, in_order(lesson.entities), lesson.reading):
        assert abs(lesson.reading.sentence_of(each.span[0]) - number) <= WINDOW
