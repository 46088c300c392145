"""Which cells of a terminal line show which code points: exact for tabs, combining marks, emoji, wide characters.

The unit is the grapheme cluster: both halves of a wide one, and every code point in it, belong together. How wide a
glyph is drawn is the drawer's to say, so that the map cannot disagree with the screen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import regex

from annotator.model.spans import Span
from annotator.text.visible import is_safe, visible_cluster

TAB_STOP = 8
DOTTED_CIRCLE = "\u25cc"
"""What carries a combining mark that has nothing to combine with."""

Measure: TypeAlias = Callable[[str], int]
"""How many cells a string takes where it is drawn."""

LONGEST_CLUSTER = 32
"""Code points of one grapheme cluster that are drawn; no script needs as many."""

_CLUSTER = regex.compile(r"\X")
_ALONE = regex.compile(r"[\p{GCB=Other}--\s]|[ \u00a0]", regex.V1)
"""A code point that is a grapheme cluster of its own whatever its neighbours are, when they are so too."""
_JOINS = regex.compile(r"[\p{M}\p{GCB=V}\p{GCB=T}\p{GCB=Extend}\p{GCB=SpacingMark}]")
"""A code point that is drawn upon the one before it."""


class Glyph(NamedTuple):
    """A grapheme cluster as it is drawn: the code points it stands for, what is shown, and how many cells wide."""

    start_char: int
    end_char: int
    shown: str
    width: int


def glyphs(text: str, measure: Measure, start_char: int = 0, start_cell: int = 0) -> Iterator[Glyph]:
    """The glyphs of one line; `start_char` is the offset of its first code point, `start_cell` the first column."""
    cell = start_cell
    for match in _CLUSTER.finditer(text):
        cluster = match.group()
        shown, width = _drawn(cluster, measure, cell)
        yield Glyph(start_char + match.start(), start_char + match.end(), shown, width)
        cell += width


def _drawn(cluster: str, measure: Measure, cell: int) -> tuple[str, int]:
    if cluster == "\t":
        return " " * tab_width(cell), tab_width(cell)
    shown = visible_cluster(cluster)
    if len(cluster) > LONGEST_CLUSTER:
        shown = visible_cluster(cluster[:LONGEST_CLUSTER]) + "…"
    if _JOINS.match(shown) and measure(shown[0]) == 0:
        shown = DOTTED_CIRCLE + shown
    width = measure(shown)
    if width <= 0:
        # The terminal knows no such character and draws nothing.
        shown = "".join(f"<U+{ord(character):04X}>" for character in shown)
        width = len(shown)
    return shown, width


def tab_width(cell: int) -> int:
    """How many cells a tab takes that stands at a cell of its row."""
    return TAB_STOP - cell % TAB_STOP


def is_plain(text: str, measure: Measure) -> bool:
    """Whether every code point of a text is a glyph of its own, one cell wide and shown as it is."""
    if text.isascii():
        return text.isprintable()
    return all(_is_plain(character, measure) for character in set(text))


@lru_cache(maxsize=4096)
def _is_plain(character: str, measure: Measure) -> bool:
    return bool(_ALONE.fullmatch(character)) and is_safe(character) and measure(character) == 1


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of a screen: its glyphs, and the offsets of code points and cells at which they start.

    `start_chars` and `start_cells` have one more entry than `shown`: where the line ends.
    """

    shown: Sequence[str]
    start_chars: Sequence[int]
    start_cells: Sequence[int]

    @property
    def width(self) -> int:
        """How many cells the line takes."""
        return self.start_cells[-1]

    @property
    def span(self) -> Span:
        """The code points of the line."""
        return self.start_chars[0], self.start_chars[-1]

    def char_at(self, cell: int) -> int:
        """The first code point of the glyph that covers a cell; the line's end for cells beyond it."""
        if cell >= self.start_cells[-1]:
            return self.start_chars[-1]
        return self.start_chars[bisect_right(self.start_cells, max(cell, 0)) - 1]

    def span_at(self, cell: int) -> Span:
        """The code points of the glyph that covers a cell; empty at the line's end for cells beyond it."""
        if cell >= self.start_cells[-1]:
            return self.start_chars[-1], self.start_chars[-1]
        index = bisect_right(self.start_cells, max(cell, 0)) - 1
        return self.start_chars[index], self.start_chars[index + 1]

    def cell_of(self, char: int) -> int:
        """The first cell of the glyph that shows a code point; clamped to the line."""
        index = bisect_right(self.start_chars, char) - 1
        return self.start_cells[min(max(index, 0), len(self.start_cells) - 1)]

    def cells_of(self, span: Span) -> Span:
        """The cells that show a span, clamped to the line; a glyph that the span splits counts whole."""
        start, end = max(span[0], self.start_chars[0]), min(span[1], self.start_chars[-1])
        if end <= start:
            return self.cell_of(start), self.cell_of(start)
        last = bisect_right(self.start_chars, end - 1)
        return self.cell_of(start), self.start_cells[last]

    def text(self, start_cell: int = 0, end_cell: int | None = None) -> str:
        """What is drawn in some cells; the bounds are starts of glyphs."""
        first = bisect_right(self.start_cells, start_cell) - 1
        last = len(self.shown) if end_cell is None else bisect_right(self.start_cells, end_cell - 1)
        return "".join(self.shown[first:last])


def cell_line(text: str, measure: Measure, start_char: int = 0) -> CellLine:
    """The map of one line of text without its newline, whose first code point has the offset `start_char`."""
    if is_plain(text, measure):
        cells = range(len(text) + 1)
        return CellLine(text, range(start_char, start_char + len(text) + 1), cells)
    line_glyphs = list(glyphs(text, measure, start_char))
    start_cells = [0]
    for each in line_glyphs:
        start_cells.append(start_cells[-1] + each.width)
    start_chars = [*(each.start_char for each in line_glyphs), start_char + len(text)]
    return CellLine([each.shown for each in line_glyphs], start_chars, start_cells)
