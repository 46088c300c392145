"""The JSON Schema of the gold record, as its validator knows it."""

from __future__ import annotations

from typing import Any

from annotator.datasets.shape import record_adapter

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema() -> dict[str, Any]:
    """The JSON Schema of one line of a gold file."""
    return {"$schema": DIALECT, **record_adapter().json_schema(), "title": "A gold record: one document, one layer"}
