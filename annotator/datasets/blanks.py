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
    record = _cleaned(value)
    if isinstance(record, dict):
        _each(record, "entities", _annotation)
        _each(record, "relations", _annotation)
        _each(record, "events", _event)
        if "extractor" in record:
            record["extractor"] = _cleaned(record["extractor"])
    return record


def _annotation(value: Any) -> Any:
    annotation = _cleaned(value)
    if isinstance(annotation, dict):
        annotation.setdefault("attributes", {})
    return annotation


def _event(value: Any) -> Any:
    event = _annotation(value)
    if isinstance(event, dict):
        _each(event, "arguments", _cleaned)
        if "trigger" in event:
            event["trigger"] = _cleaned(event["trigger"])
    return event


def _each(owner: dict[str, Any], key: str, clean: Callable[[Any], Any]) -> None:
    listed = owner.setdefault(key, [])
    if isinstance(listed, list):
        owner[key] = [clean(each) for each in listed]


def _cleaned(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: each for key, each in value.items() if key in REQUIRED or not _is_blank(each)}


def _is_blank(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)
