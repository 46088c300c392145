"""Tokens make a text and are found in it again; mentions become ranges of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.formats.tokens import has_words, joined, meta_of, other_meta, tokens_of
from annotator.model.document import Document, new_document
from annotator.model.spans import Span
from tests.examples import examples
from tests.reaching import reached, reaching
from tests.strategies import SCALARS, flat_documents, texts

USUAL = st.sampled_from(["U.S.", "n’t", "-", "Selm", "👩\u200d🔬", "5\u00a0km"])
WORDS = st.one_of(USUAL, st.text(SCALARS, max_size=4))
SENTENCES = st.one_of(
    st.lists(st.lists(WORDS, max_size=5), max_size=4),
    st.lists(st.lists(USUAL, min_size=1, max_size=5), min_size=1, max_size=4),
)


@reaching(0.2)
@examples(80)
@given(SENTENCES)
def test_tokens_stand_where_it_is_said_and_are_found_again(sentences: list[list[str]]) -> None:
    text, places = joined(sentences)
    assert [text[start:end] for start, end in places] == [word for sentence in sentences for word in sentence]
    meta = meta_of(sentences)
    if meta and sentences:
        reached(places)
        found = tokens_of(new_document("d", text, meta=meta), ())
        assert found.words() == sentences
        assert list(found.places) == places
        assert not list(found.lost_text())


@examples(80)
@given(texts(), st.lists(st.integers(0, 60)))
def test_tokens_of_a_text_are_its_words_and_signs_cut_where_asked(text: str, edges: list[int]) -> None:
    tokens = tokens_of(new_document("d", text), edges)
    assert "".join(text[start:end] for start, end in tokens.places) == "".join(text.split())
    assert all(start < end <= after for (start, end), (after, _) in pairwise(tokens.places))
    assert not any(start < edge < end for edge in edges for start, end in tokens.places)
    begun = [line for line in text.split("\n") if line.strip()]
    assert ["".join(each) for each in tokens.words()] == ["".join(line.split()) for line in begun]


@reaching(0.3)
@examples(80)
@given(flat_documents())
def test_a_mention_with_a_word_at_both_ends_is_a_range_of_tokens(document: Document) -> None:
    mentions = [each.spans[0] for each in document.entities.values() if has_words(document, each.spans)]
    tokens = tokens_of(document, (place for span in mentions for place in span))
    reached(mentions)
    for start, end in mentions:
        ranged = tokens.range_of((start, end))
        assert ranged is not None
        assert (tokens.places[ranged[0]][0], tokens.places[ranged[1] - 1][1]) == (start, end)


@pytest.mark.parametrize(("span", "tokens"), [((0, 4), (0, 1)), ((0, 10), (0, 3)), ((1, 4), None), ((4, 6), None)])
def test_what_cuts_a_token_is_no_range(span: Span, tokens: Span | None) -> None:
    document = new_document("d", "Mara: Voss.\nSelm", meta={})
    assert tokens_of(document, ()).range_of(span) == tokens


def test_a_range_may_leave_its_sentence() -> None:
    tokens = tokens_of(new_document("d", "Mara Voss\nSelm"), ())
    assert tokens.in_one_sentence((0, 2))
    assert not tokens.in_one_sentence((1, 3))
    assert tokens.sentence_of(2) == 1


def test_only_the_mark_of_tokens_is_known_under_meta() -> None:
    marked = new_document("d", "a", meta={"tokens": "blanks", "title": "x"})
    assert other_meta(marked) == ["title"]
    assert other_meta(replace(marked, meta={"tokens": "words"})) == ["tokens"]
    assert meta_of([["a b"]]) == meta_of([["a"], []]) == {}
