"""Which types are taken for which: of two annotators, on equal spans, and where one has nothing at a place.

What differs in its boundary too is no confusion of types, and counts among the disagreements alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from annotator.agreement.disagreements import Difference
from annotator.agreement.items import Item

NOTHING = "nothing"
LAYERS = ("entities", "events")


class ConfusionRow(NamedTuple):
    """How often one annotator said `first` where the other said `second`; equal ones are agreement."""

    layer: str
    pair: tuple[str, str]
    first: str
    second: str
    times: int

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        layer, pair, first, second, count = self
        return {"layer": layer, "pair": list(pair), "first": first, "second": second, "count": count}


def confusion_rows(
    pair: tuple[str, str], items: Iterable[Item], differences: Iterable[Difference]
) -> list[ConfusionRow]:
    """The cells of a pair's matrices that are not zero, by layer and types."""
    one, other = pair
    counts: Counter[tuple[str, str, str]] = Counter(
        (each.layer, str(each.labels[one]), str(each.labels[other]))
        for each in items
        if each.of == "types" and one in each.labels and other in each.labels
    )
    for each in differences:
        if each.kind == "missing" and each.layer in LAYERS:
            held = (each.type, NOTHING) if each.second == NOTHING else (NOTHING, each.type)
            counts[each.layer, *held] += 1
    return [ConfusionRow(layer, pair, first, second, count) for (layer, first, second), count in sorted(counts.items())]


def matrices(rows: Sequence[ConfusionRow]) -> Iterator[tuple[str, list[str], list[list[int]]]]:
    """Each layer's matrix over all pairs: its types, then a row for each, of who comes first by name.

    Types that everybody who has them agrees on stand in no row; a layer without a confusion has no matrix.
    """
    for layer in LAYERS:
        counts: Counter[tuple[str, str]] = Counter()
        for each in rows:
            if each.layer == layer:
                counts[each.first, each.second] += each.times
        confused = {name for cell in counts if cell[0] != cell[1] for name in cell}
        names = [*sorted(confused - {NOTHING}), *([NOTHING] if NOTHING in confused else [])]
        if names:
            yield layer, names, [[counts[row, column] for column in names] for row in names]
