"""Whatever the text and the language: all that is no blank is in one token and one sentence, wherever one asks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from importlib.util import find_spec
from unittest.mock import patch

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.spans import Span
from annotator.suggest.segment import cuts
from annotator.suggest.segment.languages import segmenter_for
from annotator.suggest.segment.segmenter import Segmenter
from tests.reaching import reached, reaching
from tests.suggest.segment.texts import texts

LANGUAGES = ["en", "de", "ar", "ko", *(["ja", "zh", "zh-hant", "th"] if find_spec("budoux") else [])]
languages = st.sampled_from(LANGUAGES)
BLANK = regex.compile(r"\s")


@pytest.fixture(params=[16, 1024])
def _grid(request: pytest.FixtureRequest) -> Iterator[None]:
    """Cuts through letters without a blank, near and far."""
    with patch.object(cuts, "GRID", request.param):
        yield


def walk(segmenter: Segmenter, text: str) -> list[Span]:
    found, position = [], 0
    while (span := segmenter.next_token(text, position)) is not None:
        found.append(span)
        position = span[1]
    return found


def ink(text: str) -> list[int]:
    return [char for char, character in enumerate(text) if not BLANK.match(character)]


@pytest.mark.usefixtures("_grid")
@given(languages, texts)
def test_tokens_hold_everything_that_is_no_blank_once_and_in_order(language: str, text: str) -> None:
    forward = walk(segmenter_for(language), text)
    assert [char for start, end in forward for char in range(start, end)] == ink(text)


@pytest.mark.usefixtures("_grid")
@given(languages, texts)
def test_walking_forward_and_backward_meets_the_same_tokens(language: str, text: str) -> None:
    segmenter = segmenter_for(language)
    backward, position = [], len(text)
    while (span := segmenter.previous_token(text, position)) is not None:
        backward.append(span)
        position = span[0]
    assert backward[::-1] == walk(segmenter, text)


@pytest.mark.usefixtures("_grid")
@given(languages, texts, st.data())
def test_tokens_do_not_depend_on_the_window(language: str, text: str, data: st.DataObject) -> None:
    segmenter = segmenter_for(language)
    everything = list(segmenter.tokens(text, 0, len(text)))
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    assert list(segmenter.tokens(text, start, end)) == [span for span in everything if start <= span[0] < end]
    between = segmenter.tokens_between(text, start, end)
    assert between == [span for span in everything if span[0] < end and start < span[1]]
    at = segmenter.token_at(text, start)
    assert at == next((span for span in everything if span[0] <= start < span[1]), None)


@reaching(0.5)
@pytest.mark.usefixtures("_grid")
@given(languages, texts)
def test_no_token_splits_a_grapheme_cluster(language: str, text: str) -> None:
    borders = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    tokens = list(walk(segmenter_for(language), text))
    reached(tokens)
    for start, end in tokens:
        assert start in borders or BLANK.match(text[start - 1])
        assert end in borders or BLANK.match(text[end])


def all_sentences(segmenter: Segmenter, text: str) -> list[Span]:
    found, place = [], -1
    while (span := segmenter.next_sentence(text, place)) is not None:
        found.append(span)
        place = span[0]
    return found


@given(languages, texts)
def test_sentences_hold_everything_that_is_no_blank_once_and_in_order(language: str, text: str) -> None:
    found = all_sentences(segmenter_for(language), text)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(found))
    covered = {char for start, end in found for char in range(start, end)}
    assert set(ink(text)) <= covered


@given(languages, texts)
def test_walking_back_meets_the_same_sentences_and_each_is_found_from_every_place_in_it(
    language: str, text: str
) -> None:
    segmenter = segmenter_for(language)
    found = all_sentences(segmenter, text)
    back: list[Span] = []
    span = segmenter.previous_sentence(text, len(text) + 1)
    while span is not None:
        back.append(span)
        span = segmenter.previous_sentence(text, span[0])
    assert back[::-1] == found
    assert all(segmenter.sentence_at(text, char) == each for each in found for char in range(*each))


@reaching(0.5)
@given(languages, texts)
def test_no_sentence_ends_within_a_token(language: str, text: str) -> None:
    segmenter = segmenter_for(language)
    sentences = list(all_sentences(segmenter, text))
    reached(sentences)
    for start, _ in sentences:
        token = segmenter.token_at(text, start)
        assert token is not None
        assert token[0] == start


def test_a_token_far_behind_blanks_and_in_a_long_text_is_found_at_once() -> None:
    segmenter = segmenter_for("en")
    text = "one" + " " * 2_000_000 + "two"
    assert segmenter.next_token(text, 3) == (len(text) - 3, len(text))
    assert segmenter.previous_token(text, len(text) - 3) == (0, 3)
    letters = "ab" * 100_000
    start, end = segmenter.token_at(letters, 100_001) or (0, 0)
    assert start <= 100_001 < end
    assert end - start <= 2 * 1024


def test_a_sentence_far_behind_blank_lines_is_found_at_once() -> None:
    segmenter = segmenter_for("en")
    text = "One." + "\n" * 500_000 + "Two."
    assert segmenter.next_sentence(text, 0) == (len(text) - 4, len(text))
    assert segmenter.previous_sentence(text, len(text) - 4) == (0, 4)


def test_an_endless_line_has_sentences_near_every_place() -> None:
    segmenter = segmenter_for("en")
    text = "The Dawn Column left Port Selm. " * 40_000
    for char in range(0, len(text), 99_991):
        start, end = segmenter.sentence_at(text, char)
        assert start <= char <= end
        assert end - start < 100
