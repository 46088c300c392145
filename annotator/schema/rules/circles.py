"""Circles in a directed graph that is looked up edge by edge: its strongly connected components."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


class Circles:
    """The components of a graph, found from whatever node is asked about and remembered.

    Tarjan's algorithm with a stack of its own: a chain of any length is walked, and every edge once.
    """

    def __init__(self, onward: Callable[[str], Iterable[str]]) -> None:
        """The graph in which `onward` says where the edges of a node lead."""
        self._onward = onward
        self._components: dict[str, frozenset[str]] = {}

    def around(self, node: str) -> frozenset[str]:
        """The nodes that a node leads to and that lead back to it, itself among them."""
        if node not in self._components:
            self._walk(node)
        return self._components[node]

    def _walk(self, root: str) -> None:
        numbers: dict[str, int] = {root: 0}
        lowest: dict[str, int] = {root: 0}
        open_nodes: list[str] = [root]
        trail: list[tuple[str, Iterator[str]]] = [(root, iter(self._onward(root)))]
        while trail:
            node, targets = trail[-1]
            for target in targets:
                if target in self._components:
                    continue
                if target not in numbers:
                    numbers[target] = lowest[target] = len(numbers)
                    open_nodes.append(target)
                    trail.append((target, iter(self._onward(target))))
                    break
                lowest[node] = min(lowest[node], numbers[target])
            else:
                trail.pop()
                if trail:
                    above = trail[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == numbers[node]:
                    self._close(node, open_nodes)

    def _close(self, node: str, open_nodes: list[str]) -> None:
        inside: list[str] = []
        while not inside or inside[-1] != node:
            inside.append(open_nodes.pop())
        component = frozenset(inside)
        self._components.update(dict.fromkeys(component, component))
