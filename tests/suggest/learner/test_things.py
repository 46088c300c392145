"""The things that a mention may be one with: the rules propose, what is learned orders; nothing is offered twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.learner.linear.linear import EMPTY
from annotator.suggest.learner.reading.lesson import lessons_of
from annotator.suggest.learner.things import MOST, Hint, ThingModel, choices, fit_things, in_learned_order, listed
from tests.examples import examples
from tests.suggest.learner import taught

THINGS = st.lists(st.sampled_from("abcdefgh"), unique=True)
HINTS = st.lists(st.sampled_from([None, *"abcdefghxy"]), unique=True)


@examples(40)
@given(THINGS, HINTS, st.none() | st.sampled_from("abcx"))
def test_the_learned_order_is_the_same_things_in_another_order(
    things: list[str], hinted: list[str | None], own: str | None
) -> None:
    order = in_learned_order(things, [Hint(each, 0.5) for each in hinted], own)
    assert sorted(order) == sorted(things)
    judged = [each for each in hinted if each in things and each != own]
    assert [each for each in order if each in judged] == judged
    others = [each for each in things if each != own]
    assert [each in judged for each in order[: len(others)]] == [each in judged for each in others]
    assert (own not in things) or order[-1] == own


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


@pytest.mark.slow
def test_the_order_of_documents_changes_no_weight() -> None:
    turned = lessons_of(reversed(taught.gold()), taught.schema(), None)
    assert fit_things(turned, taught.schema()) == taught.model().things


def test_the_list_has_what_the_rules_propose_last_and_no_new_thing() -> None:
    lesson, model, several = taught.lessons()[0], taught.model().things, 0
    suggester = lesson.language.suggester
    for view, entity, _ in choices(lesson, taught.schema()):
        nearest, learned = listed(view, entity, suggester, model)
        [proposed] = suggester.chains(view, entity)
        assert sorted(nearest) == sorted(learned)
        assert proposed.value not in learned[:-1]
        assert None not in learned
        several += nearest != learned
    assert several > 10
