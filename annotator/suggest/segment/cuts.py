"""Places that no token goes across: behind a blank and, in letters without one, where a grapheme cluster surely ends.

They depend on the text alone, never on where one asks: tokens found from any of them are the same.
"""

from __future__ import annotations

from annotator.text.paragraphs import border_from

GRID = 1024
"""Letters without a blank are cut near multiples of this when none stands in as many code points before."""


def cut_after(text: str, char: int) -> int:
    """A place after a code point; the text's end when there is none before it."""
    line = char // GRID * GRID
    while line < len(text):
        blank = _last_blank(text, char, line)
        if blank >= 0:
            return blank + 1
        cut = _cut(text, line) if line else None
        if cut is not None and cut > char:
            return cut
        line += GRID
    return len(text)


def cut_before(text: str, char: int) -> int:
    """The last place at or before a code point."""
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


def _last_blank(text: str, start: int, end: int) -> int:
    """Where the last blank in a window stands; -1 where there is none."""
    return max(text.rfind(mark, max(start, 0), end) for mark in " \n\t\u00a0")


def _cut(text: str, line: int) -> int | None:
    """Where letters without a blank that run across a multiple of `GRID` are cut; None where they are not."""
    if _last_blank(text, line - GRID, line) >= 0:
        return None
    cut = border_from(text, line, line + GRID // 2)
    return None if cut is None or _last_blank(text, line, cut) >= 0 else cut
