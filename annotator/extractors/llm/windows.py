"""Windows: the parts of a long article that a model is shown one after the other, overlapping a little."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.model.spans import Span

BREAKS = (r"\n\s*\n", r"\n", r"[.!?\u3002]\s*", r"\s")
"""Where an article is best cut, from the best on: behind what these match."""


def windows(text: str, length: int, overlap: int) -> Iterator[Span]:
    """The windows of a text, in order; together they cover it.

    Args:
        text: the article.
        length: how many characters a window has at most; 0 for one window.
        overlap: about how many characters two windows share; at most a quarter of `length`.
    """
    start = 0
    while length and len(text) - start > length:
        end = cut_before(text, start + length * 3 // 4, start + length)
        yield start, end
        start = max(start + 1, cut_before(text, max(start, end - 2 * overlap), end - overlap) if overlap else end)
    yield start, len(text)


def cut_before(text: str, low: int, high: int) -> int:
    """The last good place to cut between two offsets; `high` where there is none."""
    for each in BREAKS:
        ends = [match.end() for match in regex.finditer(each, text, pos=low, endpos=high)]
        if ends and ends[-1] > low:
            return ends[-1]
    return high
