r"""Paragraphs: the lines of a stored text, found from any place in it without reading the rest.

Lines end with `\n`, `\r\n` or a lone `\r`. An endless line is cut into blocks, so that wrapping, sentences and
candidates never cost more than a block. Where it is cut depends only on the text nearby, never on where one asks.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

BLOCK = 8192
"""A line may be cut near multiples of this, when it began at least as many code points before."""

REACH = 256
"""How far behind such a place a blank is looked for to cut at."""

_ALONE = r"\p{GCB=Other}\p{GCB=Control}\p{GCB=LV}\p{GCB=LVT}"
_LETTER = r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Hebrew}\p{Arabic}]&&\p{GCB=Other}"
_BORDER = regex.compile(
    rf"(?<=[{_ALONE}])(?=[{_ALONE}])|(?<=[\p{{GCB=Extend}}\p{{GCB=SpacingMark}}])(?=[{_LETTER}])", regex.V1
)
"""A border between grapheme clusters that can be told from its two neighbours alone (UAX 29, GB3 to GB13)."""


class Block(NamedTuple):
    """A paragraph, or a piece of an endless one: the words `[start, end)`, their newline `[end, next)` or nothing."""

    start: int
    end: int
    next: int


def block_at(text: str, char: int) -> Block:
    """The block that holds a code point, its newline included; for the text's end, the last one."""
    char = min(max(char, 0), len(text))
    if char > 0 and text[char - 1 : char + 1] == "\r\n":
        char -= 1
    start = _start(text, char)
    end = _end(text, start)
    if text[end : end + 2] == "\r\n":
        return Block(start, end, end + 2)
    return Block(start, end, end + 1 if text[end : end + 1] in ("\r", "\n") else end)


def border_from(text: str, char: int, limit: int) -> int | None:
    """The first certain border between grapheme clusters in `[char, limit)`; None where there is none."""
    match = _BORDER.search(text, char, min(limit + 1, len(text)))
    return match.start() if match and match.start() < limit else None


def _start(text: str, char: int) -> int:
    line = char // BLOCK * BLOCK
    while line > 0:
        newline = _last_newline(text, line - BLOCK, char)
        if newline >= 0:
            return newline + 1
        cut = _cut(text, line)
        if cut is not None and cut <= char:
            return cut
        line -= BLOCK
    return _last_newline(text, 0, char) + 1


def _end(text: str, start: int) -> int:
    low, line = start, (start // BLOCK + 1) * BLOCK
    while low < len(text):
        newline = _first_newline(text, low, line)
        if newline >= 0:
            return newline
        cut = _cut(text, line)
        if cut is not None:
            return cut
        low, line = line, line + BLOCK
    return len(text)


def _cut(text: str, line: int) -> int | None:
    """Where a line that runs across a multiple of `BLOCK` is cut; None where it is not."""
    if _last_newline(text, line - BLOCK, line) >= 0:
        return None
    blank = text.find(" ", line, line + REACH)
    cut = border_from(text, blank + 1 if blank >= 0 else line, line + BLOCK // 2)
    return None if cut is None or _first_newline(text, line, cut + 1) >= 0 else cut


def _last_newline(text: str, start: int, end: int) -> int:
    line_feed = text.rfind("\n", start, end)
    return max(line_feed, text.rfind("\r", max(line_feed, start), end))


def _first_newline(text: str, start: int, end: int) -> int:
    line_feed = text.find("\n", start, end)
    carriage_return = text.find("\r", start, line_feed if line_feed >= 0 else end)
    return carriage_return if carriage_return >= 0 else line_feed
