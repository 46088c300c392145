from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.agreement import SEVERAL, form_of
from annotator.suggest.english_news.coreference import Proposal, same_thing
from annotator.suggest.english_news.known import Known
from tests.reaching import reached, reaching

STRINGS = st.text(max_size=12) | st.sampled_from(["Marek", "DCF", "the Dawn Column"])
KNOWN = [
    Known((0, 11), "Ilan Marek", "PERSON", "e:marek"),
    Known((20, 27), "Varania", "GPE", "e:varania"),
    Known((30, 33), "US", "GPE", "e:us"),
    Known((40, 51), "Tova Reyes", "PERSON", "e:reyes"),
    Known((60, 72), "Dawn Column Front", "ORG", "e:column"),
    Known((80, 90), "Akram al-Kesh", "PERSON", "e:kesh"),
    Known((95, 98), "Oskellian", "GPE", "e:oskell"),
    Known((500, 505), "Lena Marek", "PERSON", "e:lena"),
]


def proposed(surface: str, type_name: str, span: tuple[int, int], known: list[Known], text: str = "") -> Proposal:
    return same_thing(text, Known(span, surface, type_name), known)


def in_text(text: str, *mentions: tuple[str, str]) -> list[Known]:
    """The mentions of a text in its order, each with its thing, all of one type."""
    found, end = [], 0
    for words, coref in mentions:
        start = text.index(words, end)
        end = start + len(words)
        found.append(Known((start, end), words, "PERSON", coref))
    return found


@pytest.mark.parametrize(
    ("surface", "type_name", "coref", "why"),
    [
        ("Ilan Marek", "PERSON", "e:marek", "same name"),
        ("ILAN MAREK", "PERSON", "e:marek", "same name"),
        ("Marek", "PERSON", "e:marek", "part of the name"),
        ("Al-Kesh", "PERSON", "e:kesh", "part of the name"),
        ("Varanian", "GPE", "e:varania", "demonym"),
        ("Oskell", "GPE", "e:oskell", "demonym"),
        ("U.S.", "GPE", "e:us", "same name"),
        ("American", "GPE", "e:us", "demonym"),
        ("United States", "GPE", "e:us", "initials"),
        ("DCF", "ORG", "e:column", "initials"),
        ("she", "PERSON", "e:kesh", "nearest of its type"),
        ("its", "ORG", "e:column", "nearest of its type"),
        ("Marek", "ORG", None, "first name"),
        ("Koll", "PERSON", None, "first name"),
        ("group", "ORG", None, "first noun"),
        ("it", "FACILITY", None, "first mention"),
    ],
)
def test_the_likely_thing(surface: str, type_name: str, coref: str | None, why: str | None) -> None:
    assert proposed(surface, type_name, (100, 105), KNOWN) == (coref, why)


def test_a_pronoun_stands_for_nothing_that_comes_later() -> None:
    assert proposed("he", "PERSON", (0, 2), KNOWN[3:]).coref is None
    assert proposed("Reyes", "PERSON", (0, 2), KNOWN).coref == "e:reyes"


@given(st.permutations(KNOWN), st.sampled_from(["Marek", "he", "Varanian", "DCF", "US", "Column"]))
def test_the_order_of_what_is_known_does_not_matter(known: list[Known], surface: str) -> None:
    for type_name in ("PERSON", "GPE", "ORG"):
        there = proposed(surface, type_name, (100, 105), KNOWN)
        assert proposed(surface, type_name, (100, 105), known) == there


@reaching(0.02)
@given(STRINGS, STRINGS)
def test_any_two_strings_can_be_compared(one: str, two: str) -> None:
    found = proposed(one, "X", (5, 6), [Known((0, 1), two, "X", "e")])
    # A plural without "the", such as a bare count, means others each time.
    if one == two and SEVERAL not in form_of(one):
        reached(one)
        assert found.coref == "e"


@pytest.mark.parametrize(("one", "other"), [("Militia", "militia"), ("GROUP", "group")])
def test_case_does_not_count_in_common_nouns(one: str, other: str) -> None:
    """ "Militia" in a heading never joined "militia"."""
    known = [Known((0, len(other)), other, "ORG", "e:it")]
    assert proposed(one, "ORG", (50, 60), known) == ("e:it", "same noun")
    assert proposed(other, "ORG", (50, 60), [Known((0, len(one)), one, "ORG", "e:it")]).coref == "e:it"


def test_a_capital_says_nothing_of_what_was_labelled_as_a_noun() -> None:
    heading = Known((0, 3), "Vet", "PERSON", "e:it", "NOM")
    assert proposed("vet", "PERSON", (50, 53), [heading]) == ("e:it", "same noun")


@pytest.mark.parametrize(
    ("before", "coref"),
    [
        ("the men fled, and the ", "e:them"),
        ("the men fled, and two ", None),
        ("the men fled. So did ", None),
        ("the men fled, and their ", "e:them"),
    ],
)
def test_a_plural_that_says_nothing_known_is_new(before: str, coref: str | None) -> None:
    known = in_text(before, ("men", "e:them"))
    span = len(before), len(before) + 3
    assert proposed("men", "PERSON", span, known, f"{before}men").coref == coref


@pytest.mark.parametrize("again", ["the rebels", "rebels", "Rebels"])
def test_what_a_noun_was_said_to_mean_is_proposed_for_it_from_then_on(again: str) -> None:
    text = f"The Lions left. The rebels rested. Then {again} came."
    lions, rebels = in_text(text, ("Lions", "e:lions"), ("rebels", "e:lions"))
    start = text.lower().rindex("rebels")
    word = text[start : start + 6]
    assert proposed(word, "PERSON", (start, start + 6), [lions, rebels], text) == ("e:lions", "same noun")


@pytest.mark.parametrize(
    ("text", "noun", "coref", "why"),
    [
        ("Selm Brigade and Dawn Column met. The brigade left", "brigade", "e:1", "noun of the name"),
        ("Selm Brigade and Dawn Column met. The brigades left", "brigades", None, "first noun"),
        ("Selm Brigade and Dawn Column met. The group left", "group", "e:2", "named last"),
        ("Selm Brigade and Dawn Column met. A group left", "group", None, "first noun"),
        ("Selm Brigade and Dawn Column met. The spokeswoman, Tova Reyes, left", "spokeswoman", None, "first noun"),
        ("Selm Brigade and Dawn Column met. The wing, the Selm Brigade, left", "wing", None, "first noun"),
        ("Selm Brigade and Dawn Column met. Its wing, Dawn Column, left", "wing", "e:2", "before its name"),
    ],
)
def test_a_noun_is_one_with_a_name_that_has_it_or_follows_it_or_was_the_last_of_its_class(
    text: str, noun: str, coref: str | None, why: str
) -> None:
    known = in_text(text, ("Selm Brigade", "e:1"), ("Dawn Column", "e:2"))
    start = text.rindex(noun)
    assert proposed(noun, "PERSON", (start, start + len(noun)), known, text) == (coref, why)
