"""Offsets that somebody else counted, as code points of the text: `offsets_in(unit, text)`.

=========  ==================================================================================================
chars      Unicode code points, half-open: ours
utf16      UTF-16 code units, as JavaScript, Java and .NET count; a character beyond U+FFFF is two
bytes      bytes of the text in UTF-8, as Rust and Go count
inclusive  code points, but the end is the last character that belongs to the span, not the one after it
=========  ==================================================================================================

What falls into the middle of a character, or beyond the text, has no place: None.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Literal, TypeAlias, get_args

from annotator.model.spans import Spans

Offsets: TypeAlias = Literal["chars", "utf16", "bytes", "inclusive"]

OFFSETS: tuple[Offsets, ...] = get_args(Offsets)

Converting: TypeAlias = Callable[[Spans], Spans | None]
"""Pieces as somebody else counted them, as ours; None where a piece has no place."""


def offsets_in(unit: Offsets, text: str) -> Converting:
    """How pieces that are counted in this unit are read, in this text."""
    if unit == "chars":
        return lambda spans: spans if spans and spans[-1][1] <= len(text) else None
    if unit == "inclusive":
        return lambda spans: _within(tuple((start, end + 1) for start, end in spans), len(text))
    if text.isascii():
        return lambda spans: _within(spans, len(text))
    width = _utf16_width if unit == "utf16" else _utf8_width
    place = {offset: index for index, offset in enumerate(accumulate(map(width, text), initial=0))}

    def convert(spans: Spans) -> Spans | None:
        converted = tuple((place.get(start, -1), place.get(end, -1)) for start, end in spans)
        return None if any(each < 0 for span in converted for each in span) else converted

    return convert


def utf16_offset(text: str) -> Callable[[int], int]:
    """Where a place in a text is in UTF-16 code units, by where it is in code points; at most its end."""
    if text.isascii():
        return lambda place: place
    places = list(accumulate(map(_utf16_width, text), initial=0))
    return places.__getitem__


def _within(spans: Spans, length: int) -> Spans | None:
    return spans if spans and spans[-1][1] <= length else None


def _utf16_width(character: str) -> int:
    return 2 if character > "\uffff" else 1


def _utf8_width(character: str) -> int:
    return 1 if character < "\x80" else 2 if character < "\u0800" else 3 if character <= "\uffff" else 4
