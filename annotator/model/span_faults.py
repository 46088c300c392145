"""Faults of the spans of mentions, triggers and evidence, and of the words that stand beside them.

A surface that does not fit is tried in the units that other tools count in; when it fits there, the message says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from annotator.model.annotation import Entity, Trigger
from annotator.model.fault import Fault
from annotator.model.quoted import quoted
from annotator.model.spans import LARGEST_INTEGER, Spans, surface


def surfaces_hold(mentions: Sequence[Entity | Trigger], text: str | None, *, wordless: bool) -> bool:
    """Whether `mention_faults` has nothing to say of any of these, in one pass; mentions of one piece are usual."""
    if text is None:
        return _all_ascending(mentions)
    bounded = text + _AFTER_THE_END
    for mention in mentions:
        spans, words = mention.spans, mention.text
        if len(spans) != 1 or words is None:
            if not _ascending(spans, len(text)) or not (words or wordless or not surface(text, spans)):
                return False
            if words and words != surface(text, spans):
                return False
            continue
        ((start, end),) = spans
        if not 0 <= start < end or bounded[start:end] != words:
            return False
    return True


_AFTER_THE_END = "\udfff"
"""Stands behind the text so that an end past it shows: half a character, which no surface can hold."""


def spans_hold(spans: Spans, text: str | None) -> bool:
    """Whether `span_faults` has nothing to say of these pieces."""
    return _ascending(spans, LARGEST_INTEGER if text is None else len(text))


def _all_ascending(mentions: Sequence[Entity | Trigger]) -> bool:
    largest = LARGEST_INTEGER
    try:
        for mention in mentions:
            ((start, end),) = mention.spans
            if not 0 <= start <= end <= largest:
                return False
    except ValueError:  # one has not one piece
        return all(_ascending(mention.spans, largest) for mention in mentions)
    return True


def _ascending(spans: Spans, length: int) -> bool:
    border = 0
    for start, end in spans:
        if not border <= start <= end:
            return False
        border = end
    return bool(spans) and border <= length


def mention_faults(path: str, mention: Entity | Trigger, text: str | None, *, wordless: bool) -> Iterator[Fault]:
    """Faults of a mention: its spans within the text, then its words against the text's.

    Args:
        path: the path of the mention's object in the record.
        mention: the mention as it stands there.
        text: the article, None in a text-free record: then only the spans' own order can be judged.
        wordless: whether the words may be left out.
    """
    spans, words = mention.spans, mention.text
    broken = list(span_faults(f"{path}.spans", spans, text, words))
    yield from broken
    if text is None or broken:
        return
    expected = surface(text, spans)
    if words is None and expected:
        if not wordless:
            yield Fault(f"{path}.text", f"missing; the text has {quoted(expected)} there", "missing-surface")
    elif (words or "") != expected:
        message = f"found {quoted(words or '')}, but the text has {quoted(expected)} there"
        yield Fault(f"{path}.text", message + unit_hint(text, spans, words), "surface")


def span_faults(path: str, spans: Spans, text: str | None, words: str | None = None) -> Iterator[Fault]:
    """Faults of the pieces themselves: at least one, each within the text, ascending, not overlapping."""
    if not spans:
        yield Fault(path, "empty; expected at least one [start, end]", "spans")
    end_before = 0
    for index, (start, end) in enumerate(spans):
        place = f"{path}[{index}]"
        if start < 0:
            yield Fault(place, f"start {start} is negative; expected 0 or more", "spans")
        elif end < start:
            yield Fault(place, f"end {end} is before start {start}; expected start <= end", "spans")
        elif text is not None and end > len(text):
            message = f"end {end} is past the text, which has {len(text)} characters"
            yield Fault(place, message + unit_hint(text, spans, words), "spans")
        elif text is None and end > LARGEST_INTEGER:
            yield Fault(place, f"end {end} is beyond 2**53; expected an offset", "spans")
        elif index and start < end_before:
            message = f"start {start} is before {end_before}, the end of the piece before"
            yield Fault(place, f"{message}; expected ascending pieces that do not overlap", "spans")
        end_before = end


def unit_hint(text: str, spans: Spans, words: str | None) -> str:
    """What the offsets seem to count instead of code points, as the end of a message; empty when nothing fits."""
    if not words:
        return ""
    fitting = (f"; it matches when {how}" for how, read in READINGS.items() if read(text, spans) == words)
    return next(fitting, "")


def _utf16(text: str, spans: Spans) -> str:
    units = text.encode("utf-16-le")
    return " ".join(units[2 * start : 2 * end].decode("utf-16-le", "replace") for start, end in spans)


def _utf8(text: str, spans: Spans) -> str:
    units = text.encode("utf-8")
    return " ".join(units[start:end].decode("utf-8", "replace") for start, end in spans)


def _one_character_line_ends(text: str, spans: Spans) -> str:
    return surface(text.replace("\r\n", "\n"), spans)


def _inclusive_ends(text: str, spans: Spans) -> str:
    return surface(text, tuple((start, end + 1) for start, end in spans))


def _one_based(text: str, spans: Spans) -> str:
    return surface(text, tuple((max(start - 1, 0), end - 1) for start, end in spans))


READINGS: dict[str, Callable[[str, Spans], str]] = {
    "counted in UTF-16 units; this file counts Unicode code points": _utf16,
    "counted in UTF-8 bytes; this file counts Unicode code points": _utf8,
    "a CR LF line end is counted as one character": _one_character_line_ends,
    "the end is taken as inclusive": _inclusive_ends,
    "the first character is counted as 1": _one_based,
}
"""The ways in which other tools count, by the words of the hint."""
