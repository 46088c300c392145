"""Every value of a JSON document with its path, without recursion, so that no depth is too deep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from annotator.model.quoted import quoted

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


def path_of(loc: Steps) -> str:
    """A place inside a record as people read it: `entities[3].spans[0][1]`."""
    return "".join(_steps(loc)).removeprefix(".")


def _steps(loc: Steps) -> Iterator[str]:
    for step in loc:
        if isinstance(step, int):
            yield f"[{step}]"
        else:
            yield f".{step}" if step.isprintable() and len(step) < 100 else f".{quoted(step)}"
