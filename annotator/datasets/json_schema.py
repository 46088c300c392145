"""The JSON Schema of the gold record, from its declaration: what a line has when it is written."""

from __future__ import annotations

from typing import Any

import msgspec

from annotator.model.record import Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NULL = {"type": "null"}


def record_schema() -> dict[str, Any]:
    """The JSON Schema of one line of a gold file."""
    title = "A gold record: one document, one layer"
    written: dict[str, Any] = _as_written(msgspec.json.schema(Record))
    return {"$schema": DIALECT, "title": title, **written}


def _as_written(schema: Any) -> Any:
    """The same without null and without defaults: a key that says nothing is not written."""
    if isinstance(schema, list):
        return [_as_written(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("anyOf", [])[-1:] == [NULL]:
        (kind,) = schema["anyOf"][:-1]
        return _as_written(kind)
    kept = {key: _as_written(each) for key, each in schema.items() if key != "default"}
    if isinstance(kept.get("description"), str):
        kept["description"] = kept["description"].split("\n")[0]
    return kept
