"""Soft-wrapping a text into rows of a screen, on demand: no work but for the paragraphs that are looked at.

A row is a range of code points. Every code point belongs to exactly one row, newlines to the row they end. Rows break
after blanks, between wide characters, or within a word that is longer than the screen is wide.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple

import regex

from annotator.text.cells import Measure, glyphs

CACHED_PARAGRAPHS = 512

_NEWLINE = regex.compile(r"\r\n|\n|\r")


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
        rows = self._rows(self._paragraph_start(char))
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
            yield row
            row = self.after(row)

    def _paragraph_start(self, char: int) -> int:
        """Where the paragraph with this code point starts; a newline belongs to the paragraph it ends."""
        text = self.text
        if char > 0 and text[char - 1 : char + 1] == "\r\n":
            char -= 1
        line_feed = text.rfind("\n", 0, char)
        carriage_return = text.rfind("\r", line_feed + 1, char)
        return max(line_feed, carriage_return) + 1

    def _rows(self, start: int) -> list[Row]:
        rows = self._paragraphs.get(start)
        if rows is None:
            newline = _NEWLINE.search(self.text, start)
            end, after = newline.span() if newline else (len(self.text), len(self.text))
            rows = list(self._wrapped(start, end, after))
            self._paragraphs[start] = rows
            if len(self._paragraphs) > CACHED_PARAGRAPHS:
                self._paragraphs.popitem(last=False)
        else:
            self._paragraphs.move_to_end(start)
        return rows

    def _wrapped(self, start: int, end: int, after: int) -> Iterator[Row]:
        paragraph = self.text[start:end]
        if paragraph.isascii() and paragraph.isprintable():
            breaks = _ascii_breaks(paragraph, self.width)
        else:
            breaks = self._breaks(paragraph)
        row_start = start
        for position in breaks:
            yield Row(row_start, start + position, start + position)
            row_start = start + position
        yield Row(row_start, end, after)

    def _breaks(self, paragraph: str) -> Iterator[int]:
        """Where rows after the first start, glyph by glyph."""
        row_start, cell, good = 0, 0, 0
        position = 0
        while position < len(paragraph):
            for glyph in glyphs(paragraph[position : position + 4 * self.width], self._measure, position, cell):
                if cell + glyph.width > self.width and glyph.start_char > row_start and not glyph.shown.isspace():
                    row_start = good if good > row_start else glyph.start_char
                    yield row_start
                    position, cell = row_start, 0
                    break
                cell += glyph.width
                position = glyph.end_char
                if glyph.shown.isspace() or glyph.width > 1:
                    good = glyph.end_char


def _ascii_breaks(paragraph: str, width: int) -> Iterator[int]:
    position = 0
    while len(paragraph) - position > width:
        blank = paragraph.rfind(" ", position, position + width + 1)
        cut = blank + 1 if blank > position else position + width
        while cut < len(paragraph) and paragraph[cut] == " ":
            cut += 1
        if cut >= len(paragraph):
            return
        yield cut
        position = cut
