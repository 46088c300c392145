"""Texts that differ in blanks alone, and in how corpora write brackets and quotes: every character finds its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.alignment import Aligned, Differs, aligned
from tests.examples import examples

WORDS = st.lists(st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), min_size=1), max_size=6)
BLANKS = st.sampled_from(["", " ", "\n", "\u00a0 ", "\t\n"])


@examples(60)
@given(WORDS, st.data())
def test_every_word_stands_where_it_stood(words: list[str], data: st.DataObject) -> None:
    sides = []
    for _ in range(2):
        text, places = data.draw(BLANKS), []
        for word in words:
            places.append((len(text), len(text) + len(word)))
            text += word + data.draw(BLANKS)
        sides.append((text, places))
    (here, mine), (there, theirs) = sides
    where = aligned(here, there)
    assert isinstance(where, Aligned)
    assert list(where.spans(tuple(mine))) == theirs
    for start, _ in mine:
        for (_, end), (_, expected) in zip(mine, theirs, strict=True):
            assert start >= end or where.span((start, end))[1] == expected


def test_blanks_at_the_edges_do_not_count_and_an_empty_span_stays_empty() -> None:
    where = aligned("  Mara  Olin ", "MaraOlin")
    assert isinstance(where, Aligned)
    assert where.spans(((0, 7), (6, 13), (2, 2), (13, 13), (6, 8))) == ((0, 4), (4, 8), (0, 0), (8, 8), (4, 4))


@pytest.mark.parametrize(
    ("tokens", "article"),
    [
        ("He -LRB- Olin -RRB- said", "He (Olin) said"),
        ("`` No '' , she said", "\u201cNo\u201d, she said"),
        ("`` No '' , she said", '"No", she said'),
        ("she 's -- late ...", "she\u2019s \u2014 late\u2026"),
        ("1 \\/ 2", "1/2"),
    ],
)
def test_what_corpora_write_otherwise(tokens: str, article: str) -> None:
    where = aligned(tokens, article)
    assert isinstance(where, Aligned)
    assert where.span((0, len(tokens))) == (0, len(article))
    word = "Olin" if "Olin" in tokens else tokens.split()[-1]
    start, end = where.span((tokens.index(word), tokens.index(word) + len(word)))
    assert article[start:end] == {"...": "\u2026"}.get(word, word)
    back = aligned(article, tokens)
    assert isinstance(back, Aligned)
    assert back.span((start, end)) == (tokens.index(word), tokens.index(word) + len(word))


@pytest.mark.parametrize(
    ("here", "there", "places"),
    [("a b", "a c", (2, 2)), ("a b", "a", (2, 1)), ("a", "a b", (1, 2)), ("", "x", (0, 0))],
)
def test_anything_else_is_told_with_its_place(here: str, there: str, places: tuple[int, int]) -> None:
    assert aligned(here, there) == Differs(*places)
