from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.spans import Span
from annotator.suggest.segment.tokens import next_token, previous_token, token_at, tokens, tokens_between


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oskell-backed men", ["Oskell", "-", "backed", "men"]),
        ("Varania’s army", ["Varania", "’s", "army"]),
        ("the U.S. Embassy", ["the", "U.S.", "Embassy"]),
        ("on Feb. 16, 5,200 men", ["on", "Feb.", "16", ",", "5,200", "men"]),
        ("$1,500 and 3.5%", ["$1,500", "and", "3.5%"]),
        ("Selm-al-Sha’abi", ["Selm", "-", "al", "-", "Sha’abi"]),
        ("漢字kana", ["漢", "字", "kana"]),
        ("“Quoted”.", ["“", "Quoted", "”", "."]),
        ("in\u00a0Tessal", ["in", "Tessal"]),
        ("the K-1 base in the 2010s", ["the", "K", "-", "1", "base", "in", "the", "2010s"]),
        ("2nd of 40km", ["2nd", "of", "40", "km"]),
        ("A\u200bcme co\u00adop", ["A\u200bcme", "co\u00adop"]),
        ("می\u200cخواهم رفت", ["می\u200cخواهم", "رفت"]),
        ("Orrin漢字", ["Orrin", "漢", "字"]),
        ("👨\u200d👩\u200d👧🇺🇦🇩🇪!", ["👨\u200d👩\u200d👧", "🇺🇦", "🇩🇪", "!"]),
        ("militants’ and don’t", ["militants", "’", "and", "don’t"]),
    ],
)
def test_words_of_the_news(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in tokens(text, 0, len(text))] == expected


PIECES = [
    "word",
    " ",
    "-",
    "’s",
    "U.S.",
    "5,200",
    "\n",
    "漢",
    "é",
    "e\u0301",
    "\u0301",
    "\ufe0f",
    "\u200d",
    "👩",
    "🏽",
    "🇺🇦",
    "क्ष",
    "ำ",
    "ก",
    ".",
    "x" * 700,
    "e\u0301" * 600,
]
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def walk(text: str) -> list[Span]:
    found, position = [], 0
    while (span := next_token(text, position)) is not None:
        found.append(span)
        position = span[1]
    return found


@given(texts)
def test_walking_forward_and_backward_meets_every_token_once(text: str) -> None:
    forward = walk(text)
    assert "".join(text[start:end] for start, end in forward) == "".join(text.split())
    backward, position = [], len(text)
    while (span := previous_token(text, position)) is not None:
        backward.append(span)
        position = span[0]
    assert backward[::-1] == forward
    assert list(tokens(text, 0, len(text))) == forward


@given(texts, st.data())
def test_the_same_token_is_found_from_every_place_in_it(text: str, data: st.DataObject) -> None:
    char = data.draw(st.integers(0, max(len(text) - 1, 0)))
    expected = next((span for span in walk(text) if span[0] <= char < span[1]), None)
    assert token_at(text, char) == expected
    assert (expected is None) == (not text or text[char].isspace())
    assert tokens_between(text, char, char + 1) == ([expected] if expected else [])


@given(texts)
def test_no_token_splits_a_grapheme_cluster(text: str) -> None:
    borders = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    for start, end in walk(text):
        assert start in borders or text[start - 1].isspace()
        assert end in borders


def test_a_token_far_behind_blanks_and_in_a_long_text_is_found_at_once() -> None:
    text = "one" + " " * 2_000_000 + "two"
    assert next_token(text, 3) == (len(text) - 3, len(text))
    assert previous_token(text, len(text) - 3) == (0, 3)
    letters = "ab" * 100_000
    start, end = token_at(letters, 100_001) or (0, 0)
    assert start <= 100_001 < end
    assert end - start <= 2 * 1024
