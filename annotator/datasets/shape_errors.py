"""What pydantic says of a record, as faults for a person: the path, what was found, what was expected."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias

from annotator.datasets.json_walk import Steps, path_of
from annotator.datasets.shape import (
    ArgumentShape,
    EntityShape,
    EventShape,
    ExtractorShape,
    RecordShape,
    RelationShape,
    TriggerShape,
)
from annotator.model.fault import Fault
from annotator.model.quoted import quoted

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

Shape: TypeAlias = type[Any]
"""A class that says an object's keys."""

EXPECTED = {
    "string_type": "a string",
    "string_too_short": "a string that is not empty",
    "int_type": "an integer",
    "int_from_float": "an integer",
    "float_type": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "an object",
    "typed_dict_type": "an object",
    "literal_error": '"entity" or "event"',
    "too_short": "more items",
    "too_long": "fewer items",
}
"""What was expected, by pydantic's type of the error."""

PATTERNS = {
    "schema": 'a schema version, "name@X.Y.Z"',
    "text_sha256": "the SHA-256 of the text: 64 hexadecimal digits, lower case",
}
"""What was expected of the strings that have a pattern, by key."""

VALUE = "a string, true or false, an integer, a finite number or a list of strings that is not empty"
"""What an attribute or label may hold."""

SHAPES = {
    "entities": EntityShape,
    "relations": RelationShape,
    "events": EventShape,
    "trigger": TriggerShape,
    "arguments": ArgumentShape,
    "extractor": ExtractorShape,
}
"""The shape of the objects under a key."""


def shape_faults(error: ValidationError, root: Shape = RecordShape) -> list[Fault]:
    """The faults of a record's shape, one for each place; a value that fits no type of a union is one fault."""
    details = error.errors(include_url=False, include_context=False)
    faults = {fault.path: fault for fault in (_fault(detail, root) for detail in reversed(details))}
    return list(reversed(faults.values()))


def _fault(detail: ErrorDetails, root: Shape) -> Fault:
    loc, kind = detail["loc"], detail["type"]
    if (values_end := _values_end(loc)) is not None:
        return Fault(path_of(loc[:values_end]), f"expected {VALUE}, found {_found(detail['input'])}", "shape")
    if kind == "extra_forbidden":
        return Fault(path_of(loc), f"unknown key {quoted(str(loc[-1]))}; {_known_keys(loc, root)}", "unknown-key")
    if _in_span(loc, kind):
        return Fault(path_of(loc), f"expected [start, end], found {_found(detail['input'])}", "shape")
    if kind == "missing":
        return Fault(path_of(loc), "missing; the key is required", "missing")
    expected = EXPECTED.get(kind) or PATTERNS.get(str(loc[-1]) if loc else "") or detail["msg"]
    return Fault(path_of(loc), f"expected {expected}, found {_found(detail['input'])}", "shape")


def _values_end(loc: Steps) -> int | None:
    """Where the path of an attribute's value ends, before what pydantic adds for each type it tried."""
    for index, part in enumerate(loc):
        if part in ("attributes", "labels") and len(loc) > index + 2:
            return index + (1 if loc[-1] == "[key]" else 2)
    return None


def _in_span(loc: Steps, kind: str) -> bool:
    """Whether what is wrong is a pair of offsets: it has not two items, or is no list at all."""
    return kind in ("too_short", "too_long", "list_type") and len(loc) > 1 and loc[-2] in ("spans", "evidence")


def _known_keys(loc: Steps, root: Shape) -> str:
    owner = next((step for step in reversed(loc[:-1]) if step in SHAPES), None)
    known = list(SHAPES[str(owner)].__annotations__ if owner else root.__annotations__)
    close = get_close_matches(str(loc[-1]), known, n=1)
    return f"did you mean {quoted(close[0])}?" if close else f"expected only {', '.join(known)}"


def _found(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int | float):
        return str(value)
    return f"{'an object' if isinstance(value, dict) else 'a list'} of {len(value)}"
