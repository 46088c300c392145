"""Selectors of W3C Web Annotation: where in a text an annotation stands, by position and by quote.

Positions count code points; many programs count UTF-16 units instead, which is seen by the quotes beside them. A quote
alone is looked for with what stands before and behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.model.spans import Span
from annotator.text.offsets import OFFSETS, Offsets, offsets_in

AROUND_CHARS = 32
"""How much a quote has before and behind it."""

_FRAGMENT = re.compile(r"char=(\d{1,15}),(\d{1,15})(;.*)?")


class Selected(NamedTuple):
    """What the selectors of one target say: a position, a quote, and what stands around it."""

    position: Span | None
    exact: str | None = None
    prefix: str = ""
    suffix: str = ""


def selected(target: Any) -> Selected | None:
    """What a target selects; None where it has no selector of text."""
    said = target.get("selector") if isinstance(target, dict) else None
    position: Span | None = None
    quote: Mapping[str, Any] = {}
    for each in said if isinstance(said, list) else [said]:
        if not isinstance(each, dict):
            continue
        if each.get("type") == "TextQuoteSelector" and isinstance(each.get("exact"), str):
            quote = each
        elif each.get("type") == "TextPositionSelector":
            position = _position(each.get("start"), each.get("end"))
        elif each.get("type") == "FragmentSelector" and (match := _FRAGMENT.fullmatch(str(each.get("value")))):
            position = int(match[1]), int(match[2])
    if position is None and not quote:
        return None
    words = (quote.get(key) for key in ("prefix", "suffix"))
    prefix, suffix = (each if isinstance(each, str) else "" for each in words)
    return Selected(position, quote.get("exact"), prefix, suffix)


def _position(start: Any, end: Any) -> Span | None:
    return (start, end) if type(start) is int and type(end) is int else None


def unit_of(text: str | None, all_selected: Iterable[Selected]) -> Offsets:
    """What the positions of a document count: that in which most quotes stand where they are said to."""
    both = [each for each in all_selected if each.position and each.exact is not None]
    if text is None:
        return "utf16" if any(_is_utf16(each) for each in both) else "chars"

    def fits(unit: Offsets) -> int:
        return sum(_at(text, each, unit) is not None for each in both)

    units: Sequence[Offsets] = [each for each in OFFSETS if each != "inclusive"]
    return max(units, key=lambda unit: (fits(unit), -units.index(unit)))


def _is_utf16(each: Selected) -> bool:
    """Whether only the length in UTF-16 units is that of the quote."""
    start, end = each.position or (0, 0)
    words = each.exact or ""
    return end - start != len(words) and end - start == len(words.encode("utf-16-le", "surrogatepass")) // 2


def _at(text: str, each: Selected, unit: Offsets) -> Span | None:
    """The position, where it is one and its quote stands there."""
    start, end = each.position or (-1, -1)
    spans = offsets_in(unit, text)(((start, end),)) if 0 <= start <= end else None
    if spans is None or (each.exact is not None and text[slice(*spans[0])] != each.exact):
        return None
    return spans[0]


def place(text: str, each: Selected, unit: Offsets) -> Span | None:
    """Where a selection stands: at its position where its quote does too, else where the quote stands alone."""
    if found := _at(text, each, unit):
        return found
    if each.exact is None:
        return None
    for before, behind in ((each.prefix, each.suffix), ("", "")):
        places = list(_occurrences(text, before + each.exact + behind))
        if len(places) == 1:
            start = places[0] + len(before)
            return start, start + len(each.exact)
    return None


def _occurrences(text: str, words: str) -> Iterator[int]:
    found = text.find(words)
    while found >= 0:
        yield found
        found = text.find(words, found + 1)


def selectors(text: str, span: Span) -> list[dict[str, Any]]:
    """The selectors of a stretch of a text."""
    start, end = span
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND_CHARS) : start],
        "suffix": text[end : end + AROUND_CHARS],
    }
    return [quote, {"type": "TextPositionSelector", "start": start, "end": end}]
