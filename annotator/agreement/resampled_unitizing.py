"""Unitizing alpha over many samples of the documents at once, laid end to end in the order in which they were drawn.

Definition: `unitizing`. Units of two documents never meet, so what is observed is a sum over documents. What is
expected hangs on the lengths of units, and on those of gaps, which run on from one document into the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import numpy as np

from annotator.agreement.unitizing import Units, observed_squares
from annotator.model.spans import Span

Part = tuple[Sequence[Units], int]
"""Each annotator's units of a document by category, and the document's length."""


def orders(documents: int, samples: int, seed: int) -> np.ndarray:
    """The documents of each sample, by number: a row a sample."""
    random = Random(seed)
    return np.array([random.choices(range(documents), k=documents) for _ in range(samples)])


def unitizing_alphas(parts: Sequence[Part], categories: Sequence[str], drawn: np.ndarray) -> np.ndarray:
    """Alpha of some categories in each sample; not a number where nobody marked a unit."""
    found = [_disagreement(parts, name, drawn) for name in categories]
    observed, expected = (sum((each[place] for each in found), np.zeros(len(drawn))) for place in (0, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - observed / expected, np.nan)


@dataclass(frozen=True)
class _Gaps:
    """One annotator's gaps, by document: before the first unit, behind the last, and between; `has_units` or none."""

    has_units: np.ndarray
    first: np.ndarray
    last: np.ndarray
    between: Sequence[Sequence[int]]


def _disagreement(parts: Sequence[Part], name: str, drawn: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What is observed and what is expected of a category in each sample."""
    people = len(parts[0][0])
    units = [[each.get(name, ()) for each in everybody] for everybody, _ in parts]
    lengths = np.array([float(length) for _, length in parts])
    sizes = np.array(sorted({end - start for each in units for own in each for start, end in own}), dtype=float)
    times = np.array([_times([end - start for own in each for start, end in own], sizes) for each in units])
    squares = np.array([observed_squares(each, length) for each, (_, length) in zip(units, parts, strict=True)])
    length, count = lengths[drawn].sum(axis=1), times[drawn].sum(axis=1)
    fits = np.zeros((len(drawn), len(sizes)))
    for person in range(people):
        fits += _fits(_gaps_of([each[person] for each in units], lengths), lengths, sizes, drawn)
    others = count.sum(axis=1)[:, None] - 1
    total = (count * (others * sizes * (sizes - 1) * (2 * sizes - 1) / 3 + sizes**2 * fits)).sum(axis=1)
    pairs = people * length * (people * length - 1) - (count * sizes * (sizes - 1)).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = 2 * squares[drawn].sum(axis=1) / (people * (people - 1) * length**2)
        expected = np.where(pairs > 0, 2 * total / length / pairs, 0.0)
    return observed, expected


def _times(lengths: Sequence[int], sizes: np.ndarray) -> np.ndarray:
    """How many units of a document have which size."""
    return np.bincount(np.searchsorted(sizes, lengths), minlength=len(sizes))[: len(sizes)].astype(float)


def _gaps_of(units: Sequence[Sequence[Span]], lengths: np.ndarray) -> _Gaps:
    return _Gaps(
        np.array([bool(own) for own in units]),
        np.array([float(own[0][0]) if own else 0.0 for own in units]),
        np.array([length - own[-1][1] if own else 0.0 for own, length in zip(units, lengths, strict=True)]),
        [[after[0] - before[1] for before, after in pairwise(own)] for own in units],
    )


def _fits(gaps: _Gaps, lengths: np.ndarray, sizes: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """In how many places of one annotator's gaps a unit of each size fits, in each sample."""
    between = np.array([_places(np.array(each, dtype=float), sizes) for each in gaps.between])
    found: np.ndarray = between[drawn].sum(axis=1)
    running = np.zeros(len(drawn))
    for documents in drawn.T:
        has_units = gaps.has_units[documents]
        ended = np.where(has_units, running + gaps.first[documents], 0.0)
        found += _room(ended[:, None], sizes)
        running = np.where(has_units, gaps.last[documents], running + lengths[documents])
    found += _room(running[:, None], sizes)
    return found


def _places(gaps: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    places: np.ndarray = _room(gaps[:, None], sizes).sum(axis=0)
    return places


def _room(gaps: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    room: np.ndarray = np.maximum(gaps - sizes + 1, 0.0)
    return room
