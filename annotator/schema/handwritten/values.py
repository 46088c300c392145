"""Kinds of single values and lists that files of several kinds have: names, versions, counts, seconds, paths."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

from annotator.model.annotation import Value
from annotator.schema.handwritten.declared import JsonSchema, Limit, Written, Wrong, legal, matching, shown, some


def twice(values: tuple[str, ...]) -> Wrong:
    """Every string of a list that stood in it before."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield (index,), f"{shown(value)} stands in the list twice; expected once"
        seen.add(value)


def _no_scalar(value: object) -> Wrong:
    if not isinstance(value, str | bool | int):
        yield (), f"expected a single value, found {shown(value)}"


def _no_scalars(values: object) -> Wrong:
    if not isinstance(values, tuple):
        yield (), f"expected a list, found {shown(values)}"
        return
    for index, value in enumerate(values):
        yield from (((index, *steps), message) for steps, message in _no_scalar(value))


SCALAR: JsonSchema = {"type": ["string", "boolean", "integer"]}

Texts: TypeAlias = tuple[str, ...]
NameList: TypeAlias = Annotated[tuple[str, ...], Limit(twice, {"uniqueItems": True})]
"""Strings that differ from each other."""
FilledNameList: TypeAlias = Annotated[
    tuple[str, ...], Limit(twice, {"uniqueItems": True}), some("a list of names, each in quotes")
]
Name: TypeAlias = Annotated[str, legal(bool, "a string that is not empty", {"minLength": 1})]
_NUMBER = "(0|[1-9][0-9]*)"
Version: TypeAlias = Annotated[
    str, matching(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}", 'X.Y.Z in quotes, such as "1.0.0"', "1.0.0")
]
Count: TypeAlias = Annotated[int, legal(lambda value: value >= 0, "a whole number of at least 0", {"minimum": 0})]
Seconds: TypeAlias = Annotated[
    float, legal(lambda value: 0 < value < 10**9, "a number of seconds above 0", {"exclusiveMinimum": 0})
]
FilePath: TypeAlias = Annotated[Path, Written(Path, {"description": "a file, as a path in quotes"})]
SingleValue: TypeAlias = Annotated[Value, Limit(_no_scalar, SCALAR, alone=True)]
SingleValues: TypeAlias = Annotated[
    tuple[Value, ...], Limit(_no_scalars, {"type": "array", "items": SCALAR}, alone=True)
]
