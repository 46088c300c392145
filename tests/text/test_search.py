"""Searching: plain words, regular expressions, and expressions that mean harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.text.search import expression_pattern, find, words_pattern

UNSEEN = ["", "\u200b", "\u00ad", "\u2060", "\u200f", "\ufeff"]


@given(st.text("abé漢(.*", min_size=1, max_size=8), st.data())
def test_words_are_found_whatever_stands_unseen_inside(words: str, data: st.DataObject) -> None:
    hidden = words[0] + "".join(data.draw(st.sampled_from(UNSEEN)) + each for each in words[1:])
    assert find(words_pattern(words), f"|{hidden}|", 1.0)[0] == (1, 1 + len(hidden))


@pytest.mark.parametrize(
    ("words", "whole", "text", "expected"),
    [
        ("acme", False, "x A\u200bc\u00adme y", ["A\u200bc\u00adme"]),
        ("Acme", True, "Acmes Acme acme", ["Acme"]),
        ("port selm", False, "Port\u00a0Selm, port\nselm", ["Port\u00a0Selm", "port\nselm"]),
        ("Selm", False, "selm Selm", ["Selm"]),
        ("a.b", False, "aXb a.b", ["a.b"]),
    ],
)
def test_plain_words(words: str, whole: bool, text: str, expected: list[str]) -> None:
    assert [text[slice(*span)] for span in find(words_pattern(words, whole=whole), text, 1.0)] == expected


def test_expressions_find_spans_but_no_empty_ones() -> None:
    assert find(expression_pattern(r"\d{1,3}(,\d{3})*|x*"), "5,200 men, xx", 1.0) == [(0, 5), (11, 13)]


def test_an_expression_that_never_ends_is_stopped() -> None:
    with pytest.raises(InputError, match="longer than"):
        find(expression_pattern("(a+a+)+b"), "a" * 5000, 0.05)


@pytest.mark.parametrize("expression", ["(", "[", r"\p{Nonsense}", "(?P<n", "(" * 900 + ")" * 90, "x{3,2}"])
def test_what_is_no_expression_says_so(expression: str) -> None:
    with pytest.raises(InputError, match="not a regular expression"):
        expression_pattern(expression)


@pytest.mark.parametrize(
    "expression", ["a{1000000000}", "x{99999999999999999999}", "((((a{999}){999}){999}){999})", "a" * 1001]
)
def test_an_expression_that_would_fill_the_memory_is_refused_before_it_is_compiled(expression: str) -> None:
    with pytest.raises(InputError, match="too long, or repeats too much"):
        expression_pattern(expression)
