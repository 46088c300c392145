"""Optional keys that are there but say nothing: null, false, "" and empty lists mean what a missing key means."""

from __future__ import annotations

from typing import Any

REQUIRED = frozenset({"id", "type", "spans", "head", "tail", "role", "target", "name"})
"""The keys that must be there, at whatever level; every other key of a record may be missing."""

NESTED = frozenset({"entities", "relations", "events", "arguments", "trigger", "extractor"})
"""The keys under which more objects of the record stand."""


def without_blanks(value: Any) -> Any:
    """The record without optional keys that are null, false or empty; what is no record comes back as it is."""
    if isinstance(value, list):
        return [without_blanks(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: without_blanks(each) if key in NESTED else each
        for key, each in value.items()
        if key in REQUIRED or not _is_blank(each)
    }


def _is_blank(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)
