"""What pydantic says of a file's content, as findings for people, and how to read on behind each fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from annotator.errors import Finding, did_you_mean, nearest
from annotator.schema.handwritten.declared import shown
from annotator.schema.handwritten.expectation import Expectation
from annotator.schema.handwritten.node import Node, Steps, key_place, path_of, value_place

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

MOST_HINTS = 100
"""So many unknown words get a hint; beyond, looking for the nearest takes longer than reading."""

_UNKNOWN_KEY = ("extra_forbidden", "unexpected_keyword_argument")


def shape_faults(error: ValidationError, root: Node, expected: Expectation, code: str) -> Iterator[Finding]:
    """A finding for every fault."""
    details = error.errors(include_url=False, include_context=False)
    unknown = [tuple(detail["loc"]) for detail in details if detail["type"] in _UNKNOWN_KEY][:MOST_HINTS]
    misspelt = {(*steps[:-1], meant) for steps in unknown if (meant := _meant(steps, root, expected))}
    for number, detail in enumerate(details):
        steps: Steps = tuple(detail["loc"])
        if detail["type"] == "missing" and steps in misspelt:
            continue
        about_key = detail["type"] in _UNKNOWN_KEY
        place = key_place(root, steps) if about_key else value_place(root, steps)
        message = _message(detail, steps, expected, hinted=number < MOST_HINTS)
        yield Finding(place, path_of(steps), message, code)


def _message(detail: ErrorDetails, steps: Steps, expected: Expectation, *, hinted: bool) -> str:
    kind, here = detail["type"], expected.at(steps)
    if kind == "rule":
        return detail["msg"]
    if kind in _UNKNOWN_KEY:
        known = expected.at(steps[:-1]).keys
        hint = did_you_mean(str(steps[-1]), known) if hinted else f"expected one of {', '.join(known)}"
        return f"unknown key {shown(str(steps[-1]))}; {hint}"
    if kind == "missing":
        return f"missing; expected the key {str(steps[-1])!r} with {here}"
    given = detail["input"]
    if kind == "literal_error" and isinstance(given, str):
        return f"{shown(given)} is not legal; {did_you_mean(given, here.words) if hinted else f'expected {here}'}"
    if here.type == "string" and isinstance(given, bool | int | float | date):
        return f"expected {here}, found {shown(given)}; quote it"
    if (here.type == "array" or here.or_list) and isinstance(given, str):
        return f'expected {"a list" if here.type == "array" else here}, found {shown(given)}; write ["{given[:60]}"]'
    return f"expected {here}, found {shown(given)}"


def repairs(error: ValidationError, root: Node, expected: Expectation) -> dict[Steps, Node | str | None]:
    """Changes of the tree after which it can be read: a misspelt key is taken as meant, a wrong value left out.

    There are none where the file as a whole is something else.
    """
    changes: dict[Steps, Node | str | None] = {}
    for number, detail in enumerate(error.errors(include_url=False, include_context=False, include_input=False)):
        steps: Steps = tuple(detail["loc"])
        if not steps:
            return {}
        if detail["type"] in _UNKNOWN_KEY:
            changes[steps] = _meant(steps, root, expected) if number < MOST_HINTS else None
        elif isinstance(steps[-1], int):
            changes[steps] = None
        else:
            needed = steps[-1] in expected.at(steps[:-1]).required or expected.at(steps).type in ("object", "array")
            example = expected.at(steps).example if needed else None
            changes[steps] = None if example is None else Node(example, value_place(root, steps), {})
    return changes


def _meant(steps: Steps, root: Node, expected: Expectation) -> str | None:
    """The key that a misspelt one stands for, where that is not there besides."""
    meant = nearest(str(steps[-1]), expected.at(steps[:-1]).keys)
    owner: Node | None = root
    for step in steps[:-1]:
        owner = owner.child(step) if owner else None
    return meant if meant and owner and owner.child(meant) is None else None
