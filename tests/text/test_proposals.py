"""What the text alone suggests: values, sameness."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.sameness import Known, same_thing
from annotator.text.values import Normal, amount_value, date_value

PUBLISHED = date(2031, 5, 15)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12 May", "2031-05-12"),
        ("May 12, 2030", "2030-05-12"),
        ("Feb. 16", "2031-02-16"),
        ("December 30", "2030-12-30"),
        ("March, 2019", "2019-03"),
        ("March of last year", "2030-03"),
        ("last year", "2030"),
        ("yesterday", "2031-05-14"),
        ("2017", "2017"),
    ],
)
def test_dates_of_regular_form(words: str, value: str) -> None:
    assert date_value(words, PUBLISHED) == Normal(value)


@pytest.mark.parametrize("words", ["the harvest", "Sunday", "Foo 12", "May 77", ""])
def test_other_dates_are_left_to_people(words: str) -> None:
    assert date_value(words, PUBLISHED) is None


def test_without_a_publication_date_a_day_has_no_year() -> None:
    assert date_value("12 May") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("about 5,200", Normal("5200", "APPROX")),
        ("two", Normal("2")),
        ("a dozen", Normal("12")),
        ("$1,500", Normal("1500 USD")),
        ("$2.5 million", Normal("2500000 USD")),
        ("900 crowns", Normal("900 crowns")),
    ],
)
def test_amounts(words: str, expected: Normal) -> None:
    assert amount_value(words) == expected


@given(st.text(max_size=20))
def test_any_words_have_a_value_or_none(words: str) -> None:
    date_value(words, PUBLISHED)
    amount_value(words)


KNOWN = [
    Known((0, 11), "Ilan Marek", "PERSON", "e:marek"),
    Known((20, 27), "Varania", "GPE", "e:varania"),
    Known((40, 51), "Tova Reyes", "PERSON", "e:reyes"),
    Known((60, 72), "Dawn Column Front", "ORG", "e:column"),
]


@pytest.mark.parametrize(
    ("surface", "type_name", "coref"),
    [
        ("Ilan Marek", "PERSON", "e:marek"),
        ("Marek", "PERSON", "e:marek"),
        ("Varanian", "GPE", "e:varania"),
        ("DCF", "ORG", "e:column"),
        ("she", "PERSON", "e:reyes"),
        ("Marek", "ORG", None),
        ("Koll", "PERSON", None),
    ],
)
def test_the_likely_thing(surface: str, type_name: str, coref: str | None) -> None:
    found = same_thing(surface, type_name, (100, 105), KNOWN)
    assert (found.coref if found else None) == coref
