"""Which spans touch this window: an index whose edits cost the same however many spans it holds.

Hierarchical bins as in the UCSC genome browser (Kent et al. 2002): a span stands in the smallest bin that holds it
whole, so that a window asks a few bins of each size, and a span as long as the document costs no window anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from annotator.model.spans import Span

FINEST = 9
"""The smallest bins hold 2**9 = 512 code points; each size is eight times the one before."""

SIZES = 9
"""How many sizes there are: the largest holds 2**33 code points, more than any text that fits in memory."""

_SIZE_OF_BITS = [0] * FINEST + [1 + (bits - FINEST - 1) // 3 for bits in range(FINEST, FINEST + 3 * SIZES - 2)]
_KEY_BITS = 4


def bin_of(start: int, end: int) -> int:
    """The key of the smallest bin that holds `[start, end)`: its number, and in the last four bits its size."""
    size = _SIZE_OF_BITS[(start ^ max(end - 1, start)).bit_length()]
    return start >> FINEST + 3 * size << _KEY_BITS | size


class BinIndex:
    """Spans by id; a mention of several pieces is indexed by its envelope."""

    def __init__(self, spans: Iterable[tuple[str, int, int]] = ()) -> None:
        """Index `(id, start, end)` triples."""
        self._bins: defaultdict[int, dict[str, Span]] = defaultdict(dict)
        self._bin_by_id: dict[str, int] = {}
        for name, start, end in spans:
            self.add(name, start, end)

    def __len__(self) -> int:
        """How many spans there are."""
        return len(self._bin_by_id)

    def add(self, name: str, start: int, end: int) -> None:
        """Put a span in, in the place of the one with its id."""
        if name in self._bin_by_id:
            self.remove(name)
        key = bin_of(start, end)
        self._bins[key][name] = (start, end)
        self._bin_by_id[name] = key

    def remove(self, name: str) -> None:
        """Take a span out, if it is there."""
        key = self._bin_by_id.pop(name, None)
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

    def _window(self, first: int, last: int) -> Iterator[int]:
        for size in range(SIZES):
            shift = FINEST + 3 * size
            for number in range(first >> shift, (last >> shift) + 1):
                yield number << _KEY_BITS | size
