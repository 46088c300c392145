"""Coefficients over many samples of the documents at once: each is a sum over documents, weighed by how often it came.

Definitions are those of `krippendorff` and `kappa`; a test holds the figures to theirs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np

from annotator.agreement.krippendorff import masi

Unit: TypeAlias = Sequence[Any]
"""The labels that annotators gave one unit, in their order; None where one gave none."""

Units: TypeAlias = Sequence[Sequence[Unit]]
"""The units of each document."""

Floats: TypeAlias = np.ndarray

NEARLY_NOTHING = 1e-12
"""What is less than that is rounding."""


def counts_of(drawn: np.ndarray) -> Floats:
    """How often each document came in each sample, by the numbers of the documents that were drawn: a row a sample."""
    documents = drawn.shape[1]
    return np.array([np.bincount(row, minlength=documents) for row in drawn], dtype=float)


def alphas(units: Units, scale: Literal["nominal", "masi"], draws: Floats) -> Floats:
    """Krippendorff's alpha of each sample; not a number where it is undefined."""
    pairable = [[labels for unit in each if len(labels := _given(unit)) > 1] for each in units]
    totals = [Counter[Hashable](label for labels in each for label in labels) for each in pairable]
    distance = masi if scale == "masi" else _unequal
    within = np.array([sum(_disagreement(labels, distance) for labels in each) for each in pairable])
    count = draws @ np.array([each.total() for each in totals])
    between = np.einsum("sd,de,se->s", draws, _disagreements(totals, scale), draws)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed, expected = draws @ within / count, between / (count * (count - 1))
        return np.where(expected > NEARLY_NOTHING, 1 - observed / expected, np.nan)


def cohens(units: Units, draws: Floats) -> Floats:
    """Cohen's kappa of two annotators in each sample; not a number where it is undefined."""
    names = _numbers(label for each in units for unit in each for label in unit)
    equal = np.array([float(sum(left == right for left, right in each)) for each in units])
    left, right = (_table(units, names, place) for place in (0, 1))
    count = draws @ np.array([float(len(each)) for each in units])
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = ((draws @ left) * (draws @ right)).sum(axis=1) / count**2
        return _corrected(draws @ equal / count, expected)


def fleisses(units: Units, draws: Floats) -> Floats:
    """Fleiss' kappa of each sample; not a number where it is undefined, or a unit has no label of somebody."""
    names = _numbers(label for each in units for unit in each for label in unit)
    partly = np.array([float(any(None in unit for unit in each)) for each in units])
    equal = np.array([sum(_equal_pairs(unit) for unit in each) for each in units])
    people = max((len(unit) for each in units for unit in each), default=0)
    table = sum((_table(units, names, place) for place in range(people)), np.zeros((len(units), len(names))))
    count = draws @ np.array([float(len(each)) for each in units])
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = ((draws @ table / (count * people)[:, None]) ** 2).sum(axis=1)
        return np.where(draws @ partly > 0, np.nan, _corrected(draws @ equal / count, expected))


def _corrected(observed: Floats, expected: Floats) -> Floats:
    return np.where(expected < 1 - NEARLY_NOTHING, (observed - expected) / (1 - expected), np.nan)


def _given(unit: Unit) -> list[Any]:
    return [label for label in unit if label is not None]


def _unequal(left: Any, right: Any, _: Mapping[Any, int]) -> float:
    return float(left != right)


def _disagreement(labels: Sequence[Any], distance: Any) -> float:
    """The distances of all ordered pairs of a unit's labels, by how many others each has."""
    return float(sum(distance(one, other, {}) for one in labels for other in labels)) / (len(labels) - 1)


def _equal_pairs(unit: Unit) -> float:
    counts = Counter(_given(unit))
    return sum(n * (n - 1) for n in counts.values()) / max(len(unit) * (len(unit) - 1), 1)


def _numbers(labels: Any) -> dict[Any, int]:
    return {label: number for number, label in enumerate(dict.fromkeys(label for label in labels if label is not None))}


def _table(units: Units, names: Mapping[Any, int], place: int) -> Floats:
    """How often one annotator gave which label, a row a document."""
    table = np.zeros((len(units), len(names)))
    for row, each in zip(table, units, strict=True):
        for unit in each:
            if unit[place] is not None:
                row[names[unit[place]]] += 1
    return table


def _disagreements(totals: Sequence[Counter[Any]], scale: str) -> Floats:
    """The distances of all labels of one document to all of another, added: what is left of all pairs without likeness.

    Sets that have nothing in common are at distance 1, so only those that share something are looked at.
    """
    counts = np.array([float(each.total()) for each in totals])
    table = np.outer(counts, counts)
    where: dict[Any, list[tuple[int, int]]] = defaultdict(list)
    for number, each in enumerate(totals):
        for label, count in each.items():
            where[label].append((number, count))
    by_member: dict[Any, list[Any]] = defaultdict(list)
    for label in where if scale == "masi" else ():
        for member in label:
            by_member[member].append(label)
    for label, places in where.items():
        near = {label, *(other for member in label for other in by_member[member])} if by_member else {label}
        for other in near:
            alike = 1.0 if other == label else 1 - masi(label, other, {})
            for number, count in places:
                for other_number, other_count in where[other]:
                    table[number, other_number] -= count * other_count * alike
    return table
