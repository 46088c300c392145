"""The observed disorder of two annotators' units, after gamma (Mathet, Widlöcher & Métivier 2015).

Gamma relates it to the disorder of random annotations, which is sampled; only the observed part is computed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from annotator.agreement.coefficient import Coefficient
from annotator.eval.alignment.assignment import Edge, maximum_weight_matching


class Unit(NamedTuple):
    """A stretch of the continuum with a category."""

    start: int
    end: int
    category: str


def dissimilarity(left: Unit, right: Unit) -> Fraction:
    """Positional plus categorical dissimilarity, each weighed 1, where a unit without partner costs 1."""
    apart = abs(left.start - right.start) + abs(left.end - right.end)
    size = left.end - left.start + right.end - right.start
    positional = Fraction(apart, size) ** 2 if size else Fraction(int(apart > 0))
    return positional + (left.category != right.category)


def observed_disorder(left: Sequence[Unit], right: Sequence[Unit]) -> Coefficient:
    """The least disorder of any alignment of both annotators' units, by the mean number of units an annotator."""
    if not left and not right:
        return Coefficient(None, "neither annotator marked anything")
    gains = {
        (a, b): 2 - dissimilarity(one, other)
        for a, one in enumerate(left)
        for b, other in enumerate(right)
        if dissimilarity(one, other) < 2
    }
    scale = lcm(*(gain.denominator for gain in gains.values()))
    edges = [Edge(a, b, (int(gain * scale),)) for (a, b), gain in gains.items()]
    saved = sum((gains[pair] for pair in maximum_weight_matching(edges)), Fraction(0))
    units = len(left) + len(right)
    return Coefficient(float((units - saved) / Fraction(units, 2)))
