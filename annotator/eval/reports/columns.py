"""Tables as text in aligned columns, which fit the width there is.

A table that is too wide is made narrower step by step, by what costs the reader least: names that are the same in every
row are told once above it, long titles are shortened, the first column becomes headings, long names are cut in the
middle as far as it takes, and at last the columns stand below one another in parts that repeat the names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from unicodedata import combining, east_asian_width

GAP = "  "
SHORT = {"precision": "prec.", "f1 interval": "interval"}
LONGEST_NAME = 22
LEAST_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines of cells, the header first; the first `names` columns say what a row is, the others are flush right."""

    lines: Sequence[Sequence[str]]
    names: int
    above: tuple[str, ...] = ()
    headed: bool = False

    def width(self) -> int:
        """How many cells of a terminal the table takes."""
        return max(cells(line) for line in self.text().split("\n"))

    def text(self) -> str:
        """The table as it is."""
        if not self.headed:
            return "\n".join([*self.above, aligned(self.lines, self.names)])
        widths = _widths([line[1:] for line in self.lines])
        parts = [*self.above, _line(self.lines[0][1:], widths, self.names - 1)]
        for head, rows in groupby(self.lines[1:], key=lambda line: line[0]):
            parts += [f"{head}:", *(_line(row[1:], widths, self.names - 1) for row in rows)]
        return "\n".join(parts)


def fitted(lines: Sequence[Sequence[str]], names: int, width: int | None = None) -> str:
    """Lines of cells as a table that fits this many cells of a terminal; None for no limit."""
    narrowed = Columns(lines, names)
    if width is None:
        return narrowed.text()
    most = max(width, LEAST_WIDTH)
    for narrower in STEPS:
        if narrowed.width() <= most:
            return narrowed.text()
        narrowed = narrower(narrowed)
    narrowed = _with_names_cut_to(narrowed, most)
    if narrowed.width() <= most:
        return narrowed.text()
    return "\n\n".join(part.text() for part in _parts(narrowed, most))


def aligned(lines: Sequence[Sequence[str]], left: int) -> str:
    """Lines of cells as columns two blanks apart; the first `left` columns flush left, the others right."""
    widths = _widths(lines)
    return "\n".join(_line(line, widths, left) for line in lines)


def cells(text: str) -> int:
    """How many cells of a terminal a line takes, where its characters are visible ones."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)


def _widths(lines: Sequence[Sequence[str]]) -> list[int]:
    return [max(cells(line[column]) for line in lines) for column in range(len(lines[0]))]


def _line(line: Sequence[str], widths: Sequence[int], left: int) -> str:
    padded = (
        f"{cell}{' ' * (width - cells(cell))}" if column < left else f"{' ' * (width - cells(cell))}{cell}"
        for column, (cell, width) in enumerate(zip(line, widths, strict=True))
    )
    return GAP.join(padded).rstrip()


def _without_constants(table: Columns) -> Columns:
    """Names that are the same in every row told above; one name column stays."""
    header, *rows = table.lines
    constant = [column for column in range(table.names) if len({row[column] for row in rows}) == 1]
    if table.names and len(constant) == table.names:
        constant.remove(min(1, table.names - 1))
    kept = [column for column in range(len(header)) if column not in constant]
    above = ", ".join(f"{header[column]} {rows[0][column]}" for column in constant)
    lines = [[line[column] for column in kept] for line in table.lines]
    return replace(table, lines=lines, names=table.names - len(constant), above=(above,) if above else ())


def _with_short_titles(table: Columns) -> Columns:
    header, *rows = table.lines
    return replace(table, lines=[[SHORT.get(title, title) for title in header], *rows])


def _with_headings(table: Columns) -> Columns:
    firsts = [line[0] for line in table.lines[1:]]
    worth = table.names > 1 and len(set(firsts)) <= len(firsts) / 2
    return replace(table, headed=True) if worth else table


def _with_names_cut_to(table: Columns, most: int) -> Columns:
    """Names cut no more than it takes for the table to fit, and to no fewer cells than LONGEST_NAME."""

    def cut(length: int) -> Columns:
        lines = [
            [_cut(cell, length) if column < table.names else cell for column, cell in enumerate(line)]
            for line in table.lines
        ]
        return replace(table, lines=lines)

    longest = max((cells(cell) for line in table.lines for cell in line[: table.names]), default=0)
    lengths = range(LONGEST_NAME, max(longest, LONGEST_NAME) + 1)
    too_long = bisect_left(lengths, True, key=lambda length: cut(length).width() > most)
    return cut(lengths[max(too_long - 1, 0)])


def _cut(name: str, length: int) -> str:
    half = length // 2
    return name if cells(name) <= length else f"{name[: half - 1]}…{name[-half + 1 :]}"


STEPS: tuple[Callable[[Columns], Columns], ...] = (
    _without_constants,
    _with_short_titles,
    _with_headings,
)


def _parts(table: Columns, width: int) -> Iterator[Columns]:
    """The table in parts side by side, each with the names and as many of the other columns as fit; one at least."""
    widths = _widths(table.lines)
    first = 1 if table.headed else 0
    named = sum(each + len(GAP) for each in widths[first : table.names]) - len(GAP)
    start = table.names
    above = table.above
    while start < len(widths):
        end, used = start, named
        while end < len(widths) and (end == start or used + len(GAP) + widths[end] <= width):
            used += len(GAP) + widths[end]
            end += 1
        lines = [[*line[: table.names], *line[start:end]] for line in table.lines]
        yield replace(table, lines=lines, above=above)
        start, above = end, ()
