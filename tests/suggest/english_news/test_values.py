from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.regular import regular_forms
from annotator.suggest.english_news.values import Normal, amount_value, date_value, day_of_month
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
        ("May 16", "2030-05-16"),
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
def test_a_day_without_a_year_is_the_last_one_before_publication(day: date, published: date) -> None:
    found = date_value(f"{day:%B} {day.day}", published)
    if found is None:
        assert (day.month, day.day) == (2, 29)
        return
    reached()
    assert 0 <= (published - date.fromisoformat(found.value)).days <= 366


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("about 5,200", Normal("5200", "APPROX")),
        ("two", Normal("2")),
        ("a dozen", Normal("12")),
        ("$1,500", Normal("1500 USD")),
        ("$2.5 million", Normal("2500000 USD")),
        ("900 crowns", Normal("900 crowns")),
        ("about 900 crowns", Normal("900 crowns", "APPROX")),
        ("five thousand crowns", Normal("5000 crowns")),
        ("twenty-two", Normal("22")),
        ("half", None),
        ("two dozen", Normal("24")),
        ("a hundred", Normal("100")),
        ("0.1 million", Normal("100000")),
        ("1.25", Normal("1.25")),
        ("20%", Normal("20 %")),
        ("20 percent", Normal("20 %")),
        ("US$ 5", Normal("5 USD")),
        ("$1,500 crowns", None),
        ("5,2", None),
        ("dozens", None),
        ("tens of thousands", None),
        ("more than 100", None),
        ("less than 20", None),
        ("twenty-eleven", None),
    ],
)
def test_amounts(words: str, expected: Normal | None) -> None:
    assert amount_value(words) == expected


@given(st.integers(0, 10**12))
def test_a_number_means_itself(number: int) -> None:
    assert amount_value(str(number)) == amount_value(f"{number:,}") == Normal(str(number))


def test_what_is_found_has_a_value() -> None:
    text = (
        "About 5,200 men left on May 12, 2031 and 3 June, paid $1.5 million or 900 crowns, in March 2030; two stayed."
    )
    published = date(2031, 8, 1)
    found = {
        text[slice(*span)]: date_value(text[slice(*span)], published)
        if kind == "date"
        else amount_value(text[slice(*span)])
        for kind, span in regular_forms(text, 0, len(text))
    }
    assert len(found) >= 7
    assert all(found.values())


@given(st.text(max_size=20))
def test_any_words_have_a_value_or_none(words: str) -> None:
    date_value(words, PUBLISHED)
    amount_value(words)


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


@pytest.mark.parametrize(
    ("words", "told_before", "value"),
    [
        ("the 3rd", "2031-04-02", "2031-04-03"),
        ("19th", "2031-08-08/2031-08-16", "2031-08-19"),
        ("the 31st", "2031-04-02", None),
        ("the 3rd", "2031", None),
        ("the 3rd", "2031-W19", None),
        ("third", "2031-04-02", None),
    ],
)
def test_a_day_that_only_its_number_names_is_in_the_month_told_before(
    words: str, told_before: str, value: str | None
) -> None:
    found = day_of_month(words, told_before)
    assert (found and found.value) == value
