"""From counts to figures: precision, recall and F1, and their averages over types.

Undefined is None: precision without predictions, recall without gold, F1 without either. F1 is 2 tp / (2 tp + fp +
fn), which equals the harmonic mean wherever that is defined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Figures(NamedTuple):
    """Precision, recall and F1; None where undefined."""

    precision: float | None
    recall: float | None
    f1: float | None


def ratio(numerator: float, denominator: float) -> float | None:
    """A fraction, None if it is 0/0."""
    return numerator / denominator if denominator else None


def harmonic(precision: float | None, recall: float | None) -> float | None:
    """The harmonic mean of two figures; 0 if both are; None where one is undefined."""
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def of_tuples(counts: Mapping[str, float]) -> Figures:
    """The figures of tp, fp and fn."""
    tp, fp, fn = (counts.get(name, 0.0) for name in ("tp", "fp", "fn"))
    return Figures(ratio(tp, tp + fp), ratio(tp, tp + fn), ratio(2 * tp, 2 * tp + fp + fn))


def with_default(figures: Figures, zero_division: float | None) -> Figures:
    """The figures with this value where they are undefined."""
    return Figures(*(zero_division if figure is None else figure for figure in figures))


def macro(types: Sequence[Figures], zero_division: float | None) -> Figures:
    """The mean over types, all of them: an undefined figure of a type counts as `zero_division`, or 0."""
    return weighted(types, [1.0] * len(types), zero_division)


def weighted(types: Sequence[Figures], weights: Iterable[float], zero_division: float | None) -> Figures:
    """The weighted mean over types, undefined figures as in `macro`; undefined where the weights add up to 0."""
    weights = list(weights)
    total = sum(weights)
    filled = [with_default(figures, zero_division or 0.0) for figures in types]
    means = (
        ratio(sum(weight * (figures[index] or 0.0) for figures, weight in zip(filled, weights, strict=True)), total)
        for index in range(3)
    )
    return Figures(*means)
