"""The things that a mention may be one with: the rules propose, what is learned orders; nothing is offered twice."""

from __future__ import annotations

from annotator.suggest.learner.linear.linear import EMPTY
from annotator.suggest.learner.things import MOST, ThingModel, choices
from tests.suggest.learner import taught


def test_the_order_holds_each_thing_once_and_a_new_one() -> None:
    model = taught.model().things
    for lesson in taught.lessons():
        for view, entity, _ in choices(lesson, taught.schema()):
            hints = model.ordered(view, entity, lesson.language.suggester)
            ids = [each.coref for each in hints]
            assert len(ids) == len(set(ids)) <= MOST + 1
            assert ids.count(None) == 1
            known = {each.coref for each in view.document.entities.values() if each.type == entity.type}
            assert set(ids) - {None} <= known
            shares = [each.probability for each in hints]
            assert shares == sorted(shares, reverse=True)


def test_what_is_right_is_nearly_always_among_the_first_three() -> None:
    model, found, of = taught.model().things, 0, 0
    for lesson in taught.lessons():
        for view, entity, right in choices(lesson, taught.schema()):
            order = [each.coref for each in model.ordered(view, entity, lesson.language.suggester)]
            of += 1
            found += right in order[:3]
    assert of > 80
    assert found / of > 0.95


def test_without_anything_learned_the_rules_come_first() -> None:
    lesson = taught.lessons()[0]
    suggester = lesson.language.suggester
    agreed = 0
    for view, entity, _ in choices(lesson, taught.schema()):
        order = [each.coref for each in ThingModel(EMPTY).ordered(view, entity, suggester)]
        [proposed] = suggester.chains(view, entity)
        assert proposed.value not in order or order[0] == proposed.value
        agreed += order[0] == proposed.value
    assert agreed > 30


def test_a_choice_sees_only_what_was_labelled_before_it() -> None:
    lesson = taught.lessons()[0]
    for view, entity, right in choices(lesson, taught.schema()):
        before = {each.coref for each in view.document.entities.values()}
        assert entity.id not in view.document.entities
        assert (right in before) if right else entity.coref not in before
