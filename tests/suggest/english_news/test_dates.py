from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.dates import SOON_DAYS, date_value
from annotator.suggest.english_news.normal import Normal
from tests.reaching import reached, reaching

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
        ("January 3, 2020", "2020-01-03"),
        ("3rd January 2020", "2020-01-03"),
        ("May 12", "2031-05-12"),
        ("May 16", "2031-05-16"),
        ("August 16", "2030-08-16"),
        ("July 1", "2031-07-01"),
        ("first of May", "2031-05-01"),
        ("the twenty-second of April", "2031-04-22"),
        ("the 3rd of May, 2030", "2030-05-03"),
        ("Last Friday", "2031-05-09"),
        ("winter of 2022", "2022-24"),
        ("spring", "2031-21"),
        ("8 to 16 April", "2031-04-08/2031-04-16"),
        ("18/19 April", "2031-04-18/2031-04-19"),
        ("30 April–2 May 2030", "2030-04-30/2030-05-02"),
        ("January 2029 and last August", "2029-01/2030-08"),
        ("New Year’s Day", "2031-01-01"),
        ("Christmas", "2030-12-25"),
        ("last night", "2031-05-14"),
        ("this morning", "2031-05-15"),
        ("last May", "2030-05"),
        ("last March", "2031-03"),
        ("next March", "2032-03"),
        ("this May", "2031-05"),
        ("December", "2030-12"),
        ("March last year", "2030-03"),
        ("last month", "2031-04"),
        ("next month", "2031-06"),
        ("this week", "2031-W20"),
        ("last Friday", "2031-05-09"),
        ("last Thursday", "2031-05-08"),
        ("2031-05-12", "2031-05-12"),
        ("Feb.\u00a016", "2031-02-16"),
        ("Sept. 1, 2030", "2030-09-01"),
        ("29 February 2028", "2028-02-29"),
    ],
)
def test_dates_of_regular_form(words: str, value: str) -> None:
    assert date_value(words, PUBLISHED) == Normal(value)


@pytest.mark.parametrize(
    "words",
    [
        "the harvest",
        "Foo 12",
        "May 77",
        "February 31",
        "29 February 2030",
        "2031-13-01",
        "the 2010s",
        "0000",
        "same day",
        "foo of May",
        "16 to 8 April",
        "May and June and July",
        "last",
        "12",
        "May " * 100,
        "",
    ],
)
def test_other_dates_are_left_to_people(words: str) -> None:
    assert date_value(words, PUBLISHED) is None


@pytest.mark.parametrize("words", ["12 May", "May", "last May", "yesterday", "last year", "March of last year"])
def test_without_a_publication_date_nothing_is_counted_from_it(words: str) -> None:
    assert date_value(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("before May 2030", Normal("2030-05", "BEFORE")),
        ("since 2017", Normal("2017", "AFTER")),
        ("late 2017", Normal("2017", "APPROX")),
        ("mid-2017", Normal("2017", "APPROX")),
    ],
)
def test_how_exact_a_date_is(words: str, expected: Normal) -> None:
    assert date_value(words) == expected


@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)))
def test_a_full_date_means_itself_whenever_it_was_published(day: date, published: date) -> None:
    for form in ("%B {d}, %Y", "{d} %B %Y", "%b. {d}, %Y", "%Y-%m-%d"):
        words = day.strftime(form.replace("{d}", str(day.day))).replace("May.", "May")
        assert date_value(words, published) == date_value(words) == Normal(day.isoformat())


@reaching(0.5)
@given(st.dates(date(1001, 1, 1), date(3000, 1, 1)), st.dates(date(1001, 1, 1), date(3000, 1, 1)))
def test_a_day_without_a_year_comes_soon_or_is_the_last_one_before_publication(day: date, published: date) -> None:
    found = date_value(f"{day:%B} {day.day}", published)
    if found is None:
        assert (day.month, day.day) == (2, 29)
        return
    reached()
    assert -SOON_DAYS - 3 <= (published - date.fromisoformat(found.value)).days <= 366 - SOON_DAYS + 3


@reaching(0.5)
@given(st.dates(date(1001, 1, 1), date(3000, 1, 1)), st.dates(date(1001, 1, 1), date(3000, 1, 1)))
def test_what_lies_ahead_comes_within_a_year(day: date, published: date) -> None:
    found = date_value(f"{day.day} {day:%B}", published, ahead=True)
    if found is None:
        assert (day.month, day.day) == (2, 29)
        return
    reached()
    assert 0 <= (date.fromisoformat(found.value) - published).days <= 366


@pytest.mark.parametrize(
    ("words", "value"),
    [("Friday", "2031-05-16"), ("Thursday", "2031-05-15"), ("April", "2032-04"), ("winter", "2031-24")],
)
def test_what_the_words_around_a_date_say_lies_ahead(words: str, value: str) -> None:
    assert date_value(words, PUBLISHED, ahead=True) == Normal(value)


@given(st.text(max_size=20))
def test_any_words_have_a_value_or_none(words: str) -> None:
    date_value(words, PUBLISHED)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("three days ago", "2031-05-12"),
        ("Sunday", "2031-05-11"),
        ("Thursday", "2031-05-15"),
        ("a week ago", "2031-W19"),
        ("14 months ago", "2030-03"),
        ("two years ago", "2029"),
        ("twenty-one days ago", "2031-04-24"),
    ],
)
def test_what_lies_so_long_ago_is_counted_from_publication(words: str, value: str) -> None:
    found = date_value(words, PUBLISHED)
    assert found is not None
    assert found.value == value
    assert date_value(words) is None
