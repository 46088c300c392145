"""Rows of the screen as runs of text in one style each, and what differs between two of them.

A style is named by words with dots between: a hue (`people`, `places`, `things`, `values`, `event`, `accent`, `good`,
`bad`, `dim`, `tag` that is `dim` where there are colours, or nothing) and what is done to it (`bold`, `underline`);
`annotator.tui.theme` has the colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from annotator.text.cells import Measure, glyphs

Run: TypeAlias = tuple[str, str]
"""(text, style)."""

StyledRow: TypeAlias = tuple[Run, ...]


class CellBuffer:
    """A row of cells being written to; a wide glyph stands in its first cell, "" in the others."""

    def __init__(self, width: int, style: str = "") -> None:
        """A blank row."""
        self.width = width
        self.chars = [" "] * width
        self.styles = [style] * width

    def put(self, cell: int, shown: str, width: int, style: str) -> None:
        """Draw one glyph, when it fits."""
        if cell < 0 or cell + width > self.width or width <= 0:
            return
        self.chars[cell : cell + width] = [shown] + [""] * (width - 1)
        self.styles[cell : cell + width] = [style] * width

    def write(self, cell: int, text: str, style: str, *, until: int | None = None) -> int:
        """Draw narrow characters from a cell on, up to `until`; the cell after them."""
        end = min(self.width, self.width if until is None else until)
        for character in text:
            if cell >= end:
                break
            if cell >= 0:
                self.chars[cell] = character
                self.styles[cell] = style
            cell += 1
        return cell

    def restyle(self, start: int, end: int, style: str) -> None:
        """Give cells another style."""
        start, end = max(start, 0), min(end, self.width)
        if start < end:
            self.styles[start:end] = [style] * (end - start)

    def row(self) -> StyledRow:
        """The row as runs."""
        runs: list[Run] = []
        start = 0
        for cell in range(1, self.width + 1):
            if cell == self.width or self.styles[cell] != self.styles[start]:
                runs.append(("".join(self.chars[start:cell]), self.styles[start]))
                start = cell
        return tuple(runs)


def fitted(runs: Iterable[Run], width: int, measure: Measure, fill: str = "") -> StyledRow:
    """The runs cut or filled to a width; the texts must be safe to show."""
    return _fitted(tuple(runs), width, measure, fill)


def fitted_or_cut(runs: Iterable[Run], width: int, measure: Measure) -> StyledRow:
    """The same, with an ellipsis in the last cell when something did not fit."""
    runs = tuple(runs)
    if sum(measure(text) for text, _ in runs) <= width:
        return fitted(runs, width, measure)
    return (*fitted(runs, width - 1, measure), ("…", "dim"))


@lru_cache(maxsize=2048)
def _fitted(runs: StyledRow, width: int, measure: Measure, fill: str) -> StyledRow:
    buffer = CellBuffer(width, fill)
    cell = 0
    for text, style in runs:
        if text.isascii() or _all_narrow(text, measure):
            cell = buffer.write(cell, text, style)
            continue
        for glyph in glyphs(text, measure, 0, cell):
            if cell + glyph.width > width:
                return buffer.row()
            buffer.put(cell, glyph.shown, glyph.width, style)
            cell += glyph.width
    return buffer.row()


def _all_narrow(text: str, measure: Measure) -> bool:
    """Whether every character is a glyph of one cell by itself."""
    return all(_is_narrow(character, measure) for character in text)


@lru_cache(maxsize=4096)
def _is_narrow(character: str, measure: Measure) -> bool:
    # A letter of another script may join with the next one; signs and lines do not.
    return measure(character) == 1 and (character.isascii() or character in _SIGNS)


_SIGNS = frozenset("─│━┘┛╰╯╵┴◂▸◆●○◌✗…⋯├·’“”–—→×")


def joined(left: StyledRow, right: StyledRow) -> StyledRow:
    """Two rows side by side."""
    return left + right


def cut(text: str, cells: int, measure: Measure) -> str:
    """A text cut to a number of cells, with an ellipsis where something is missing."""
    if measure(text) <= cells:
        return text
    kept, used = [], 0
    for glyph in glyphs(text, measure):
        if used + glyph.width > cells - 1:
            break
        kept.append(glyph.shown)
        used += glyph.width
    return "".join(kept) + "…" if cells > 0 else ""


def both_ends(text: str, cells: int, measure: Measure) -> str:
    """A text cut in the middle to a number of cells: where something begins and ends are its two places."""
    if measure(text) <= cells or cells < 8:
        return cut(text, cells, measure)
    all_glyphs = list(glyphs(text, measure))
    first, last, used = 0, len(all_glyphs), 3
    while first < last:
        from_left = first <= 2 * (len(all_glyphs) - last)
        width = all_glyphs[first if from_left else last - 1].width
        if used + width > cells:
            break
        used += width
        first, last = (first + 1, last) if from_left else (first, last - 1)
    left, right = ("".join(each.shown for each in part) for part in (all_glyphs[:first], all_glyphs[last:]))
    return f"{left.rstrip()} … {right.lstrip()}"


def changed_until(old: StyledRow, new: StyledRow, measure: Measure) -> int:
    """The cell after the last one in which two rows differ; 0 where they are equal."""
    before, after = _cells(old, measure), _cells(new, measure)
    end = max(len(before), len(after))
    if len(before) != len(after):
        return end
    while end and before[end - 1] == after[end - 1]:
        end -= 1
    return end


@lru_cache(maxsize=512)
def _cells(row: StyledRow, measure: Measure) -> Sequence[Run]:
    cells: list[Run] = []
    for text, style in row:
        if text.isascii() or _all_narrow(text, measure):
            cells += [(character, style) for character in text]
            continue
        for glyph in glyphs(text, measure):
            cells.append((glyph.shown, style))
            cells += [("", style)] * (glyph.width - 1)
    return cells
