"""The sparse assignment is exact, whatever the weights."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from annotator.eval.alignment.assignment import Edge, components, maximum_weight_matching
from tests.examples import examples

WEIGHTS = st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.integers(1, 50), max_size=30)


@examples(200)
@given(WEIGHTS)
def test_one_criterion_as_scipy(weights: dict[tuple[int, int], int]) -> None:
    table = np.zeros((8, 8))
    for pair, weight in weights.items():
        table[pair] = weight
    rows, columns = linear_sum_assignment(table, maximize=True)
    found = maximum_weight_matching(Edge(*pair, (weight,)) for pair, weight in weights.items())
    assert sum(weights[pair] for pair in found) == table[rows, columns].sum()
    assert len({left for left, _ in found}) == len({right for _, right in found}) == len(found)


@examples(100)
@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.tuples(*[st.integers(-3, 3)] * 3)))
def test_several_criteria_in_turn_by_trying_all(values: dict[tuple[int, int], tuple[int, ...]]) -> None:
    edges = [Edge(*pair, (1, *value)) for pair, value in values.items()]
    best: tuple[int, ...] = (0, 0, 0, 0)
    for chosen in product([False, True], repeat=min(len(edges), 12)):
        taken = [edge for edge, used in zip(edges, chosen, strict=False) if used]
        lefts, rights = {edge.left for edge in taken}, {edge.right for edge in taken}
        if len(lefts) == len(rights) == len(taken):
            best = max(best, total([edge.value for edge in taken]))
    found = maximum_weight_matching(edges[:12])
    assert total([(1, *values[pair]) for pair in found]) == best


def total(values: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*values, strict=True))) or (0, 0, 0, 0)


@examples(50)
@given(st.permutations([(0, 0), (0, 1), (1, 0), (1, 1), (2, 1), (2, 2)]))
def test_ties_go_to_small_numbers_in_any_order(pairs: list[tuple[int, int]]) -> None:
    assert maximum_weight_matching(Edge(*pair, (1,)) for pair in pairs) == [(0, 0), (1, 1), (2, 2)]


def test_the_first_criterion_outweighs_any_amount_of_the_second() -> None:
    edges = [Edge(0, 0, (2, -(10**30))), Edge(0, 1, (1, 10**30)), Edge(1, 0, (1, 10**30))]
    assert maximum_weight_matching(edges) == [(0, 1), (1, 0)]
    assert maximum_weight_matching([edges[0], Edge(0, 1, (1, 10**30))]) == [(0, 0)]


def test_components_keep_apart_what_does_not_touch() -> None:
    edges = [Edge(0, 0, (1,)), Edge(1, 1, (1,)), Edge(1, 2, (1,)), Edge(3, 2, (1,))]
    assert [len(component) for component in components(edges)] == [1, 3]
