"""Chance-corrected agreement on one label a unit: Cohen, Fleiss, Scott, Davies & Fleiss, Bennett.

All are (observed - expected) / (1 - expected) and differ in what they expect of chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from math import fsum
from statistics import fmean
from typing import Any, Literal, TypeAlias

from annotator.agreement.coefficient import Coefficient, chance_corrected

Labels: TypeAlias = Sequence[Hashable]
"""The labels that one annotator gave, one a unit."""

ONE_CATEGORY = "only one category was used; agreement by chance is certain"
NOTHING = "there is nothing to compare"


def cohen(left: Labels, right: Labels, weights: Literal["linear", "quadratic"] | None = None) -> Coefficient:
    """Cohen's kappa of two annotators; weighted by the distance of categories in ascending order if so wanted."""
    if not left:
        return Coefficient(None, NOTHING)
    values: list[Any] = sorted({*left, *right}, key=lambda value: (str(type(value)), value))
    if len(values) == 1:
        return Coefficient(None, ONE_CATEGORY)
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415 - takes seconds

    rank = {value: number for number, value in enumerate(values)}
    ranks = ([rank[label] for label in labels] for labels in (left, right))
    return Coefficient(float(cohen_kappa_score(*ranks, weights=weights)))


def cohen_of_table(
    table: Sequence[Sequence[int]], weights: Literal["linear", "quadratic"] | None = None
) -> Coefficient:
    """Cohen's kappa of a square table: units by the first annotator's category (row) and the second's (column)."""
    pairs = [(a, b) for a, row in enumerate(table) for b, count in enumerate(row) for _ in range(count)]
    return cohen([a for a, _ in pairs], [b for _, b in pairs], weights)


def mean_cohen(ratings: Sequence[Labels]) -> Coefficient:
    """The mean of Cohen's kappa over all pairs of annotators (Light 1971); undefined if it is for one of them."""
    coefficients = [cohen(left, right) for left, right in combinations(ratings, 2)]
    values = [each.value for each in coefficients if each.value is not None]
    if len(values) < len(coefficients) or not coefficients:
        return Coefficient(None, next((each.reason for each in coefficients if each.value is None), NOTHING))
    return Coefficient(fmean(values))


def observed_agreement(ratings: Sequence[Labels]) -> Coefficient:
    """The share of equal labels, averaged over pairs of annotators."""
    if len(ratings) < 2 or not ratings[0]:
        return Coefficient(None, NOTHING)
    return Coefficient(
        fmean(fmean(a == b for a, b in zip(left, right, strict=True)) for left, right in combinations(ratings, 2))
    )


def davies_fleiss(ratings: Sequence[Labels]) -> Coefficient:
    """Kappa of several annotators who each have their own idea of how often a category comes (Davies & Fleiss 1982)."""
    observed = observed_agreement(ratings)
    if observed.value is None:
        return observed
    units, counts = len(ratings[0]), [Counter(labels) for labels in ratings]
    expected = fmean(
        fsum(left[label] * right[label] for label in left) / units**2 for left, right in combinations(counts, 2)
    )
    return chance_corrected(observed.value, expected, ONE_CATEGORY)


def scott(ratings: Sequence[Labels]) -> Coefficient:
    """Scott's pi, for several annotators Fleiss' kappa: all share one idea of how often a category comes."""
    observed = observed_agreement(ratings)
    if observed.value is None:
        return observed
    counts = Counter(label for labels in ratings for label in labels)
    return chance_corrected(observed.value, _chance(counts), ONE_CATEGORY)


def bennett(ratings: Sequence[Labels], categories: int | None = None) -> Coefficient:
    """Bennett, Alpert & Goldstein's S: by chance all categories come equally often (those seen, if none are given)."""
    observed = observed_agreement(ratings)
    if observed.value is None:
        return observed
    seen = categories or len({label for labels in ratings for label in labels})
    return chance_corrected(observed.value, 1 / seen, ONE_CATEGORY)


def fleiss(counts: Sequence[Sequence[int]]) -> Coefficient:
    """Fleiss' kappa of a table: for each unit how many annotators chose each category; at least two a unit."""
    rated = [row for row in counts if sum(row) > 1]
    if not rated:
        return Coefficient(None, "no unit has labels of two annotators")
    observed = fmean(sum(n * (n - 1) for n in row) / (sum(row) * (sum(row) - 1)) for row in rated)
    totals = Counter({category: sum(column) for category, column in enumerate(zip(*rated, strict=True))})
    return chance_corrected(observed, _chance(totals), ONE_CATEGORY)


def _chance(counts: Mapping[Any, int]) -> float:
    total = sum(counts.values())
    return fsum((count / total) ** 2 for count in counts.values())
