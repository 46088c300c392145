from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.english_news.regular import regular_forms
from tests.reaching import reached, reaching


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Feb.\u00a016 and May 12, 2031", [("date", "Feb.\u00a016"), ("date", "May 12, 2031")]),
        ("early 2017, the 2010s, mid-2019", [("date", "early 2017"), ("date", "2010s"), ("date", "mid-2019")]),
        ("in March they march; they may fall", [("date", "March")]),
        ("last week, last May, last Friday", [("date", "last week"), ("date", "last May"), ("date", "last Friday")]),
        ("summer of 2020, two years ago", [("date", "summer of 2020"), ("date", "two years ago")]),
        (
            "about 900 crowns, US$5, five million marks",
            [("money", "about 900 crowns"), ("money", "US$5"), ("money", "five million marks")],
        ),
        (
            "twenty-two men, a dozen, 3.5 kilometres",
            [("quantity", "twenty-two"), ("quantity", "a dozen"), ("quantity", "3.5 kilometres")],
        ),
        (
            "8 to 16 May, the first of May, between May 2029 and last June",
            [("date", "8 to 16 May"), ("date", "first of May"), ("date", "May 2029 and last June")],
        ),
        (
            "Last Friday, two days later, that evening, on the 16th, in spring; the spring of a clock",
            [("date", each) for each in ("Last Friday", "two days later", "that evening", "16th", "spring")],
        ),
        ("the 2nd Engineers, for six weeks, three times, at ten o’clock", []),
        ("Ines Quill, 61, aged 34, number 9, Directorate Nine said", []),
        (
            "four or five boys, two kilometres, 82-millimetre",
            [("quantity", each) for each in ("four or five", "two kilometres", "82-millimetre")],
        ),
        ("K-1, x2, 4x4, someone", []),
    ],
)
def test_expressions_of_the_news(text: str, expected: list[tuple[str, str]]) -> None:
    found: list[tuple[str, str]] = []
    taken: set[int] = set()
    for kind, span in regular_forms(text, 0, len(text)):
        if not taken & set(range(*span)):
            found.append((kind, text[slice(*span)]))
            taken |= set(range(*span))
    assert found == expected


@reaching(0.1)
@given(
    st.lists(
        st.sampled_from(
            ["3", " ", "May", " 2029", "$", ".", ",", "-", "one", " million", "%", " to ", " two days later"]
        ),
        min_size=4,
    ).map("".join),
    st.integers(0, 10),
    st.integers(10, 60),
)
def test_what_is_found_lies_in_the_window_without_blank_ends(text: str, start: int, end: int) -> None:
    found = list(regular_forms(text, start, min(end, len(text))))
    reached(found)
    for _, (first, last) in found:
        assert start <= first < last <= end
        assert text[first:last] == text[first:last].strip()
