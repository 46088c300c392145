"""All places where the same words stand: what "label all" offers."""

from __future__ import annotations

from collections.abc import Collection

import regex

from annotator.model.spans import Span


def identical(text: str, span: Span, skip: Collection[Span] = ()) -> list[Span]:
    """The other places where the words of `span` stand, in reading order, without those in `skip`.

    Whole words only, though a hyphen or a possessive may follow: "Varania" is found in "Varania-backed" and in
    "Varania's", not in "Varanian".
    """
    words = text[span[0] : span[1]]
    if not words.strip():
        return []
    before = r"(?<![\p{L}\p{N}_])" if words[0].isalnum() else ""
    after = r"(?![\p{L}\p{M}\p{N}_])" if words[-1].isalnum() else ""
    pattern = regex.compile(before + regex.escape(words, literal_spaces=True) + after)
    return [found for match in pattern.finditer(text) if (found := match.span()) != span and found not in skip]
