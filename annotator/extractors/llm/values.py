"""Single values of an answer, as a record may hold them: ids, quotes, attributes."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from annotator.extractors.llm.decoding import Repairs
from annotator.model.spans import LARGEST_INTEGER

QUOTE_KEYS = ("quote", "text", "words", "mention", "trigger")
"""What models call the words that they quote; the first is what they are asked for."""


def utf8(text: str) -> str:
    """The text without what is no character, which JSON can escape all the same."""
    return text.encode("utf-8", "replace").decode("utf-8")


def id_of(item: Mapping[str, Any], key: str = "id") -> str:
    """An id, or a reference to one; a number is its digits, and anything else is none."""
    value = item.get(key)
    if isinstance(value, Mapping):
        return id_of(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return utf8(value) if isinstance(value, str) else ""


def words_of(item: Mapping[str, Any], repairs: Repairs) -> tuple[str, int, str]:
    """The words that an item quotes, which occurrence of them, and what is wrong with these two, or nothing."""
    if isinstance(trigger := item.get("trigger"), Mapping):
        repairs["quote inside a trigger"] += 1
        return words_of({**item, **trigger, "trigger": None}, repairs)
    key = next((each for each in QUOTE_KEYS if item.get(each) is not None), "quote")
    words = item.get(key)
    if key != "quote":
        repairs[f"{key} for quote"] += 1
    if isinstance(words, int | float) and not isinstance(words, bool):
        repairs["number for words"] += 1
        words = str(words)
    if words is None:
        words = ""
    if not isinstance(words, str):
        return "", 1, "its quote is no text"
    nth = item.get("nth")
    if isinstance(nth, str) and nth.strip().isdecimal():
        repairs["words for a number"] += 1
        nth = int(nth.strip()[:9])
    if nth is None:
        nth = 1
    if isinstance(nth, bool) or not isinstance(nth, int) or abs(nth) > LARGEST_INTEGER:
        return utf8(words), 1, f"its nth is {str(nth)[:60]!r}; expected a whole number"
    return utf8(words), nth, ""


def attribute_values(values: object, repairs: Repairs) -> dict[str, Any]:
    """The attributes that a record may hold; null and empty ones say nothing, others are left out."""
    if values is None:
        return {}
    if not isinstance(values, Mapping):
        repairs["attributes of another shape"] += 1
        return {}
    kept = {}
    for name, value in values.items():
        if value is None or value in ("", []):
            continue
        legal = _legal(value)
        if legal is None or not name:
            repairs["attribute of no legal kind"] += 1
        else:
            kept[utf8(name)] = legal
    return kept


def _legal(value: object) -> Any:
    if isinstance(value, str):
        return utf8(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= LARGEST_INTEGER else None
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [utf8(each) for each in value]
    return None
