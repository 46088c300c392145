"""Soft-wrapping a text into rows of a screen, on demand: no work but for the paragraphs that are looked at.

A row is a range of code points. Every code point belongs to exactly one row, newlines to the row they end. Rows break
after blanks, behind wide characters, or within a word that is longer than the screen is wide. One blank may hang over
the right edge, so that a word that just fits does not push it to the next row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple

from annotator.text.cells import Glyph, Measure, glyphs, is_plain, tab_width
from annotator.text.paragraphs import Block, block_at

CACHED_PARAGRAPHS = 512

_BLANKS = " \u3000"


class Row(NamedTuple):
    """One row: code points `[start, end)` are drawn, `[end, next)` are its newline, or nothing."""

    start: int
    end: int
    next: int


class Wrapper:
    """The rows of a text at one width; wrapped paragraph by paragraph and remembered for a while."""

    def __init__(self, text: str, width: int, measure: Measure) -> None:
        """Wrap `text` at `width` cells (at least 1), measured as the drawer does."""
        self.text = text
        self.width = max(width, 1)
        self._measure = measure
        self._paragraphs: OrderedDict[int, list[Row]] = OrderedDict()

    def row_at(self, char: int) -> Row:
        """The row that holds a code point; for the text's end, the last row."""
        char = min(max(char, 0), len(self.text))
        rows = self._rows(block_at(self.text, char))
        return rows[max(bisect_right(rows, char, key=lambda row: row.start) - 1, 0)]

    def after(self, row: Row) -> Row | None:
        """The next row; None after the last one."""
        if row.next > row.end:
            return self.row_at(row.next)
        return self.row_at(row.end) if row.end < len(self.text) else None

    def before(self, row: Row) -> Row | None:
        """The row above; None before the first one."""
        return self.row_at(row.start - 1) if row.start > 0 else None

    def rows_from(self, row: Row | None) -> Iterator[Row]:
        """This row and those below it, to the text's end."""
        while row is not None:
            rows = self._rows(block_at(self.text, row.start))
            yield from rows[rows.index(row) :] if row in rows else [row]
            row = self.after(rows[-1])

    def _rows(self, block: Block) -> list[Row]:
        rows = self._paragraphs.get(block.start)
        if rows is None:
            rows = list(self._wrapped(block))
            self._paragraphs[block.start] = rows
            if len(self._paragraphs) > CACHED_PARAGRAPHS:
                self._paragraphs.popitem(last=False)
        else:
            self._paragraphs.move_to_end(block.start)
        return rows

    def _wrapped(self, block: Block) -> Iterator[Row]:
        words = self.text[block.start : block.end]
        plain = is_plain(words, self._measure)
        breaks = plain_breaks(words, self.width) if plain else glyph_breaks(words, self.width, self._measure)
        start = block.start
        for position in breaks:
            yield Row(start, block.start + position, block.start + position)
            start = block.start + position
        yield Row(start, block.end, block.next)


def plain_breaks(words: str, width: int) -> Iterator[int]:
    """Where rows after the first start, in words whose every code point is one cell wide."""
    start = 0
    while len(words) - start > width:
        if words[start + width] == " ":
            start += width + 1
        else:
            blank = words.rfind(" ", start, start + width)
            start = blank + 1 if blank >= 0 else start + width
        if start < len(words):
            yield start


def glyph_breaks(words: str, width: int, measure: Measure) -> Iterator[int]:
    """Where rows after the first start, in any words: glyph by glyph."""
    start, cell = 0, 0
    good, good_cell = 0, 0
    for glyph in glyphs(words, measure):
        taken = _width_at(glyph, words, cell)
        while cell + taken > width and glyph.start_char > start and not (_is_blank(glyph) and cell <= width):
            start, cell = (good, cell - good_cell) if good > start else (glyph.start_char, 0)
            good_cell = 0
            taken = _width_at(glyph, words, cell)
            yield start
        cell += taken
        if _is_blank(glyph) or glyph.width > 1:
            good, good_cell = glyph.end_char, cell


def _width_at(glyph: Glyph, words: str, cell: int) -> int:
    """How wide a glyph is in its row: a tab depends on where it stands."""
    return tab_width(cell) if words[glyph.start_char] == "\t" else glyph.width


def _is_blank(glyph: Glyph) -> bool:
    return not glyph.shown.strip(_BLANKS)
