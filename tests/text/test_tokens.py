from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.tokens import next_token, previous_token, token_at, tokens


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
    ],
)
def test_words_of_the_news(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in tokens(text, 0, len(text))] == expected


texts = st.lists(
    st.sampled_from(["word", " ", "-", "’s", "U.S.", "5,200", "\n", "漢", "é", ".", "x" * 700]), max_size=25
).map("".join)


@given(texts)
def test_walking_forward_meets_every_token_once_and_backward_the_same(text: str) -> None:
    forward, position = [], 0
    while (span := next_token(text, position)) is not None:
        forward.append(span)
        position = span[1]
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(forward))
    assert "".join(text[start:end] for start, end in forward) == "".join(text.split())
    for before, after in itertools.pairwise(forward):
        assert (found := previous_token(text, after[0])) is not None
        assert found[1] <= after[0]
        assert found[0] >= before[0]


@given(texts, st.data())
def test_a_token_covers_what_it_is_found_by(text: str, data: st.DataObject) -> None:
    char = data.draw(st.integers(0, max(len(text) - 1, 0)))
    found = token_at(text, char)
    assert (found is None) == (not text or text[char].isspace())
    assert found is None or found[0] <= char < found[1]
