from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.normal import Normal
from annotator.suggest.english_news.told_dates import told_value

PUBLISHED = date(2031, 8, 20)


@pytest.mark.parametrize(
    ("words", "told", "value"),
    [
        ("the 3rd", ["2031-04-02"], "2031-04-03"),
        ("19th", ["2031-08-08/2031-08-16"], "2031-08-19"),
        ("the eighth", ["2031-08-09"], "2031-08-08"),
        ("the 16th", ["2031-08-12", "2031-21"], "2031-08-16"),
        ("the 12th", ["2031-08-16", "2031-09-01"], "2031-08-12"),
        ("the 31st", ["2031-03-02", "2031-04-02"], "2031-03-31"),
        ("the 3rd", [], "2031-08-03"),
        ("Two days later", ["2031-07-08"], "2031-07-10"),
        ("A fortnight later", ["2031-08-28"], "2031-09-11"),
        ("a week earlier", ["2031-08-28"], "2031-08-21"),
        ("Four months later", ["2031-03"], "2031-07"),
        ("a year later", ["2029-06"], "2030-06"),
        ("a year earlier", ["2030", "2019"], "2018"),
        ("that evening", ["2031-08-28"], "2031-08-28"),
        ("the same day", ["2031-08-28"], "2031-08-28"),
        ("the next morning", ["2031-08-31"], "2031-09-01"),
        ("day before", ["2031-08-31"], "2031-08-30"),
        ("year after", ["2017"], "2018"),
        ("two days later", ["2031-07"], None),
        ("four months later", ["2031"], None),
        ("that day", ["2031"], None),
        ("that day", [], None),
        ("some days later", ["2031-08-31"], None),
        ("99999999 days later", ["2031-08-31"], None),
        ("12 May", ["2031-08-31"], None),
    ],
)
def test_dates_that_hang_on_one_told_before(words: str, told: list[str], value: str | None) -> None:
    assert told_value(words, told, PUBLISHED) == (Normal(value) if value else None)


def test_without_a_month_told_and_a_day_of_publication_a_number_names_no_day() -> None:
    assert told_value("the 3rd", ["2031", "2031-W19"]) is None


@given(st.dates(date(1001, 1, 1), date(3000, 1, 1)), st.integers(1, 500))
def test_days_later_and_earlier_are_counted_from_the_day_told(day: date, count: int) -> None:
    for way, sign in (("later", 1), ("earlier", -1)):
        expected = (day + timedelta(sign * count)).isoformat()
        assert told_value(f"{count} days {way}", [day.isoformat()]) == Normal(expected)


@given(st.text(max_size=20), st.lists(st.text(max_size=12), max_size=2))
def test_any_words_have_a_value_or_none(words: str, told: list[str]) -> None:
    told_value(words, told, PUBLISHED)
