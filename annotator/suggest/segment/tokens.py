"""Tokens: the steps of the cursor and the boundaries of mentions, found in a window without reading the rest.

The rules are fixed under the name `TOKENIZER`; another rule is another name. They never decide what may be labelled:
spans are character spans. No token ends within a grapheme cluster.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.model.spans import Span
from annotator.text.blanks import next_ink, previous_ink
from annotator.text.paragraphs import border_from

TOKENIZER = "annotator-1"

GRID = 1024
"""Letters without a blank are cut near multiples of this when none stands in as many code points before."""

_MONTHS_AND_TITLES = (
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Sen|Rep|St|No|Inc|Ltd|Corp"
)
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}"
"""Scripts without blanks between words: each grapheme cluster is a token."""

_LETTER = rf"[[\p{{L}}\p{{M}}\p{{Nd}}_]--[{_UNSPACED}]]"
_UNSEEN = r"[\u00ad\u200b-\u200d\u2060]"
"""What may stand unseen within a word."""

_TOKEN = regex.compile(
    rf"""
    (?:
        (?:\p{{Lu}}\.){{2,}}                                   # U.S.
      | (?:{_MONTHS_AND_TITLES})\.(?=\s)                       # Feb. Gen.
      | ['\u2019]s\b                                           # the possessive
      | [$\u20ac\u00a3\u00a5]?\p{{Nd}}+(?:[.,:]\p{{Nd}}+)*(?:(?:st|nd|rd|th|s)(?!\p{{L}})|%)?  # 5,200 $1,500 3.5 2nd
      | (?=[{_UNSPACED}])\X
      | {_LETTER}+(?:(?:{_UNSEEN}+|['\u2019](?!s\b)){_LETTER}+)*                             # words, Sha'abi, O'Neil
      | (?!\s)\X                                               # anything else that shows
    )
    [\p{{M}}\p{{GCB=Extend}}\p{{GCB=SpacingMark}}\p{{GCB=ZWJ}}]*   # marks stay with what they stand on
    """,
    regex.VERBOSE | regex.V1,
)


def tokens(text: str, start: int, end: int) -> Iterator[Span]:
    """The tokens that start in `[start, end)`; the window should start at a token's start."""
    position, limit = start, min(end, len(text))
    while position < limit:
        stop = _segment_end(text, position)
        for match in _TOKEN.finditer(text, position, stop):
            if match.start() >= limit:
                return
            yield match.span()
        position = stop


def _last_blank(text: str, start: int, end: int) -> int:
    """Where the last blank in a window stands; -1 where there is none."""
    return max(text.rfind(mark, max(start, 0), end) for mark in " \n\t\u00a0")


def _cut(text: str, line: int) -> int | None:
    """Where letters without a blank that run across a multiple of `GRID` are cut; None where they are not."""
    if _last_blank(text, line - GRID, line) >= 0:
        return None
    cut = border_from(text, line, line + GRID // 2)
    return None if cut is None or _last_blank(text, line, cut) >= 0 else cut


def _segment_end(text: str, position: int) -> int:
    """A place after `position` where no token goes across: behind a blank, or a cut through endless letters."""
    line = position // GRID * GRID
    while line < len(text):
        blank = _last_blank(text, position, line)
        if blank >= 0:
            return blank + 1
        cut = _cut(text, line) if line else None
        if cut is not None and cut > position:
            return cut
        line += GRID
    return len(text)


def _segment_start(text: str, char: int) -> int:
    """The last such place at or before a code point."""
    line = char // GRID * GRID
    while line > 0:
        blank = _last_blank(text, line - GRID, char)
        if blank >= 0:
            return blank + 1
        cut = _cut(text, line)
        if cut is not None and cut <= char:
            return cut
        line -= GRID
    return _last_blank(text, 0, char) + 1


def token_at(text: str, char: int) -> Span | None:
    """The token that covers a code point; None where there is a blank."""
    for span in tokens(text, _segment_start(text, char), char + 1):
        if span[0] <= char < span[1]:
            return span
    return None


def next_token(text: str, char: int) -> Span | None:
    """The first token that starts at or after a code point."""
    here = next((span for span in tokens(text, _segment_start(text, char), char) if span[1] > char), None)
    ink = next_ink(text, here[1] if here else char)
    return None if ink is None else next(tokens(text, ink, len(text)), None)


def previous_token(text: str, char: int) -> Span | None:
    """The last token that starts before a code point."""
    ink = previous_ink(text, char)
    if ink is None:
        return None
    return [span for span in tokens(text, _segment_start(text, ink), ink + 1) if span[0] < char][-1]


def tokens_between(text: str, start: int, end: int) -> list[Span]:
    """The tokens that lie wholly or partly in a span."""
    return [span for span in tokens(text, _segment_start(text, start), end) if span[1] > start]
