"""Which documents go into which part: shares of documents and of every type as near to those asked for as can be.

A split is judged by the sum, over parts, of squared differences between what a part has and what it should have: of its
share of documents, and of its share of every type (the mean over types). Groups are placed one after the other, the
largest first, each where the sum grows least; then single groups are moved, and pairs changed, while that makes the sum
smaller (the idea of Sechidis, Tsoumakas and Vlahavas 2011 for groups of documents, made better by local search).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from annotator.datasets.splits.summary import Summary
from annotator.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float64]

SWAPPED = 120
"""Up to how many groups pairs are changed too; with more, moving single ones is enough."""

ROUNDS = 50
"""After so many rounds of moving groups it is enough."""


def parts_of(
    documents: Sequence[Summary], groups: Sequence[Sequence[int]], shares: Mapping[str, float], seed: int
) -> dict[str, list[int]]:
    """The numbers of the documents of each part, ascending; the same for the same documents, in whatever order.

    Raises:
        InputError: there are fewer groups than parts.
    """
    if len(groups) < len(shares):
        message = f"{len(groups)} groups of documents that must stay together cannot make {len(shares)} parts"
        raise InputError(f"{message}; name fewer parts, or group otherwise")
    ordered = sorted(groups, key=lambda group: min(documents[number].id for number in group))
    Random(seed).shuffle(ordered)
    features = _features(documents, ordered)
    places = _improved(features, _placed(features, list(shares.values())), list(shares.values()))
    return {
        name: sorted(number for group, place in zip(ordered, places, strict=True) if place == part for number in group)
        for part, name in enumerate(shares)
    }


def _features(documents: Sequence[Summary], groups: Sequence[Sequence[int]]) -> Rows:
    """A row for each group: its share of the documents, then that of each type; all types together count once."""
    import numpy as np  # noqa: PLC0415 - loaded when a split is made

    types = sorted({name for each in documents for name in each.types})
    column = {name: number for number, name in enumerate(types, 1)}
    rows = np.zeros((len(groups), len(types) + 1))
    for row, group in enumerate(groups):
        rows[row, 0] = len(group)
        for number in group:
            for name, count in documents[number].types.items():
                rows[row, column[name]] += count
    rows /= np.maximum(rows.sum(axis=0), 1)
    rows[:, 1:] /= np.sqrt(max(len(types), 1))
    return rows


def _cost(features: Rows, places: Sequence[int], shares: Sequence[float]) -> float:
    import numpy as np  # noqa: PLC0415 - as above

    whole = features.sum(axis=0)
    chosen = np.asarray(places)
    return float(
        sum(((features[chosen == part].sum(axis=0) - share * whole) ** 2).sum() for part, share in enumerate(shares))
    )


def _placed(features: Rows, shares: Sequence[float]) -> list[int]:
    import numpy as np  # noqa: PLC0415 - as above

    missing = np.outer(shares, features.sum(axis=0))
    places = [0] * len(features)
    largest_first = sorted(range(len(features)), key=lambda row: -features[row].sum())
    for position, row in enumerate(largest_first):
        empty = [part for part in range(len(shares)) if part not in {places[each] for each in largest_first[:position]}]
        must_fill = empty if len(empty) == len(largest_first) - position else range(len(shares))
        growth = {part: float(((missing[part] - features[row]) ** 2 - missing[part] ** 2).sum()) for part in must_fill}
        places[row] = min(growth, key=lambda part: (round(growth[part], 12), part))
        missing[places[row]] -= features[row]
    return places


def _improved(features: Rows, places: list[int], shares: Sequence[float]) -> list[int]:
    best = _cost(features, places, shares)
    for _ in range(ROUNDS):
        before = best
        for other in _neighbours(places, len(shares)):
            if len(set(other)) == len(shares) and (cost := _cost(features, other, shares)) < best - 1e-12:
                places, best = other, cost
                break
        if best == before:
            break
    return places


def _neighbours(places: list[int], parts: int) -> list[list[int]]:
    """The same with one group moved, or two changed."""
    moved = [
        [*places[:row], part, *places[row + 1 :]]
        for row in range(len(places))
        for part in range(parts)
        if part != places[row]
    ]
    if len(places) > SWAPPED:
        return moved
    for first in range(len(places)):
        for second in range(first):
            if places[first] != places[second]:
                changed = list(places)
                changed[first], changed[second] = changed[second], changed[first]
                moved.append(changed)
    return moved
