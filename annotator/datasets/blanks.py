"""Keys that are there but say nothing, and keys that are missing though they are always written.

An optional key that is null, false or empty means what a missing one means and is taken out. A missing or blank
`entities`, `relations`, `events`, `arguments` or `attributes` means an empty one and is put in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

REQUIRED = frozenset({"id", "type", "spans", "head", "tail", "role", "target", "name"})
"""The keys that must be there, at whatever level, and say something."""


def without_blanks(value: Any) -> Any:
    """The record as if it had been written with neither blank nor missing keys; what is no record stays as it is."""
    record = without_blank_keys(value)
    if isinstance(record, dict):
        _each(record, "entities", _annotation)
        _each(record, "relations", _annotation)
        _each(record, "events", _event)
        if "extractor" in record:
            record["extractor"] = without_blank_keys(record["extractor"])
    return record


def _annotation(value: Any) -> Any:
    annotation = without_blank_keys(value)
    if isinstance(annotation, dict):
        annotation.setdefault("attributes", {})
    return annotation


def _event(value: Any) -> Any:
    event = _annotation(value)
    if isinstance(event, dict):
        _each(event, "arguments", without_blank_keys)
        if "trigger" in event:
            event["trigger"] = without_blank_keys(event["trigger"])
    return event


def _each(owner: dict[str, Any], key: str, clean: Callable[[Any], Any]) -> None:
    listed = owner.setdefault(key, [])
    if isinstance(listed, list):
        owner[key] = [clean(each) for each in listed]


def without_blank_keys(value: Any) -> Any:
    """One object without its optional keys that are null, false or empty; what is no object stays as it is."""
    if not isinstance(value, dict):
        return value
    return {key: each for key, each in value.items() if key in REQUIRED or not _is_blank(each)}


def _is_blank(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)
