from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.amounts import amount_value
from annotator.suggest.english_news.normal import Normal


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
        ("At Least 71", Normal("71", "APPROX")),
        ("a little under $300,000", Normal("300000 USD", "APPROX")),
        ("82-millimetre", Normal("82 millimetres")),
        ("tens of thousands", None),
        ("more than 100", Normal("100", "APPROX")),
        ("less than 20", Normal("20", "APPROX")),
        ("twenty-eleven", None),
    ],
)
def test_amounts(words: str, expected: Normal | None) -> None:
    assert amount_value(words) == expected


@given(st.integers(0, 10**12))
def test_a_number_means_itself(number: int) -> None:
    assert amount_value(str(number)) == amount_value(f"{number:,}") == Normal(str(number))


@pytest.mark.parametrize(
    ("words", "expected"),
    [("1.5 million", "1500000 crowns"), ("300 marks", "300 marks"), ("$5", "5 USD"), ("5%", "5 %")],
)
def test_an_amount_without_a_unit_is_one_of_the_currency(words: str, expected: str) -> None:
    assert amount_value(words, "crowns") == Normal(expected)


@given(st.text(max_size=20))
def test_any_words_have_a_value_or_none(words: str) -> None:
    amount_value(words)
