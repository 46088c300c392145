from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.seasons import season_value


@pytest.mark.parametrize(
    ("words", "published", "ahead", "value"),
    [
        ("winter of 2022", None, False, "2022-24"),
        ("spring 2031", date(2031, 9, 1), False, "2031-21"),
        ("last winter", date(2031, 6, 19), False, "2030-24"),
        ("last autumn", date(2032, 1, 20), False, "2031-23"),
        ("last summer", date(2031, 8, 20), False, "2030-22"),
        ("this summer", date(2031, 8, 20), False, "2031-22"),
        ("the summer", date(2031, 8, 20), False, "2031-22"),
        ("next summer", date(2031, 8, 20), False, "2032-22"),
        ("winter", date(2031, 1, 2), False, "2030-24"),
        ("winter", date(2031, 11, 3), False, "2031-24"),
        ("winter", date(2031, 5, 3), True, "2031-24"),
        ("winter", None, False, None),
        ("summers", date(2031, 8, 20), False, None),
    ],
)
def test_seasons(words: str, published: date | None, ahead: bool, value: str | None) -> None:
    assert season_value(words, published, ahead=ahead) == value


@given(st.dates(date(2, 1, 1), date(9998, 1, 1)), st.sampled_from(("spring", "summer", "autumn", "winter")))
def test_the_last_this_and_the_next_season_follow_each_other(published: date, season: str) -> None:
    last, now, ahead = (str(season_value(f"{which} {season}", published)) for which in ("last", "this", "next"))
    assert last <= now < ahead
    assert int(ahead[:4]) - int(last[:4]) in (1, 2)
