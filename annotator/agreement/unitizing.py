"""Krippendorff's alpha for unitizing: how far annotators agree on where in a continuum units of a category lie.

Definition: Krippendorff 2004, "Content Analysis", 2nd edition, chapter 11.6: 1 - observed / expected disagreement,
where two intersecting units disagree by the squares of the distances of their ends, and a unit that lies wholly in the
other annotator's gap by the square of its length. It rewards long units, and forbids that units of one annotator and
category overlap.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, combinations, pairwise
from math import fsum
from typing import NamedTuple, TypeAlias

from annotator.agreement.coefficient import Coefficient
from annotator.model.spans import Span

Units: TypeAlias = Mapping[str, Sequence[Span]]
"""One annotator's units by category: ascending, not overlapping within a category."""

DEFINITION = "krippendorff-2004"


class Disagreement(NamedTuple):
    """The observed and the expected disagreement on one category."""

    observed: float
    expected: float


def unitizing_alpha(annotators: Sequence[Units], length: int, categories: Iterable[str] | None = None) -> Coefficient:
    """The agreement on some categories, or all, of annotators who read the same continuum of this length."""
    if len(annotators) < 2 or length < 1:
        return Coefficient(None, "there are no two annotators with a text")
    names = sorted({name for each in annotators for name in each}) if categories is None else list(categories)
    parts = [disagreement([each.get(name, ()) for each in annotators], length) for name in names]
    expected = fsum(each.expected for each in parts)
    if not expected:
        return Coefficient(None, "nobody marked a unit; there is nothing to agree on")
    return Coefficient(1 - fsum(each.observed for each in parts) / expected)


def disagreement(units: Sequence[Sequence[Span]], length: int) -> Disagreement:
    """The disagreement of annotators on one category; `units` are those of each, on a continuum of this length."""
    gaps = [gaps_between(each, length) for each in units]
    count, squares = len(units), observed_squares(units, length)
    return Disagreement(2 * squares / (count * (count - 1) * length**2), _expected(units, gaps, length))


def observed_squares(units: Sequence[Sequence[Span]], length: int) -> float:
    """The squared distances of units that intersect, and lengths of those in gaps, of all pairs of annotators."""
    gaps = [gaps_between(each, length) for each in units]
    return fsum(
        _between(units[i], gaps[j], units[j]) + _in_gaps(units[j], gaps[i])
        for i, j in combinations(range(len(units)), 2)
    )


def gaps_between(units: Sequence[Span], length: int) -> list[Span]:
    """What lies between an annotator's units."""
    borders = [(0, 0), *units, (length, length)]
    return [(end, start) for (_, end), (start, _) in pairwise(borders) if start > end]


def _between(units: Sequence[Span], others_gaps: Sequence[Span], others: Sequence[Span]) -> float:
    """Disagreement of units that intersect, and of units in the other's gaps."""
    distance, first = 0.0, 0
    for start, end in units:
        while first < len(others) and others[first][1] <= start:
            first += 1
        for other_start, other_end in others[first:]:
            if other_start >= end:
                break
            distance += (start - other_start) ** 2 + (end - other_end) ** 2
    return distance + _in_gaps(units, others_gaps)


def _in_gaps(units: Sequence[Span], gaps: Sequence[Span]) -> float:
    """The squared lengths of the units that lie wholly in a gap."""
    squares, first = 0.0, 0
    for start, end in units:
        while first < len(gaps) and gaps[first][1] < end:
            first += 1
        if first < len(gaps) and gaps[first][0] <= start:
            squares += (end - start) ** 2
    return squares


def _expected(units: Sequence[Sequence[Span]], gaps: Sequence[Sequence[Span]], length: int) -> float:
    """The disagreement of all possible placings of these units and gaps (ibid., formula of D_e)."""
    unit_lengths = [end - start for each in units for start, end in each]
    gap_lengths = sorted(end - start for each in gaps for start, end in each)
    up_to = list(accumulate(gap_lengths, initial=0))

    def fits(size: int) -> int:
        """In how many places of all gaps a unit fits."""
        first = bisect_left(gap_lengths, size)
        return up_to[-1] - up_to[first] - (len(gap_lengths) - first) * (size - 1)

    total = fsum(
        times * ((len(unit_lengths) - 1) * size * (size - 1) * (2 * size - 1) / 3 + size**2 * fits(size))
        for size, times in Counter(unit_lengths).items()
    )
    pairs = len(units) * length * (len(units) * length - 1) - sum(size * (size - 1) for size in unit_lengths)
    return 2 * total / length / pairs if pairs else 0.0
