from __future__ import annotations

import pytest

from annotator.suggest.english_news.numerals import DAY_ORDINALS, number


@pytest.mark.parametrize(
    ("words", "value"),
    [("5,200", 5200), ("twenty-two", 22), ("Forty", 40), ("dozen", 12), ("twenty-eleven", None), ("half", None)],
)
def test_numbers_in_figures_and_words(words: str, value: int | None) -> None:
    assert number(words) == value


def test_every_day_of_a_month_has_a_word() -> None:
    assert sorted(DAY_ORDINALS.values()) == list(range(1, 32))
