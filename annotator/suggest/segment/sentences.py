"""Sentences: found one paragraph at a time, so that a long document costs what is looked at.

Nothing is lost between them: whatever is no blank belongs to exactly one sentence.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from annotator.model.spans import Span
from annotator.text.blanks import next_ink, previous_ink, trimmed
from annotator.text.paragraphs import block_at

_SURROGATE = regex.compile(r"[\ud800-\udfff]")


def paragraph_at(text: str, char: int) -> Span:
    """The paragraph, without its newline, that holds a code point; of an endless one, a part."""
    block = block_at(text, char)
    return block.start, block.end


def sentences(text: str, paragraph: Span) -> tuple[Span, ...]:
    """The sentences of a paragraph, blanks around them left out; empty for a blank paragraph."""
    start, end = paragraph
    return tuple((start + first, start + last) for first, last in _split(text[start:end]))


@lru_cache(maxsize=256)
def _split(paragraph: str) -> tuple[Span, ...]:
    from sentencex import segment  # noqa: PLC0415 - loaded when the first sentence is asked for

    starts, position = [0], 0
    for piece in segment("en", _SURROGATE.sub("\ufffd", paragraph)):
        start = paragraph.find(piece, position)
        if start > starts[-1]:
            starts.append(start)
        position = max(start, position) + len(piece) * (start >= 0)
    spans = (trimmed(paragraph, span) for span in zip(starts, [*starts[1:], len(paragraph)], strict=True))
    return tuple(span for span in spans if span[0] < span[1])


def sentence_at(text: str, char: int) -> Span:
    """The sentence that holds a code point, or the nearest one of its paragraph; an empty span in a blank one."""
    paragraph = paragraph_at(text, char)
    found = sentences(text, paragraph)
    if not found:
        return paragraph[0], paragraph[0]
    return next((span for span in found if char < span[1]), found[-1])


def next_sentence(text: str, char: int) -> Span | None:
    """The first sentence that starts after a code point."""
    block = block_at(text, char)
    here = next((span for span in sentences(text, block[:2]) if span[0] > char), None)
    if here is not None or block.next >= len(text):
        return here
    ink = next_ink(text, block.next)
    return None if ink is None else sentences(text, paragraph_at(text, ink))[0]


def previous_sentence(text: str, char: int) -> Span | None:
    """The last sentence that starts before a code point."""
    block = block_at(text, char)
    before = [span for span in sentences(text, block[:2]) if span[0] < char]
    if before:
        return before[-1]
    ink = previous_ink(text, block.start)
    return None if ink is None else sentences(text, paragraph_at(text, ink))[-1]
