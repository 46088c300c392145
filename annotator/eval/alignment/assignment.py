"""Maximum-weight one-to-one matching of a sparse bipartite graph, exact for weights that are compared in turn.

Several criteria, the first more important than any amount of the second, become one Python integer of whatever
size it takes; so nothing is rounded. Each connected component is solved alone by successive shortest augmenting
paths (Dijkstra with potentials), after Edmonds & Karp 1972.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple


class Edge(NamedTuple):
    """A pair that may be matched, and what it is worth: criteria in descending importance, integers of either sign."""

    left: int
    right: int
    value: tuple[int, ...]


def maximum_weight_matching(edges: Iterable[Edge]) -> list[tuple[int, int]]:
    """The best one-to-one matching, ascending.

    Every edge counts as better than none (its first non-zero criterion must be positive). Ties go to pairs with small
    numbers on both sides, independently of the order of `edges`.
    """
    matching: list[tuple[int, int]] = []
    for component in components(sorted(edges)):
        if len(component) == 1:
            matching.append((component[0].left, component[0].right))
        else:
            matching.extend(_best(component))
    return sorted(matching)


def components(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The connected components of a graph, each as its edges in the given order."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for edge in edges:
        parent[root(("left", edge.left))] = root(("right", edge.right))
    grouped: dict[tuple[str, int], list[Edge]] = defaultdict(list)
    for edge in edges:
        grouped[root(("left", edge.left))].append(edge)
    return list(grouped.values())


def _best(component: list[Edge]) -> list[tuple[int, int]]:
    weights = _weights(component)
    if len({edge.left for edge in component}) == 1 or len({edge.right for edge in component}) == 1:
        best = max(range(len(component)), key=lambda index: (weights[index], -index))
        return [(component[best].left, component[best].right)]
    graph: dict[int, dict[int, int]] = defaultdict(dict)
    for edge, weight in zip(component, weights, strict=True):
        graph[edge.left][edge.right] = weight
    return _solve(graph)


def _weights(component: list[Edge]) -> list[int]:
    """One integer an edge, ordered as the criteria are: each is scaled beyond what all lesser ones can sum up to."""
    lefts = {left: rank for rank, left in enumerate(sorted({edge.left for edge in component}))}
    rights = {right: rank for rank, right in enumerate(sorted({edge.right for edge in component}))}
    pairs = min(len(lefts), len(rights))
    values = [(*edge.value, (len(lefts) - lefts[edge.left]) * (len(rights) - rights[edge.right])) for edge in component]
    weights = [0] * len(component)
    scale = 1
    for criterion in reversed(range(len(values[0]))):
        weights = [weight + scale * value[criterion] for weight, value in zip(weights, values, strict=True)]
        scale *= 1 + 2 * pairs * max(abs(value[criterion]) for value in values)
    return weights


def _solve(graph: dict[int, dict[int, int]]) -> list[tuple[int, int]]:
    """Add the left nodes one by one, each by the augmenting path that gains most; or leave a node out for nothing.

    Nodes with many edges come last: what passes through them is searched for seldom then.
    """
    state = _State(graph, {}, {}, {left: max(edges.values()) for left, edges in graph.items()}, {})
    for left in sorted(graph, key=lambda each: (len(graph[each]), each)):
        state.augment(left)
    return list(state.mate.items())


class _State(NamedTuple):
    """A matching, best for the left nodes so far, and the prices that prove it (linear programming duals)."""

    graph: dict[int, dict[int, int]]
    owner: dict[int, int]
    mate: dict[int, int]
    left_price: dict[int, int]
    right_price: dict[int, int]

    def augment(self, source: int) -> None:
        """Take in `source` by the cheapest path over reduced costs, `left price + right price - weight >= 0`.

        A path ends at a free right node, or at a left node that loses its partner, which costs that node's price.
        """
        search = _Search({source: 0}, {}, {}, [])
        cost, last_left, last_right = self.left_price[source], source, None
        frontier: int | None = source
        while frontier is not None:
            self._relax(frontier, search)
            frontier = None
            reached, right = search.nearest()
            if reached >= cost or right is None:
                break
            frontier = self.owner.get(right)
            if frontier is None:
                cost, last_left, last_right = reached, search.came_from[right], right
            else:
                search.left_cost[frontier] = reached
                if reached + self.left_price[frontier] < cost:
                    cost, last_left, last_right = reached + self.left_price[frontier], frontier, None
        self._reprice(search, cost)
        self._flip(source, last_left, last_right, search.came_from)

    def _relax(self, left: int, search: _Search) -> None:
        base = search.left_cost[left] + self.left_price[left]
        for right, weight in self.graph[left].items():
            cost = base + self.right_price.get(right, 0) - weight
            if right not in search.right_cost or cost < search.right_cost[right]:
                search.right_cost[right] = cost
                search.came_from[right] = left
                heappush(search.heap, (cost, right))

    def _reprice(self, search: _Search, path_cost: int) -> None:
        for left, cost in search.left_cost.items():
            self.left_price[left] -= max(0, path_cost - cost)
        for right, cost in search.right_cost.items():
            if cost < path_cost:
                self.right_price[right] = self.right_price.get(right, 0) + path_cost - cost

    def _flip(self, source: int, last_left: int, last_right: int | None, came_from: dict[int, int]) -> None:
        left, right = last_left, last_right
        while True:
            previous = self.mate.pop(left, None)
            if right is not None:
                self.owner[right], self.mate[left] = left, right
            elif previous is not None:
                del self.owner[previous]
            if left == source or previous is None:
                return
            right, left = previous, came_from[previous]


class _Search(NamedTuple):
    """How far the nodes are from the source, and over which left node each right node was reached."""

    left_cost: dict[int, int]
    right_cost: dict[int, int]
    came_from: dict[int, int]
    heap: list[tuple[int, int]]

    def nearest(self) -> tuple[int, int | None]:
        """The cheapest right node not visited yet, with its cost."""
        while self.heap:
            cost, right = heappop(self.heap)
            if cost == self.right_cost[right]:
                return cost, right
        return 0, None
