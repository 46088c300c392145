"""A mistake in words: what each side says, where, in which words, and the text around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from annotator.eval.mistakes.mistake import Mistake, Side
from annotator.model.spans import Span, Spans

AROUND_CHARS = 30
"""How much of the text is shown before and behind a mistake."""
MOST_BETWEEN_CHARS = 60
"""A longer stretch between two pieces is cut."""
MOST_WORDS_CHARS = 80
MOST_SENTENCE_CHARS = 160
"""How much of a sentence is shown before and behind a mistake."""
CUT = "…"
_END = re.compile(r"[.!?]+[\"'”’)\]]*\s+|[。！？]+|\n\s*")
"""Where a sentence may end; good enough for looking at an example."""


class Piece(NamedTuple):
    """A piece of a text, and whether it is meant or only stands around what is."""

    text: str
    meant: bool


def line(mistake: Mistake, text: str | None = None) -> str:
    """A mistake as one line: document, offsets, kind, both sides with offsets and words, and the text around."""
    both_sides = f"gold {said_of(mistake.gold, text)}, predicted {said_of(mistake.predicted, text)}"
    head = f"{mistake.document}:{offsets(mistake.spans) or '-'}: {mistake.layer} {mistake.kind}: {both_sides}"
    if text is None or not mistake.spans:
        return head
    return f"{head}: {marked(text, mistake.spans)}"


def said_of(side: Side | None, text: str | None = None) -> str:
    """What a side says: its label, offsets and words, and the words of the trigger that an argument belongs to."""
    if side is None:
        return "nothing"
    if side.reason:
        return f'{side.label} "{side.words or "?"}" ({side.reason})'
    parts = " ".join(filter(None, (side.label, _place(side.spans, text))))
    return f"{parts} (of {_place(side.trigger, text)})" if side.trigger else parts


def offsets(spans: Spans) -> str:
    """Where the pieces stand, such as `4-8,9-15`."""
    return ",".join(f"{start}-{end}" for start, end in spans)


def words(text: str, spans: Spans) -> str:
    """The words of the pieces on one line; what lies between two is a mark of what was left out."""
    pieces = (" ".join(text[start:end].split()) for start, end in spans)
    joined = f" {CUT} ".join(pieces)
    return joined if len(joined) <= MOST_WORDS_CHARS else joined[: MOST_WORDS_CHARS - 1] + CUT


def marked(text: str, spans: Spans) -> str:
    """The text around a mistake on one line, every piece in brackets."""
    shown = "".join(f"[{piece.text}]" if piece.meant else piece.text for piece in pieces(text, spans))
    before = CUT if min(start for start, _ in spans) > AROUND_CHARS else ""
    behind = CUT if max(end for _, end in spans) + AROUND_CHARS < len(text) else ""
    return f"{before}{' '.join(shown.split())}{behind}"


def pieces(text: str, spans: Spans, around_chars: int = AROUND_CHARS) -> list[Piece]:
    """The pieces of a mistake in the order of the text, with what is before, between and behind them."""
    shown: list[Piece] = []
    place = max(0, min((start for start, _ in spans), default=0) - around_chars)
    for start, end in sorted(spans):
        if start > place:
            shown.append(Piece(_shortened(text[place:start]), False))
        if end > max(start, place) or start == end:
            shown.append(Piece(text[max(start, place) : end], True))
        place = max(place, end)
    shown.append(Piece(text[place : place + around_chars], False))
    return shown


def sentence(text: str, spans: Spans, around: Iterable[Span] = ()) -> list[Piece]:
    """The pieces in their sentence: from its start before all that is shown to its end behind it.

    A sentence is told by its full stop and by line ends; a long one is cut.
    """
    shown = sorted([*spans, *around])
    if not shown:
        return []
    first, last = shown[0][0], max(end for _, end in shown)
    low, high = max(0, first - MOST_SENTENCE_CHARS), last + MOST_SENTENCE_CHARS
    start = max([low, *(end.end() for end in _END.finditer(text, low, first))])
    stop = _END.search(text, max(last - 1, 0), high)
    end = stop.end() if stop else min(high, len(text))
    shown_pieces: list[Piece] = []
    place = start
    for left, right in sorted(spans):
        between = text[place:left]
        shown_pieces += [Piece(_shortened(between) if shown_pieces else between, False)] if between else []
        shown_pieces.append(Piece(text[max(left, place) : right], True))
        place = max(place, right)
    rest = text[place : max(end, place)]
    return [piece for piece in (*shown_pieces, Piece(rest, False)) if piece.text]


def _place(spans: Spans, text: str | None) -> str:
    if text is None or not spans:
        return offsets(spans)
    return f'{offsets(spans)} "{words(text, spans)}"'


def _shortened(between: str) -> str:
    if len(between) <= MOST_BETWEEN_CHARS:
        return between
    half = MOST_BETWEEN_CHARS // 2
    return f"{between[:half]} {CUT} {between[-half:]}"
