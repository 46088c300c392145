"""Person, number and gender of words, and which pronoun may stand for which thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.agreement import (
    ANY,
    FEMININE,
    FIRST,
    MASCULINE,
    NEUTER,
    ONE,
    SECOND,
    SEVERAL,
    Form,
    agrees,
    form_of,
    is_person,
)
from tests.examples import examples

FORMS = st.frozensets(st.sampled_from([FIRST, SECOND, MASCULINE, FEMININE, NEUTER, ONE, SEVERAL, ANY]))


@pytest.mark.parametrize(
    ("surface", "level", "form"),
    [
        ("He", "", {MASCULINE, ONE}),
        ("US", "", set()),
        ("us", "", {FIRST, SEVERAL}),
        ("I", "", {FIRST, ONE}),
        ("spokeswoman", "", {FEMININE, ONE}),
        ("chairman", "", {MASCULINE, ONE}),
        ("clansmen", "", {SEVERAL}),
        ("officers", "", {SEVERAL}),
        ("second officer", "", set()),
        ("corps", "", set()),
        ("Tova Reyes", "", set()),
        ("Pekkas", "", set()),
        ("Pekkas", "NOM", {SEVERAL}),
        ("Reyes", "NAM", set()),
        ("Varanians", "", {SEVERAL}),
        ("40", "", {SEVERAL}),
        ("another", "", {ANY, ONE}),
        ("", "", set()),
    ],
)
def test_what_words_show(surface: str, level: str, form: set[str]) -> None:
    assert form_of(surface, level) == form


@pytest.mark.parametrize(
    ("pronoun", "thing", "of_people", "of_groups"),
    [
        ("he", "woman", False, False),
        ("he", "officer", True, True),
        ("she", "men", False, False),
        ("it", "group", True, True),
        ("it", "men", False, False),
        ("they", "officer", False, True),
        ("they", "man", False, False),
        ("they", "men", True, True),
        ("I", "men", False, False),
    ],
)
def test_which_pronoun_may_stand_for_what(pronoun: str, thing: str, of_people: bool, of_groups: bool) -> None:
    assert agrees(form_of(pronoun), form_of(thing), "PERSON") == of_people
    assert agrees(form_of(pronoun), form_of(thing), "ARMED_GROUP") == of_groups


@examples(40)
@given(FORMS)
def test_a_thing_of_which_nothing_is_known_is_anybody_but_several_people(thing: Form) -> None:
    for word in ("he", "she", "it", "I", "you"):
        assert agrees(form_of(word), frozenset(), "PERSON")
    assert not any(agrees(form_of(word), frozenset(), "PERSON") for word in ("they", "we"))
    assert not (agrees(form_of("he"), thing, "PERSON") and agrees(form_of("they"), thing, "PERSON"))


def test_people_are_known_by_the_name_of_their_type() -> None:
    assert [each for each in ("PERSON", "PER", "ENTITY.Person", "OPERATION", "GPE") if is_person(each)] == [
        "PERSON", "PER", "ENTITY.Person",
    ]  # fmt: skip
