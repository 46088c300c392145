"""Paragraphs and blocks: every code point in exactly one, whole grapheme clusters, cut at the same places."""

from __future__ import annotations

import itertools
from unittest.mock import patch

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import paragraphs
from annotator.text.paragraphs import Block, block_at, border_from
from tests.reaching import reached, reaching

PIECES = [
    "word ",
    "x",
    "\n",
    "\r\n",
    "\r",
    "e\u0301",
    "\u0301",
    "한",
    "각",
    "\u1100\u1161",
    "🇺🇦",
    "👨\u200d👩",
    "क्ष",
    "\u0600",
]
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def blocks(text: str) -> list[Block]:
    found = [block_at(text, 0)]
    while found[-1].next < len(text):
        found.append(block_at(text, found[-1].next))
    return found


@pytest.fixture(autouse=True, params=[8, 32])
def _small_blocks(request: pytest.FixtureRequest) -> object:
    with patch.object(paragraphs, "BLOCK", request.param), patch.object(paragraphs, "REACH", request.param // 4):
        yield


@given(texts)
def test_every_code_point_is_in_one_block_wherever_one_asks(text: str) -> None:
    for block in blocks(text):
        assert all(block_at(text, char) == block for char in range(block.start, block.next))
    assert all(above.next == below.start for above, below in itertools.pairwise(blocks(text)))


@reaching(0.5)
@given(texts)
def test_lines_are_cut_only_between_grapheme_clusters_and_only_when_long(text: str) -> None:
    clusters = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    reached(text)
    for block in blocks(text):
        assert {block.start, block.end, block.next} <= clusters
        assert "\n" not in text[block.start : block.end]
        assert "\r" not in text[block.start : block.end]
        assert block.next > block.end or block.end - block.start >= paragraphs.BLOCK // 2 or block.next == len(text)


@given(st.text("ab ", max_size=300))
def test_an_endless_line_is_cut_everywhere(text: str) -> None:
    assert all(block.end - block.start <= 2 * paragraphs.BLOCK + paragraphs.REACH for block in blocks(text))


@given(texts, st.integers(0, 80))
def test_borders_are_borders(text: str, char: int) -> None:
    found = border_from(text, char, len(text))
    assert found is None or found in {match.start() for match in regex.finditer(r"\X", text)}


def test_the_three_newlines() -> None:
    assert blocks("a\nb\r\nc\rd") == [Block(0, 1, 2), Block(2, 3, 5), Block(5, 6, 7), Block(7, 8, 8)]
