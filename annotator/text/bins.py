"""Which spans touch this window: an index whose edits cost the same however many spans it holds.

Hierarchical bins as in the UCSC genome browser (Kent et al. 2002): a span stands in the smallest bin that holds it
whole, so that a window asks a few bins of each size, and a span as long as the document costs no window anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.model.spans import Span

SHIFTS = (9, 12, 15, 18, 21, 24, 27, 30)
"""Bin sizes as powers of two, in code points: 512, 4,096, ... up to any text that fits in memory."""


def bin_of(start: int, end: int) -> tuple[int, int]:
    """The smallest bin that holds `[start, end)`: (size's index, number)."""
    last = max(end - 1, start)
    for level, shift in enumerate(SHIFTS):
        if start >> shift == last >> shift:
            return level, start >> shift
    return len(SHIFTS), 0


class BinIndex:
    """Spans by id; a mention of several pieces is indexed by its envelope."""

    def __init__(self, spans: Iterable[tuple[str, int, int]] = ()) -> None:
        """Index `(id, start, end)` triples."""
        self._bins: dict[tuple[int, int], dict[str, Span]] = {}
        self._where: dict[str, tuple[int, int]] = {}
        for name, start, end in spans:
            self.add(name, start, end)

    def __len__(self) -> int:
        """How many spans there are."""
        return len(self._where)

    def add(self, name: str, start: int, end: int) -> None:
        """Put a span in, in the place of the one with its id."""
        self.remove(name)
        key = bin_of(start, end)
        self._bins.setdefault(key, {})[name] = (start, end)
        self._where[name] = key

    def remove(self, name: str) -> None:
        """Take a span out, if it is there."""
        key = self._where.pop(name, None)
        if key is not None:
            del self._bins[key][name]
            if not self._bins[key]:
                del self._bins[key]

    def touching(self, start: int, end: int) -> Iterator[str]:
        """The ids of the spans that share a code point with `[start, end)`, or are empty and lie in it."""
        for key in self._window(start, max(end - 1, start)):
            for name, (span_start, span_end) in self._bins.get(key, {}).items():
                if span_start < end and (span_end > start or span_start == span_end >= start):
                    yield name

    def _window(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        for level, shift in enumerate(SHIFTS):
            for number in range(first >> shift, (last >> shift) + 1):
                yield level, number
        yield len(SHIFTS), 0
