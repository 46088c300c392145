from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.coreference import Known, described, same_thing
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


@pytest.mark.parametrize(
    ("surface", "type_name", "coref", "why"),
    [
        ("Ilan Marek", "PERSON", "e:marek", "the same words"),
        ("ILAN MAREK", "PERSON", "e:marek", "the same words"),
        ("Marek", "PERSON", "e:marek", "part of the name"),
        ("Al-Kesh", "PERSON", "e:kesh", "part of the name"),
        ("Varanian", "GPE", "e:varania", "demonym"),
        ("Oskell", "GPE", "e:oskell", "demonym"),
        ("U.S.", "GPE", "e:us", "the same words"),
        ("American", "GPE", "e:us", "demonym"),
        ("United States", "GPE", "e:us", "initials"),
        ("DCF", "ORG", "e:column", "initials"),
        ("she", "PERSON", "e:kesh", "nearest of its type"),
        ("its", "ORG", "e:column", "nearest of its type"),
        ("Marek", "ORG", None, None),
        ("Koll", "PERSON", None, None),
        ("group", "ORG", None, None),
        ("it", "FACILITY", None, None),
    ],
)
def test_the_likely_thing(surface: str, type_name: str, coref: str | None, why: str | None) -> None:
    found = same_thing(surface, type_name, (100, 105), KNOWN)
    assert (tuple(found) if found else (None, None)) == (coref, why)


def test_a_pronoun_stands_for_nothing_that_comes_later() -> None:
    assert same_thing("he", "PERSON", (0, 2), KNOWN[3:]) is None
    found = same_thing("Reyes", "PERSON", (0, 2), KNOWN)
    assert found is not None
    assert found.coref == "e:reyes"


@given(st.permutations(KNOWN), st.sampled_from(["Marek", "he", "Varanian", "DCF", "US", "Column"]))
def test_the_order_of_what_is_known_does_not_matter(known: list[Known], surface: str) -> None:
    for type_name in ("PERSON", "GPE", "ORG"):
        there = same_thing(surface, type_name, (100, 105), KNOWN)
        assert same_thing(surface, type_name, (100, 105), known) == there


@reaching(0.02)
@given(STRINGS, STRINGS)
def test_any_two_strings_can_be_compared(one: str, two: str) -> None:
    found = same_thing(one, "X", (5, 6), [Known((0, 1), two, "X", "e")])
    if one == two:
        reached(one)
        assert found is not None


@pytest.mark.parametrize(("one", "other"), [("Militia", "militia"), ("GROUP", "group")])
def test_case_does_not_count_in_common_nouns(one: str, other: str) -> None:
    """ "Militia" in a heading never joined "militia"."""
    known = [Known((0, len(other)), other, "ORG", "e:it")]
    assert same_thing(one, "ORG", (50, 60), known) == ("e:it", "the same words")
    assert same_thing(other, "ORG", (50, 60), [Known((0, len(one)), one, "ORG", "e:it")]) is not None


@pytest.mark.parametrize(
    ("text", "noun", "coref"),
    [
        ("Ilan Marek, the head of the brigade", "head", "e:marek"),
        ("Ilan Marek, a former defence minister", "minister", "e:marek"),
        ("Ilan Marek, one of the founders", "founders", "e:marek"),
        ("Ilan Marek, the head of the brigade", "brigade", None),
        ("Ilan Marek, head of the brigade", "head", "e:marek"),
        ("Ilan Marek, head and founder", "head", None),
        ("Ilan Marek, a baker’s son from Orrin", "son", "e:marek"),
        ("Ilan Marek met the head", "head", None),
        ("Ilan Marek, Orrin and the head", "head", None),
        ("Ilan Marek, the Varanian minister", "minister", None),
    ],
)
def test_a_noun_in_apposition_is_what_it_is_said_of(text: str, noun: str, coref: str | None) -> None:
    """ "X, the head of" joined the last head, not X."""
    start = text.index(noun)
    known = [Known((0, 10), "Ilan Marek", "PERSON", "e:marek")]
    found = described(text, (start, start + len(noun)), "PERSON", known)
    assert (found.coref if found else None) == coref
    assert described(text, (start, start + len(noun)), "ORG", known) is None


@pytest.mark.parametrize(
    ("text", "name", "coref"),
    [
        ("according to his nurse, Dorit Haas.", "Dorit Haas", "e:nurse"),
        ("according to his nurse and Dorit Haas.", "Dorit Haas", None),
        ("according to his nurse. Dorit Haas", "Dorit Haas", None),
    ],
)
def test_a_name_in_apposition_is_who_the_noun_before_it_means(text: str, name: str, coref: str | None) -> None:
    start, noun = text.index(name), text.index("nurse")
    found = described(
        text, (start, start + len(name)), "PERSON", [Known((noun, noun + 5), "nurse", "PERSON", "e:nurse")]
    )
    assert (found.coref if found else None) == coref
