"""From counts to figures, for many rows at once: arrays of counts in, arrays of precision, recall and F1 out.

Undefined is NaN inside these arrays and becomes None at their edge (`Figures.row`): precision without predictions,
recall without gold, F1 without either. Where only one of precision and recall is undefined F1 is 0, as for a type
that is never predicted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from annotator.eval.counts.counts import BLANC, CONLL, CONLL_PARTS, RATIOS, TUPLES

Array: TypeAlias = NDArray[np.float64]
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

    def filled(self, zero_division: float | None) -> Figures:
        """With this value for what is undefined."""
        if zero_division is None:
            return self
        return Figures(*(np.where(np.isnan(each), zero_division, each) for each in self))


def figures(names: Sequence[str], columns: Columns, beta: float = 1.0) -> Figures:
    """The figures of rows that have the counts `names`; with another beta, F-beta in the place of F1.

    F-beta is (1 + beta^2) P R / (beta^2 P + R) (van Rijsbergen 1979).
    """
    if names == BLANC:
        return _blanc(columns, beta)
    if names == CONLL:
        return _conll(columns, beta)
    return _ratios(columns, beta) if names == RATIOS else _tuples(columns, beta)


def ratio(numerator: Array, denominator: Array) -> Array:
    """Fractions, NaN for 0/0."""
    found = np.full(np.shape(denominator), np.nan)
    np.divide(numerator, denominator, out=found, where=denominator != 0)
    return found


def _tuples(columns: Columns, beta: float) -> Figures:
    """F1 as 2 tp / (2 tp + fp + fn), the harmonic mean wherever that is defined."""
    tp, fp, fn = (columns[name] for name in TUPLES)
    twice, missed = (1 + beta**2) * tp, beta**2 * fn
    return Figures(ratio(tp, tp + fp), ratio(tp, tp + fn), ratio(twice, twice + fp + missed))


def _ratios(columns: Columns, beta: float) -> Figures:
    recall, precision = ratio(*(columns[name] for name in RATIOS[:2])), ratio(*(columns[name] for name in RATIOS[2:]))
    return Figures(precision, recall, _harmonic(precision, recall, beta))


def _harmonic(precision: Array, recall: Array, beta: float) -> Array:
    """The harmonic mean, weighted by beta; 0 if both are 0 or one is undefined, NaN if both are."""
    both = ratio((1 + beta**2) * precision * recall, beta**2 * precision + recall)
    return np.where(np.isnan(precision) & np.isnan(recall), np.nan, np.nan_to_num(both, nan=0.0))


def _blanc(columns: Columns, beta: float) -> Figures:
    """The mean of links and non-links; where gold has none of one kind, the other kind alone (Luo et al. 2014)."""
    apart_columns = {name: columns[f"apart_{name}"] for name in RATIOS}
    linked, apart = _ratios(columns, beta), _ratios(apart_columns, beta)
    no_links, none_apart = (each["recall_denominator"] == 0 for each in (columns, apart_columns))
    means = []
    for link, other in zip(linked, apart, strict=True):
        mean = (np.nan_to_num(link, nan=0.0) + np.nan_to_num(other, nan=0.0)) / 2
        means.append(np.where(no_links, other, np.where(none_apart, link, mean)))
    return Figures(*means)


def _conll(columns: Columns, beta: float) -> Figures:
    """The mean F1 of MUC, B3 and CEAF-e, an undefined one counting as 0; it has no precision and recall."""
    by_part = ({name: columns[f"{each}_{name}"] for name in RATIOS} for each in CONLL_PARTS)
    parts = [_ratios(each, beta).f1 for each in by_part]
    nothing = np.logical_and.reduce([np.isnan(part) for part in parts])
    mean = sum(np.nan_to_num(part, nan=0.0) for part in parts) / 3
    undefined = np.full(np.shape(mean), np.nan)
    return Figures(undefined, undefined, np.where(nothing, np.nan, mean))


def average(types: Figures, weights: Array, zero_division: float | None) -> Figures:
    """The weighted mean over the last axis: an undefined figure of a type counts as `zero_division`, or 0."""
    filled = types.filled(zero_division or 0.0)
    total = weights.sum(axis=-1)
    return Figures(*(ratio((each * weights).sum(axis=-1), total) for each in filled)).filled(zero_division)
