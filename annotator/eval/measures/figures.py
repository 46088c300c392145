"""From counts to figures, for many rows at once: arrays of counts in, arrays of precision, recall and F1 out.

Undefined is NaN inside these arrays and becomes None at their edge (`Figures.row`): precision without predictions,
recall without gold, F1 without either. Where only one of precision and recall is undefined F1 is 0, as for a type
that is never predicted. With another beta, F-beta stands in the place of F1:
(1 + beta^2) P R / (beta^2 P + R) (van Rijsbergen 1979).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from annotator.eval.arrays import Numbers

Array: TypeAlias = Numbers
Columns: TypeAlias = Mapping[str, Array]
"""Counts by name, each an array with one element a row."""

FigureTuple: TypeAlias = tuple[float | None, float | None, float | None]


class Figures(NamedTuple):
    """Precision, recall and F1 of many rows."""

    precision: Array
    recall: Array
    f1: Array

    def row(self, index: int) -> FigureTuple:
        """The figures of one row, None where undefined."""
        precision, recall, f1 = (None if np.isnan(each[index]) else float(each[index]) for each in self)
        return precision, recall, f1

    def filled(self, value: float | None, names: Collection[str]) -> Figures:
        """With this value for what is undefined of these figures."""
        if value is None:
            return self
        return self._replace(
            **{name: np.where(np.isnan(each), value, each) for name, each in self._asdict().items() if name in names}
        )


def ratio(numerator: Array, denominator: Array) -> Array:
    """Fractions, NaN for 0/0."""
    quotients = np.full(np.shape(denominator), np.nan)
    np.divide(numerator, denominator, out=quotients, where=denominator != 0)
    return quotients


def of_positives(tp: Array, fp: Array, fn: Array, *, beta: float) -> Figures:
    """F1 as 2 tp / (2 tp + fp + fn), the harmonic mean wherever that is defined."""
    twice, missed = (1 + beta**2) * tp, beta**2 * fn
    return Figures(ratio(tp, tp + fp), ratio(tp, tp + fn), ratio(twice, twice + fp + missed))


def of_ratios(found_in_gold: Array, in_gold: Array, right: Array, predicted: Array, *, beta: float) -> Figures:
    """Recall and precision from their numerators and denominators."""
    recall, precision = ratio(found_in_gold, in_gold), ratio(right, predicted)
    return Figures(precision, recall, harmonic_mean(precision, recall, beta))


def harmonic_mean(precision: Array, recall: Array, beta: float) -> Array:
    """The harmonic mean, weighted by beta; 0 if both are 0 or one is undefined, NaN if both are."""
    both = ratio((1 + beta**2) * precision * recall, beta**2 * precision + recall)
    return np.where(np.isnan(precision) & np.isnan(recall), np.nan, np.nan_to_num(both, nan=0.0))


def of_two_kinds(linked: Sequence[Array], apart: Sequence[Array], *, beta: float) -> Figures:
    """The mean of both; where gold has none of one kind, the other kind alone (Luo et al. 2014)."""
    of_links, of_others = (of_ratios(*each, beta=beta) for each in (linked, apart))
    no_links, none_apart = (each[1] == 0 for each in (linked, apart))
    means = []
    for link, other in zip(of_links, of_others, strict=True):
        mean = (np.nan_to_num(link, nan=0.0) + np.nan_to_num(other, nan=0.0)) / 2
        means.append(np.where(no_links, other, np.where(none_apart, link, mean)))
    return Figures(*means)


def mean_f(parts: Sequence[Sequence[Array]], beta: float) -> Figures:
    """The mean F1 of measures of ratios, an undefined one counting as 0; it has no precision and recall."""
    each = [of_ratios(*counts, beta=beta).f1 for counts in parts]
    nothing = np.logical_and.reduce([np.isnan(part) for part in each])
    mean = sum(np.nan_to_num(part, nan=0.0) for part in each) / len(each)
    undefined = np.full(np.shape(mean), np.nan)
    return Figures(undefined, undefined, np.where(nothing, np.nan, mean))


def average(types: Figures, weights: Array, zero_division: float | None, names: Collection[str]) -> Figures:
    """The weighted mean over the last axis of these figures; an undefined one counts as `zero_division`, or 0."""
    total = weights.sum(axis=-1)
    undefined = np.full(np.shape(total), np.nan)
    means = {
        name: ratio((each * weights).sum(axis=-1), total) if name in names else undefined
        for name, each in types.filled(zero_division or 0.0, names)._asdict().items()
    }
    return Figures(**means).filled(zero_division, names)
