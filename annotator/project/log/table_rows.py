"""Rows of the store as lines of a log file, and back, byte for byte.

What holds JSON stands in a line as JSON, what holds text as a string; bytes that are neither, in a damaged store, stand
under `base64`.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

import msgspec
import orjson
from sqlalchemy import LargeBinary, Table

from annotator.store.migration import metadata

LOGGED = (
    metadata.texts,
    metadata.documents,
    metadata.layers,
    metadata.operations,
    metadata.decisions,
    metadata.adjudicated_layers,
    metadata.assignments,
    metadata.set_aside,
)
"""What a log file holds, in an order in which rows can be put in. Current annotations are made of the operations again;
suggestions can be made anew, and who has a layer open is no part of it."""

COUNTED = ("revision", "last_seq", "position", "last_number", "total", "entities", "relations", "events")
MADE = frozenset(("head", "text_sha256", *COUNTED))
"""The columns of a layer that follow from its log."""
JSON_COLUMNS = frozenset(("meta", "base", "edit", "provenance", "content", "types"))


def columns_of(table: Table) -> list[str]:
    """The columns of a table that a log file holds."""
    names = [str(column.name) for column in table.columns]
    return [name for name in names if table is not metadata.layers or name not in MADE]


def line_of(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as a line says it."""
    says: dict[str, Any] = {}
    base64: dict[str, str] = {}
    for name in columns_of(table):
        value = row[name]
        if not isinstance(value, bytes):
            says[name] = value
        elif name not in JSON_COLUMNS:
            try:
                says[name] = value.decode()
            except UnicodeDecodeError:
                base64[name] = b64encode(value).decode()
        elif value and _is_json(value):
            says[name] = orjson.Fragment(value)
        elif value:
            base64[name] = b64encode(value).decode()
    return {"row": says} | ({"base64": base64} if base64 else {})


def _is_json(value: bytes) -> bool:
    try:
        orjson.loads(value)
    except orjson.JSONDecodeError:
        return False
    # Outside a string a line feed is JSON, too, and would end the line.
    return b"\n" not in value and value.strip() == value


class _Line(msgspec.Struct):
    row: dict[str, msgspec.Raw]
    base64: dict[str, str] = {}


_LINE = msgspec.json.Decoder(_Line)


def row_of(table: Table, content: bytes) -> dict[str, Any]:
    """The row that a line says.

    Raises:
        ValueError: it says none of this table.
    """
    line = _LINE.decode(content)
    row: dict[str, Any] = {}
    for name in columns_of(table):
        column = table.columns[name]
        binary = isinstance(column.type, LargeBinary)
        if name in line.base64:
            row[name] = b64decode(line.base64[name], validate=True)
        elif name not in line.row:
            row[name] = b"" if binary else None
        elif binary and name in JSON_COLUMNS:
            row[name] = bytes(line.row[name])
        else:
            value = orjson.loads(bytes(line.row[name]))
            row[name] = value.encode() if binary and value is not None else value
    return row
