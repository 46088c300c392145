"""All places where the same words stand: what "label all" offers."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import regex

from annotator.model.spans import Span

_BLANK = r"(?:[^\S\r\n]+|[^\S\r\n]*(?:\r\n|\r|\n)[^\S\r\n]*)"
"""Between two words: blanks of any kind, or one newline, as in a text that was broken into lines."""


def identical(text: str, span: Span, skip: Collection[Span] = ()) -> list[Span]:
    """The other places where the words of `span` stand, in reading order, without those in `skip`.

    Whole words only, though a hyphen or a possessive may follow: "Varania" is found in "Varania-backed" and in
    "Varania's", not in "Varanian". Which blanks stand between the words does not matter.
    """
    parts = text[span[0] : span[1]].split()
    if not parts:
        return []
    skipped = {span, *skip}
    return [place for place in _places(text, parts) if place not in skipped]


def _places(text: str, parts: list[str]) -> Iterator[Span]:
    before = r"(?<![\p{L}\p{M}\p{N}_])" if parts[0][0].isalnum() else ""
    after = r"(?![\p{L}\p{M}\p{N}_])" if parts[-1][-1].isalnum() else r"(?!\p{M})"
    pattern = regex.compile(before + _BLANK.join(map(regex.escape, parts)) + after)
    # str.find is many times faster than the pattern, and most of a long text holds nothing to match.
    place = text.find(parts[0])
    while place >= 0:
        match = pattern.match(text, place)
        if match:
            yield match.span()
        place = text.find(parts[0], match.end() if match else place + 1)
