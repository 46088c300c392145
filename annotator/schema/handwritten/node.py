"""A file's content as a tree that knows where everything stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeAlias

from annotator.errors import Place

Scalar: TypeAlias = str | bool | int | float | date | time | None
Content: TypeAlias = "Scalar | list[Node] | dict[str, Node]"
Steps: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of mappings, positions in lists."""

MAX_CHARS = 100_000
"""The YAML parser reads about 150,000 characters a second; the largest schema known has a fifth of this."""
MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands; `keys` are the places of a mapping's keys."""

    value: Content
    place: Place
    keys: dict[str, Place]

    def plain(self) -> Any:
        """The value without places; lists are tuples."""
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        if isinstance(self.value, list):
            return tuple(node.plain() for node in self.value)
        return self.value

    def inner(self) -> Iterator[tuple[str | int, Node]]:
        """The values directly inside, with their keys or positions."""
        if isinstance(self.value, dict):
            yield from self.value.items()
        elif isinstance(self.value, list):
            yield from enumerate(self.value)

    def child(self, step: str | int) -> Node | None:
        """The value under a key or at a position; None when there is none."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None


def value_place(root: Node, steps: Iterable[str | int]) -> Place:
    """Where a value stands, or the nearest thing above it that is there."""
    node = root
    for step in steps:
        inner = node.child(step)
        if inner is None:
            break
        node = inner
    return node.place


def key_place(root: Node, steps: Iterable[str | int]) -> Place:
    """Where the key of a value stands, in a list the value; or that of the nearest thing above that is there."""
    node, place = root, root.place
    for step in steps:
        inner = node.child(step)
        if inner is None:
            break
        node, place = inner, node.keys.get(str(step), inner.place)
    return place


def places_about(root: Node, steps: Iterable[str | int]) -> set[Place]:
    """The places at which a fault of one value may be told: its own and its key's."""
    way = tuple(steps)
    return {value_place(root, way), key_place(root, way)}


def path_of(steps: Iterable[str | int]) -> str:
    """The way to a value as messages write it: `event_types.Attack.roles` or `steps[0].ask`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


def paths(root: Node, steps: Steps = ()) -> Iterator[tuple[Place, str]]:
    """The place of every single value with the way to it; a list or mapping may share its place with its first part."""
    if not isinstance(root.value, dict | list):
        yield root.place, path_of(steps)
    for step, inner in root.inner():
        yield from paths(inner, (*steps, step))


def changed(node: Node, changes: Mapping[Steps, Node | str | None], here: Steps = ()) -> Node:
    """The tree with some values replaced or added (a node), put under another key (its name) or taken out (None)."""
    if isinstance(replacement := changes.get(here), Node):
        return replacement
    if isinstance(node.value, list):
        kept = [(*here, index) for index in range(len(node.value)) if changes.get((*here, index), "") is not None]
        return Node([changed(node.value[int(way[-1])], changes, way) for way in kept], node.place, {})
    if not isinstance(node.value, dict):
        return node
    value: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for name, inner in node.value.items():
        change = changes.get((*here, name), name)
        if change is not None:
            new_name = change if isinstance(change, str) else name
            value[new_name], keys[new_name] = changed(inner, changes, (*here, name)), node.keys[name]
    for way, change in changes.items():
        if way[:-1] == here and way and isinstance(change, Node) and way[-1] not in node.value:
            value[str(way[-1])], keys[str(way[-1])] = change, node.place
    return Node(value, node.place, keys)
