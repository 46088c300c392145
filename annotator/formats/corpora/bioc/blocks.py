"""The text of a BioC document: its passages and sentences, each at the offset that it states, and what offsets count.

Offsets count from the beginning of the document, but there are files that count from the beginning of each passage or
sentence, and files that count bytes or UTF-16 units. In which way a document counts is seen by the words that its
annotations say stand there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.spans import Span
from annotator.text.offsets import Converting, Offsets, offsets_in

Base: TypeAlias = Literal["document", "passage"]

MOST_GAP_CHARS = 1 << 16
"""A larger gap between two passages is not filled."""


class Way(NamedTuple):
    """What the offsets of a document count, and from where."""

    unit: Offsets = "chars"
    base: Base = "document"


AS_STATED = Way()
"""As the format says."""

_BASES: tuple[Base, ...] = ("document", "passage")
_UNITS: tuple[Offsets, ...] = ("chars", "bytes", "utf16")

WAYS = tuple(Way(unit, base) for base, unit in product(_BASES, _UNITS))
"""The ways to count, the likely ones first."""

WIDTHS: dict[Offsets, Callable[[str], int]] = {
    "chars": len,
    "bytes": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf16": lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
}


class Block(NamedTuple):
    """A passage or a sentence with a text, the offset that it states, and whether a passage begins with it."""

    offset: int
    text: str
    begins_passage: bool = True


class Mark(NamedTuple):
    """A place that an annotation states: the number of its block, offset and length."""

    block: int
    offset: int
    length: int


class Said(NamedTuple):
    """The places of an annotation, and the words that it says stand there."""

    marks: tuple[Mark, ...]
    words: str


@dataclass(frozen=True)
class Layout:
    """The text of a document, and where in it each block begins."""

    blocks: tuple[Block, ...]
    way: Way = AS_STATED

    @cached_property
    def _laid(self) -> tuple[str, tuple[int, ...], bool]:
        text, is_regular, expected = "", True, 0
        starts: list[int] = []
        width = WIDTHS[self.way.unit]
        for block in self.blocks:
            gap = block.offset - expected
            if 0 <= gap <= MOST_GAP_CHARS:
                text += _filling(gap, is_first=not starts, begins_passage=block.begins_passage)
            else:
                is_regular = False
                text += "\n" if starts else ""
            starts.append(len(text))
            text += block.text
            expected = block.offset + width(block.text)
        return text, tuple(starts), is_regular

    @property
    def text(self) -> str:
        """The whole text."""
        return self._laid[0]

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each block begins."""
        return self._laid[1]

    @property
    def is_regular(self) -> bool:
        """Whether every block stands where it says."""
        return self._laid[2]

    @cached_property
    def _converting(self) -> list[Converting]:
        return [offsets_in(self.way.unit, block.text) for block in self.blocks]

    def span(self, mark: Mark, *, in_blocks: bool = False) -> Span | None:
        """Where a place is in the text; None where it is nowhere in it, or in no block."""
        start = self._place(mark.block, mark.offset, in_blocks)
        end = self._place(mark.block, mark.offset + mark.length, in_blocks)
        return None if start is None or end is None or end < start else (start, end)

    def _place(self, own: int, offset: int, in_blocks: bool) -> int | None:
        if self.way.base == "passage":
            return self._in_block(own, offset)
        for number in (own, *self._holding(offset)) if self.blocks else ():
            if (place := self._in_block(number, offset - self.blocks[number].offset)) is not None:
                return place
        is_plain = not in_blocks and self.way.unit == "chars" and self.is_regular and 0 <= offset <= len(self.text)
        return offset if is_plain else None

    @cached_property
    def _order(self) -> list[tuple[int, int]]:
        """The blocks by the offsets that they state."""
        return sorted((block.offset, number) for number, block in enumerate(self.blocks))

    def _holding(self, offset: int) -> Iterator[int]:
        """The numbers of the last two blocks that begin no later than an offset, the later one last."""
        behind = bisect_right(self._order, (offset, len(self.blocks)))
        yield from (number for _, number in self._order[max(0, behind - 2) : behind])

    def _in_block(self, number: int, offset: int) -> int | None:
        found = self._converting[number](((offset, offset),)) if offset >= 0 else None
        return None if found is None else self.starts[number] + found[0][0]

    def says(self, said: Said) -> bool:
        """Whether the words of an annotation, where it says some, stand at its places, blanks aside."""
        spans = [self.span(mark) for mark in said.marks]
        if None in spans:
            return False
        words = "".join(self.text[slice(*span)] for span in spans if span)
        return not said.words or _letters(said.words) == _letters(words)


def laid_out(blocks: Sequence[Block], annotations: Iterable[Said]) -> Layout:
    """The blocks as one text, counted in the way in which most annotations say what stands there."""
    said = list(annotations)
    layouts = [Layout(tuple(blocks), way) for way in WAYS]
    if not said:
        return layouts[0]
    return max(layouts, key=lambda each: (_fitting(each, said), _standing(each, said), -WAYS.index(each.way)))


def _fitting(layout: Layout, said: Sequence[Said]) -> int:
    return sum(layout.says(each) for each in said)


def _standing(layout: Layout, said: Sequence[Said]) -> int:
    return sum(layout.span(mark, in_blocks=True) is not None for each in said for mark in each.marks)


def _filling(gap: int, *, is_first: bool, begins_passage: bool) -> str:
    """What stands between two blocks: a line end before a passage, and blanks."""
    is_line_end = gap > 0 and begins_passage and not is_first
    return "\n" + " " * (gap - 1) if is_line_end else " " * gap


def _letters(words: str) -> str:
    return "".join(words.split())
