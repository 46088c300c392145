"""Tokens: the steps of the cursor and the boundaries of mentions, found in a window without reading the rest.

The rules are fixed under the name `TOKENIZER`; another rule is another name. They never decide what may be labelled:
spans are character spans.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.model.spans import Span

TOKENIZER = "annotator-1"

GRID = 1024
"""Letters without a blank are cut at multiples of this when none stands in as many code points before."""

_MONTHS_AND_TITLES = (
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Sen|Rep|St|No|Inc|Ltd|Corp"
)

_TOKEN = regex.compile(
    rf"""
    (?:\p{{Lu}}\.){{2,}}                                   # U.S.
  | (?:{_MONTHS_AND_TITLES})\.(?=\s)                       # Feb. Gen.
  | ['\u2019]s\b                                           # the possessive
  | [$\u20ac\u00a3\u00a5]?\p{{Nd}}+(?:[.,:]\p{{Nd}}+)*(?:st|nd|rd|th|%)?\b?  # 5,200 $1,500 3.5 2nd
  | [\p{{Han}}\p{{Hiragana}}\p{{Katakana}}\p{{Thai}}\p{{Lao}}\p{{Khmer}}]    # scripts without blanks
  | [\p{{L}}\p{{M}}\p{{Nd}}_]+(?:['\u2019](?!s\b)[\p{{L}}\p{{M}}]+)*         # words, Sha'abi, O'Neil
  | \S\p{{M}}*                                             # anything else that shows
    """,
    regex.VERBOSE,
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


def _segment_end(text: str, position: int) -> int:
    """A place after `position` where no token goes across: behind a blank, or a cut through endless letters."""
    cut = (position // GRID + 1) * GRID
    blank = _last_blank(text, position, cut)
    if blank < 0 and _last_blank(text, cut - GRID, position) >= 0:
        cut += GRID
        blank = _last_blank(text, position, cut)
    return min(blank + 1 if blank >= 0 else cut, len(text))


def _segment_start(text: str, char: int) -> int:
    """The last such place at or before a code point."""
    cut = char // GRID * GRID
    blank = _last_blank(text, cut - GRID, char)
    return blank + 1 if blank >= 0 else cut


def token_at(text: str, char: int) -> Span | None:
    """The token that covers a code point; None where there is a blank."""
    for span in tokens(text, _segment_start(text, char), char + 1):
        if span[0] <= char < span[1]:
            return span
    return None


def next_token(text: str, char: int) -> Span | None:
    """The first token that starts at or after a code point."""
    return next((span for span in tokens(text, _segment_start(text, char), len(text)) if span[0] >= char), None)


def previous_token(text: str, char: int) -> Span | None:
    """The last token that starts before a code point."""
    end = char
    while end > 0:
        start = _segment_start(text, end - 1)
        found = [span for span in tokens(text, start, end) if span[0] < char]
        if found:
            return found[-1]
        end = min(start, end - 1)
    return None


def tokens_between(text: str, start: int, end: int) -> list[Span]:
    """The tokens that lie wholly or partly in a span."""
    return [span for span in tokens(text, _segment_start(text, start), end) if span[1] > start]
