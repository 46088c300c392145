"""Spans: half-open ranges of Unicode code points; a mention has one or, when discontinuous, several."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta

LARGEST_INTEGER = 2**53
"""Integers beyond it are not the same number in every JSON reader."""

Integer: TypeAlias = Annotated[int, Meta(ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)]
"""An integer that is the same number in every JSON reader."""

Span: TypeAlias = tuple[Integer, Integer]
"""`(start_char, end_char)`, half-open."""

Spans: TypeAlias = tuple[Span, ...]
"""The pieces of one mention, ascending and not overlapping; at least one."""


def surface(text: str, spans: Spans) -> str:
    """The words of a mention: its pieces joined by one space."""
    return " ".join(text[start:end] for start, end in spans)


def envelope(spans: Spans) -> Span:
    """The smallest single span that covers all pieces."""
    return spans[0][0], spans[-1][1]


def shared_chars(left: Spans, right: Spans) -> int:
    """How many code points two mentions have in common."""
    return sum(max(0, min(a_end, b_end) - max(a_start, b_start)) for a_start, a_end in left for b_start, b_end in right)


def contains(outer: Span, inner: Span) -> bool:
    """Whether `inner` lies within `outer`; a span contains itself."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def union(spans: Spans, piece: Span) -> Spans:
    """The mention with one more piece; pieces that touch or overlap become one."""
    merged: list[Span] = []
    for start, end in sorted((*spans, piece)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
