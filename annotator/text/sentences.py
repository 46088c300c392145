"""Sentences: found one paragraph at a time, so that a long document costs what is looked at."""

from __future__ import annotations

from functools import lru_cache

import regex

from annotator.model.spans import Span

MAX_PARAGRAPH = 20_000
"""A longer paragraph is cut here; no sentence is that long."""

_NEWLINE = regex.compile(r"\r\n|\n|\r")


def paragraph_at(text: str, char: int) -> Span:
    """The line of text, without its newline, that holds a code point."""
    char = min(max(char, 0), len(text))
    start = max(text.rfind("\n", 0, char), text.rfind("\r", 0, char)) + 1
    newline = _NEWLINE.search(text, start)
    end = newline.start() if newline else len(text)
    if end - start > MAX_PARAGRAPH:
        start += (char - start) // MAX_PARAGRAPH * MAX_PARAGRAPH
        end = min(end, start + MAX_PARAGRAPH)
    return start, end


def sentences(text: str, paragraph: Span) -> tuple[Span, ...]:
    """The sentences of a paragraph, blanks around them left out; empty for a blank paragraph."""
    start, end = paragraph
    return tuple((start + first, start + last) for first, last in _split(text[start:end]))


@lru_cache(maxsize=256)
def _split(paragraph: str) -> tuple[Span, ...]:
    from sentencex import segment  # noqa: PLC0415 - loaded when the first sentence is asked for

    found, position = [], 0
    for piece in segment("en", paragraph):
        start = paragraph.find(piece, position)
        if start < 0:
            continue
        position = start + len(piece)
        words = piece.strip()
        if words:
            first = start + piece.index(words)
            found.append((first, first + len(words)))
    return tuple(found)


def sentence_at(text: str, char: int) -> Span:
    """The sentence that holds a code point, or the nearest one of its paragraph; an empty span in a blank one."""
    paragraph = paragraph_at(text, char)
    found = sentences(text, paragraph)
    if not found:
        return paragraph[0], paragraph[0]
    return next((span for span in found if char < span[1]), found[-1])


def next_sentence(text: str, char: int) -> Span | None:
    """The first sentence that starts after a code point."""
    here = paragraph_at(text, char)
    while True:
        for span in sentences(text, here):
            if span[0] > char:
                return span
        newline = _NEWLINE.search(text, here[1])
        following = newline.end() if newline and newline.start() == here[1] else here[1]
        if following >= len(text) or following == here[0]:
            return None
        here = paragraph_at(text, following)


def previous_sentence(text: str, char: int) -> Span | None:
    """The last sentence that starts before a code point."""
    here = paragraph_at(text, char)
    while True:
        before = [span for span in sentences(text, here) if span[0] < char]
        if before:
            return before[-1]
        if here[0] == 0:
            return None
        here = paragraph_at(text, here[0] - 1)
