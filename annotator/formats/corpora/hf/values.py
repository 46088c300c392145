"""Attribute values and other JSON of a record as strings, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import orjson

from annotator.errors import FormatError
from annotator.formats.corpora.hf.columns import AttributeColumns, Kind
from annotator.formats.json_rows import Row
from annotator.model.annotation import Attributes, Value
from annotator.model.canonical import to_bytes
from annotator.model.record import ExtractorRun

KINDS: Mapping[Kind, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "number": (float, int),
    "list": (list,),
}
"""What the JSON of a value is, by its kind; a string stands as it is."""


def columns_of(attributes: Attributes) -> tuple[AttributeColumns, ...]:
    """Attributes as columns, by name."""
    return tuple(AttributeColumns(name, *_written(value)) for name, value in sorted(attributes.items()))


def _written(value: Value) -> tuple[str, Kind]:
    if isinstance(value, str):
        return value, "string"
    kind: Kind = (
        "boolean"
        if isinstance(value, bool)
        else "list"
        if isinstance(value, tuple)
        else "number"
        if isinstance(value, float)
        else "integer"
    )
    return json_of(value) or "", kind


def attributes_of(row: Row, path: str, columns: Iterable[AttributeColumns]) -> dict[str, Value]:
    """Attributes from their columns.

    Raises:
        FormatError: a value is not of its kind, or a name stands twice.
    """
    found: dict[str, Value] = {}
    for index, each in enumerate(columns):
        if each.name in found:
            raise row.refused(f"{path}[{index}].name", f"{each.name!r} stands twice; expected each name once", "name")
        found[each.name] = _value(row, f"{path}[{index}].value", each)
    return found


def _value(row: Row, path: str, column: AttributeColumns) -> Value:
    if column.kind == "string":
        return column.value
    value = parsed(row, path, column.value)
    if type(value) not in KINDS[column.kind]:
        raise row.refused(path, f"{column.value!r} is no {column.kind}", "kind")
    if column.kind == "number":
        return float(value)
    return tuple(value) if isinstance(value, list) else value


def json_of(value: Any) -> str | None:
    """A JSON value as a string; None for nothing."""
    return None if value is None else to_bytes(value).decode("utf-8")


def parsed(row: Row, path: str, text: str) -> Any:
    """The JSON value that a string says.

    Raises:
        FormatError: it says none.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise row.refused(path, f"is no JSON: {error.msg}", "json") from error


def extractor_of(row: Row, path: str, text: str | None) -> ExtractorRun | None:
    """Who made a prediction, from JSON in a string.

    Raises:
        FormatError: it is no JSON, or not an extractor's run.
    """
    if text is None:
        return None
    try:
        return msgspec.convert(parsed(row, path, text), ExtractorRun)
    except msgspec.ValidationError as error:
        raise _refused(row, path, error) from error


def _refused(row: Row, path: str, error: msgspec.ValidationError) -> FormatError:
    return row.refused(path, f"is no extractor's run: {error}", "shape")
