"""Krippendorff's alpha: agreement of any number of annotators, with gaps, on labels of any scale.

Definition: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": 1 - observed / expected disagreement over
the values of units that at least two annotators labelled. MASI after Passonneau 2006, for labels that are sets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from math import fsum
from typing import Any, TypeAlias

from annotator.agreement.coefficient import Coefficient

Distance: TypeAlias = Callable[[Any, Any, Mapping[Any, int]], float]
"""Squared difference of two labels; the third argument says how often each label was given."""


def alpha(ratings: Iterable[Sequence[Any]], scale: str = "nominal") -> Coefficient:
    """The agreement of annotators.

    Args:
        ratings: one sequence an annotator, with one label a unit, None where the annotator gave none; labels of the
            scale `masi` are frozensets, of `ordinal`, `interval` and `ratio` numbers.
        scale: one of `SCALES`.
    """
    units = [[label for label in unit if label is not None] for unit in zip(*ratings, strict=True)]
    pairable = [unit for unit in units if len(unit) > 1]
    if not pairable:
        return Coefficient(None, "no unit has labels of two annotators")
    totals: Counter[Hashable] = Counter(label for unit in pairable for label in unit)
    if len(totals) == 1:
        return Coefficient(None, "all labels are the same; there is no variation to agree on")
    distance, count = SCALES[scale], totals.total()
    observed = fsum(_disagreement(Counter(unit), distance, totals) / (len(unit) - 1) for unit in pairable) / count
    expected = _disagreement(totals, distance, totals) / (count * (count - 1))
    if not expected:
        return Coefficient(None, "all labels are at distance 0; there is no variation to agree on")
    return Coefficient(1 - observed / expected)


def _disagreement(labels: Mapping[Any, int], distance: Distance, totals: Mapping[Any, int]) -> float:
    """The squared differences of all ordered pairs of these labels, added."""
    return fsum(
        times * other_times * distance(label, other, totals)
        for label, times in labels.items()
        for other, other_times in labels.items()
        if label != other
    )


def nominal(left: Any, right: Any, totals: Mapping[Any, int]) -> float:
    """1 for different labels."""
    return float(left != right)


def ordinal(left: float, right: float, totals: Mapping[Any, int]) -> float:
    """By how many given labels lie between, the two counted half."""
    low, high = min(left, right), max(left, right)
    between = sum(count for label, count in totals.items() if low <= label <= high)
    return float(between - (totals[left] + totals[right]) / 2) ** 2


def interval(left: float, right: float, totals: Mapping[Any, int]) -> float:
    """The squared difference."""
    return float(left - right) ** 2


def ratio(left: float, right: float, totals: Mapping[Any, int]) -> float:
    """The squared difference, relative to the sum."""
    return float((left - right) / (left + right)) ** 2 if left + right else 0.0


def masi(left: frozenset[Any], right: frozenset[Any], totals: Mapping[Any, int]) -> float:
    """1 - Jaccard x monotonicity (1 for equal sets, 2/3 for a subset, 1/3 for an overlap); not squared."""
    common, union = len(left & right), len(left | right)
    if left == right:
        return 0.0
    monotonicity = 2 / 3 if common == min(len(left), len(right)) else 1 / 3
    return 1 - common / union * monotonicity


SCALES: Mapping[str, Distance] = {
    "nominal": nominal,
    "ordinal": ordinal,
    "interval": interval,
    "ratio": ratio,
    "masi": masi,
}
"""The distances by the name of their scale."""
