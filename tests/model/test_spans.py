"""Spans against the set of characters that they cover."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.spans import Spans, contains, envelope, shared_chars, surface, union
from tests.strategies import piece_lists, texts

PIECES = piece_lists(12, empty=False)


def covered(spans: Spans) -> set[int]:
    return {char for start, end in spans for char in range(start, end)}


@given(PIECES, PIECES)
def test_shared_characters_are_those_that_both_cover(left: Spans, right: Spans) -> None:
    assert shared_chars(left, right) == shared_chars(right, left) == len(covered(left) & covered(right))


@given(PIECES, PIECES)
def test_a_union_covers_what_both_cover_in_separate_ascending_pieces(spans: Spans, more: Spans) -> None:
    joined = union(spans, more[0])
    assert covered(joined) == covered(spans) | covered(more[:1])
    assert all(before[1] < after[0] for before, after in pairwise(joined))


@given(PIECES, PIECES)
def test_a_span_contains_another_whose_characters_are_all_its_own(left: Spans, right: Spans) -> None:
    one, other = envelope(left), envelope(right)
    assert contains(one, other) == (covered((other,)) <= covered((one,)))


@given(texts(), st.data())
def test_the_surface_is_the_pieces_joined_by_one_space(text: str, data: st.DataObject) -> None:
    spans = data.draw(piece_lists(len(text)))
    assert surface(text, spans).split(" ") == " ".join(text[start:end] for start, end in spans).split(" ")
