"""Brackets over tokens: `(3` opens a mention of thing 3, `3)` closes it, `(3)` is one token; names have `*` in them.

A closing bracket belongs to the last open one of its name, so that mentions of one thing nest and those of two may
cross. A name's closing bracket says no name: it closes the last one open, whatever its name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_THINGS = re.compile(r"\((?P<one>[^()|*\s]+)\)|\((?P<open>[^()|*\s]+)|(?P<close>[^()|*\s]+)\)|\|")
_NAMES = re.compile(r"\((?P<open>[^()|*\s]+)|(?P<close>\))|\*")

NONE = frozenset(("-", "_", "*", ""))
"""What a cell without brackets says."""


class Bracket(NamedTuple):
    """A bracketed run: its first token, the one after its last, and the name or number of what is in it."""

    start: int
    end: int
    label: str


class Slip(NamedTuple):
    """A cell that is no bracket, or a bracket without its other half: at which token, and why."""

    token: int
    message: str


def things(cells: Sequence[str]) -> tuple[list[Bracket], list[Slip]]:
    """The mentions of a document's last column, in the order in which they open."""
    return _read(cells, _THINGS, "expected such as (3, 3), (3) or -, parted by |", named_ends=True)


def names(cells: Sequence[str]) -> tuple[list[Bracket], list[Slip]]:
    """The names of a document's column of named entities, in the order in which they open."""
    return _read(cells, _NAMES, "expected such as (ORG*, *), (ORG) or *", named_ends=False)


def _read(
    cells: Sequence[str], pattern: re.Pattern[str], expected: str, *, named_ends: bool
) -> tuple[list[Bracket], list[Slip]]:
    reader = _Reader(named_ends=named_ends)
    for token, cell in enumerate(cells):
        if cell in NONE:
            continue
        end = 0
        for match in pattern.finditer(cell):
            if match.start() != end:
                break
            end = match.end()
            reader.take(token, match.groupdict())
        if end != len(cell):
            reader.slips.append(Slip(token, f'"{cell}" is no bracket; {expected}'))
    return reader.closed()


class _Reader:
    """Takes brackets one by one."""

    def __init__(self, *, named_ends: bool) -> None:
        self.slips: list[Slip] = []
        self._named_ends = named_ends
        self._found: list[Bracket | None] = []
        self._open: dict[str, list[tuple[int, int, str]]] = defaultdict(list)

    def take(self, token: int, found: dict[str, str | None]) -> None:
        if label := found.get("one"):
            self._found.append(Bracket(token, token + 1, label))
        elif label := found["open"]:
            self._open[label if self._named_ends else ""].append((len(self._found), token, label))
            self._found.append(None)
        elif closing := found["close"]:
            self._close(token, closing.rstrip(")") if self._named_ends else "", closing)

    def _close(self, token: int, key: str, closing: str) -> None:
        if not self._open[key]:
            shown = f"{key})" if self._named_ends else closing
            self.slips.append(Slip(token, f'"{shown}" closes nothing; expected a bracket that opens it before'))
            return
        place, start, label = self._open[key].pop()
        self._found[place] = Bracket(start, token + 1, label)

    def closed(self) -> tuple[list[Bracket], list[Slip]]:
        for still_open in self._open.values():
            for _, start, label in still_open:
                self.slips.append(Slip(start, f'"({label}" is not closed in its document'))
        return [each for each in self._found if each], sorted(self.slips)


def thing_cells(brackets: Iterable[Bracket], tokens: int) -> list[str]:
    """The cells of the last column that say these; outer ones open first."""
    opened, closed = _by_token(brackets)
    cells = []
    for token in range(tokens):
        ones = [f"({each.label})" for each in opened[token] if each.end == token + 1]
        opening = [f"({each.label}" for each in opened[token] if each.end > token + 1]
        closing = [f"{each.label})" for each in closed[token] if each.start < token]
        cells.append("|".join((*closing, *opening, *ones)) or "-")
    return cells


def name_cells(brackets: Iterable[Bracket], tokens: int) -> list[str]:
    """The cells of the column of named entities that say these, none of which cross."""
    opened, closed = _by_token(brackets)
    cells = []
    for token in range(tokens):
        opening = "".join(f"({each.label}" for each in opened[token])
        lone = bool(opened[token]) and opened[token][-1].end == token + 1
        cells.append(f"{opening}{'' if lone else '*'}{')' * len(closed[token])}")
    return cells


def _by_token(brackets: Iterable[Bracket]) -> tuple[dict[int, list[Bracket]], dict[int, list[Bracket]]]:
    """The brackets by the token that they open at, the longest first, and close at, the shortest first."""
    opened: dict[int, list[Bracket]] = defaultdict(list)
    closed: dict[int, list[Bracket]] = defaultdict(list)
    for each in sorted(brackets, key=lambda each: (each.start, -each.end)):
        opened[each.start].append(each)
        closed[each.end - 1].insert(0, each)
    return opened, closed


def uncrossed(brackets: Iterable[Bracket]) -> Iterator[Bracket]:
    """Those that cross none that opens before them, of two that cross the outer one."""
    open_ends: list[int] = []
    for each in sorted(brackets, key=lambda each: (each.start, -each.end)):
        open_ends = [end for end in open_ends if end > each.start]
        if not open_ends or each.end <= min(open_ends):
            open_ends.append(each.end)
            yield each
