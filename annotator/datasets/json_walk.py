"""Every value of a JSON document with its path, without recursion, so that no depth is too deep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

Steps: TypeAlias = tuple[int | str, ...]
"""The keys and positions that lead to a value."""


def walk(root: Any) -> Iterator[tuple[Steps, Any]]:
    """The root and every value below it, in document order."""
    waiting: list[tuple[Steps, Any]] = [((), root)]
    while waiting:
        steps, value = waiting.pop()
        yield steps, value
        waiting.extend(((*steps, key), each) for key, each in reversed(list(_items(value))))


def _items(value: Any) -> Iterable[tuple[int | str, Any]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list | tuple) else ()
