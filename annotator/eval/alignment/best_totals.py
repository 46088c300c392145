"""The most that one-to-one assignments are worth, for many groups at once; exact, whatever the order of the edges.

An edge whose worth is at least that of the best edges beside it on either side together is in some best assignment:
whatever else a node of it could be assigned to is worth no more. Nearly all edges are decided so, round by round; what
is entangled further goes through the exact assignment.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm

import numpy as np

from annotator.eval.alignment.assignment import Edge, maximum_weight_matching
from annotator.eval.arrays import Booleans, Integers, Numbers

SAFE = 1e-9
"""Worths are floats while edges are compared; what differs by less is left to exact arithmetic."""


def best_totals(
    group: Integers, left: Integers, right: Integers, numerator: Integers, denominator: Integers
) -> dict[int, float]:
    """The greatest sum of edges of each group, no node twice; an edge is worth the fraction, which is positive.

    Nodes of different groups have different numbers.
    """
    whole = not (numerator % denominator).any() if len(group) else True
    worth = numerator / denominator
    chosen = np.zeros(len(group), dtype=bool)
    left_over = np.arange(len(group))
    while len(left_over):
        sure = _sure(left[left_over], right[left_over], worth[left_over], 0.0 if whole else SAFE)
        if not sure.any():
            break
        chosen[left_over[sure]] = True
        taken = np.isin(left[left_over], left[left_over[sure]]) | np.isin(right[left_over], right[left_over[sure]])
        left_over = left_over[~taken]
    _assign(left_over, left, right, numerator, denominator, chosen)
    return _sums(group[chosen], numerator[chosen], denominator[chosen])


def _sure(left: Integers, right: Integers, worth: Numbers, margin: float) -> Booleans:
    """The edges that are in some best assignment, no two of them at one node."""
    beside = _best_other(left, worth) + _best_other(right, worth)
    alone = beside == 0
    good: Booleans = alone | (worth >= beside + margin)
    # Two edges at one node can both be good only if they are worth the same and nothing else is beside them.
    places = np.flatnonzero(good)
    for nodes in (left, right):
        _, first = np.unique(nodes[places], return_index=True)
        places = places[np.sort(first)]
    sure = np.zeros(len(left), dtype=bool)
    sure[places] = True
    return sure


def _best_other(nodes: Integers, worth: Numbers) -> Numbers:
    """For each edge the worth of the best other edge at its node, 0 without one."""
    order = np.lexsort((-worth, nodes))
    ordered = nodes[order]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    begins = np.flatnonzero(first)
    of_node = np.cumsum(first) - 1
    best, second = worth[order][begins], np.zeros(len(begins))
    has_more = np.diff(np.append(begins, len(order))) > 1
    second[has_more] = worth[order][begins[has_more] + 1]
    best_without = np.empty(len(nodes))
    best_without[order] = np.where(first, second[of_node], best[of_node])
    return best_without


def _assign(
    edges: Integers, left: Integers, right: Integers, numerator: Integers, denominator: Integers, chosen: Booleans
) -> None:
    """Choose among these edges exactly."""
    if not len(edges):
        return
    columns = (each[edges].tolist() for each in (left, right, numerator, denominator))
    rows = list(zip(edges.tolist(), *columns, strict=True))
    scale = lcm(*{below for *_, below in rows})
    place = {(a, b): edge for edge, a, b, _, _ in rows}
    matched = maximum_weight_matching(Edge(a, b, (above * (scale // below),)) for _, a, b, above, below in rows)
    chosen[[place[pair] for pair in matched]] = True


def _sums(group: Integers, numerator: Integers, denominator: Integers) -> dict[int, float]:
    """The sum of fractions of each group, rounded once."""
    if not len(group):
        return {}
    divisor = np.gcd(numerator, denominator)
    above, below = numerator // divisor, denominator // divisor
    is_whole = below == 1
    wholes = np.bincount(group, np.where(is_whole, above, 0))
    sums: dict[int, float] = dict.fromkeys(np.unique(group).tolist(), 0.0)
    sums |= {each: float(wholes[each]) for each in sums}
    broken: dict[int, list[tuple[int, int]]] = {}
    rest = ~is_whole
    for each, a, b in zip(group[rest].tolist(), above[rest].tolist(), below[rest].tolist(), strict=True):
        broken.setdefault(each, []).append((a, b))
    return sums | {each: _sum(int(wholes[each]), parts) for each, parts in broken.items()}


def _sum(whole: int, parts: Sequence[tuple[int, int]]) -> float:
    """A whole number and fractions."""
    scale = lcm(*(below for _, below in parts))
    return (whole * scale + sum(above * (scale // below) for above, below in parts)) / scale
