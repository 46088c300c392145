from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.spans import Span
from annotator.suggest.segment.sentences import next_sentence, paragraph_at, previous_sentence, sentence_at, sentences

PIECES = [
    "Mr. Koll left. ",
    "He said “no.” ",
    "Gen. Marek fled! ",
    "U.S. troops came. ",
    "\u00a0",
    "  ",
    "\n",
    "\r\n\r\n",
    "…",
    "漢字。漢",
    "e\u0301",
    "?! ",
    "\u200b",
    "\u2028",
    "\x1c",
    "\x85",
    "’s ",
    "3.5 km. ",
    "\ud800",
]
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def all_sentences(text: str) -> list[Span]:
    first = sentences(text, paragraph_at(text, 0))
    found = [first[0]] if first else []
    following = next_sentence(text, found[0][0] if found else -1)
    while following is not None:
        found.append(following)
        following = next_sentence(text, following[0])
    return found


@given(texts)
def test_nothing_to_read_is_lost_between_sentences(text: str) -> None:
    found = all_sentences(text)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(found))
    covered = {char for start, end in found for char in range(start, end)}
    assert {char for char, character in enumerate(text) if not character.isspace()} <= covered


@given(texts)
def test_walking_back_meets_the_same_sentences(text: str) -> None:
    found = all_sentences(text)
    back: list[Span] = []
    span = previous_sentence(text, len(text) + 1)
    while span is not None:
        back.append(span)
        span = previous_sentence(text, span[0])
    assert back[::-1] == found
    assert all(sentence_at(text, char) == each for each in found for char in range(*each))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Ilan Marek left on Feb. 16. The U.S. stayed.", ["Gen. Ilan Marek left on Feb. 16.", "The U.S. stayed."]),
        ("“We stay.” He left.\nA headline\n\nThe end.", ["“We stay.”", "He left.", "A headline", "The end."]),
    ],
)
def test_sentences_of_the_news(text: str, expected: list[str]) -> None:
    assert [text[slice(*span)] for span in all_sentences(text)] == expected


def test_a_sentence_far_behind_blank_lines_is_found_at_once() -> None:
    text = "One." + "\n" * 500_000 + "Two."
    assert next_sentence(text, 0) == (len(text) - 4, len(text))
    assert previous_sentence(text, len(text) - 4) == (0, 4)


def test_an_endless_line_has_sentences_near_every_place() -> None:
    text = "The Dawn Column left Port Selm. " * 40_000
    for char in range(0, len(text), 99_991):
        start, end = sentence_at(text, char)
        assert start <= char <= end
        assert end - start < 100
