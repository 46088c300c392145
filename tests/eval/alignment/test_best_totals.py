"""The most that one-to-one assignments are worth is what exact arithmetic over all of them says."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.alignment.best_totals import best_totals
from tests.examples import examples

WORTHS = st.fractions(min_value=Fraction(1, 9), max_value=4, max_denominator=9)
EDGES = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), WORTHS, min_size=1, max_size=12)


def brute_force(edges: dict[tuple[int, int], Fraction]) -> Fraction:
    return max(
        sum((edges.get(pair, Fraction()) for pair in enumerate(order)), Fraction()) for order in permutations(range(4))
    )


def totals(groups: list[dict[tuple[int, int], Fraction]]) -> dict[int, float]:
    rows = [
        (number, 4 * number + left, 4 * number + right, worth.numerator, worth.denominator)
        for number, edges in enumerate(groups)
        for (left, right), worth in edges.items()
    ]
    return best_totals(*np.array(rows, dtype=np.int64).reshape(-1, 5).T)


@examples(200)
@given(st.lists(EDGES, min_size=1, max_size=3))
def test_every_group_gets_the_best_of_all_assignments(groups: list[dict[tuple[int, int], Fraction]]) -> None:
    assert totals(groups) == {number: float(brute_force(edges)) for number, edges in enumerate(groups)}


def test_the_second_best_edge_counts_where_the_best_is_taken() -> None:
    edges = {
        (0, 0): Fraction(3), (0, 1): Fraction(2), (0, 2): Fraction(1), (1, 0): Fraction(3), (1, 1): Fraction(1),
        (2, 0): Fraction(2), (2, 2): Fraction(5, 3),
    }  # fmt: skip
    assert totals([edges]) == {0: float(2 + 3 + Fraction(5, 3))}
    assert totals([]) == {}
