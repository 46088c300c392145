from __future__ import annotations

import itertools

import pytest

from annotator.suggest.segment.unicode_sentences import unicode_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["He left. ", "Then she came! ", "Why? ", "No."],
        ["It is 3.5 km away. ", "The U.S.A. is far, e.g. from here. ", "Go."],
        ["He asked (why?). ", "“No.” ", "They left."],
        ["“Why?”, he said. ", "She left."],
        ["他说。", "然后走了！", "好。"],
        ["वह गया। ", "वह आया।"],
        ["One line\u2028", "another line"],
        ["No stop"],
        [""],
    ],
)
def test_sentences_of_many_languages(sentences: list[str]) -> None:
    starts = unicode_sentences("".join(sentences))
    text = "".join(sentences)
    assert [text[start:end] for start, end in itertools.pairwise([*starts, len(text)])] == sentences


@pytest.mark.parametrize("piece", [". ", ".- -", "1 ", ".)", "?!", "a\u00ad.", ")"])
def test_an_endless_paragraph_takes_no_longer_than_its_length(piece: str) -> None:
    text = "." + piece * 40_000
    assert unicode_sentences(text)[0] == 0
