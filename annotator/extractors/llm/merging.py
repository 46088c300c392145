"""What was read in the windows of an article, as one: what two windows both saw is there once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.extractors.llm.reading import LETTERS, Plain, Reading


def merged(readings: Sequence[Reading], pointers: frozenset[str] = frozenset()) -> Reading:
    """One reading of all windows.

    Annotations of the same type and place are one where they come from different windows; ids that are used twice are
    replaced. An argument that closes a circle of events has no place. `pointers` are the attributes that hold ids.
    """
    whole = Reading(repairs=Counter())
    known: dict[tuple[Any, ...], Plain] = {}
    taken: set[str] = set()
    for reading in readings:
        renamed = _renamed(reading, known, taken)
        fresh: dict[tuple[Any, ...], Plain] = {}
        for layer in LETTERS:
            for each in getattr(reading, layer):
                moved = _moved(each, renamed, pointers)
                same = known.get(_content(layer, moved))
                if same is None:
                    getattr(whole, layer).append(moved)
                    fresh.setdefault(_content(layer, moved), moved)
                else:
                    _join(same, moved)
        known |= fresh
        whole.unplaced.extend(reading.unplaced)
        whole.repairs.update(reading.repairs)
        for name, value in reading.labels.items():
            whole.labels.setdefault(name, value)
    _open_circles(whole)
    return whole


def _content(layer: str, each: Plain) -> tuple[Any, ...]:
    """What makes an annotation the same as another: type and place; an event without a trigger is like no other."""
    if layer == "relations":
        return layer, each["type"], each["head"], each["tail"]
    spans = each["spans"] if layer == "entities" else each.get("trigger", {}).get("spans")
    return layer, each["type"], str(spans) if spans else each["id"]


def _renamed(reading: Reading, known: Mapping[tuple[Any, ...], Plain], taken: set[str]) -> dict[str, str]:
    """The ids of a window's annotations in the whole; they are taken from now on."""
    names = {}
    for layer, letter in LETTERS.items():
        for each in getattr(reading, layer):
            same = None if layer == "relations" else known.get(_content(layer, each))
            name, number = each["id"], 1
            while not same and name in taken:
                name, number = f"{letter}{number}", number + 1
            names[each["id"]] = same["id"] if same else name
            taken.add(name)
    return names


def _moved(each: Plain, renamed: Mapping[str, str], pointers: frozenset[str]) -> Plain:
    """An annotation with the ids of the whole."""
    moved = each | {key: renamed[each[key]] for key in ("id", "head", "tail") if key in each}
    if "arguments" in each:
        moved["arguments"] = [one | {"target": renamed[one["target"]]} for one in each["arguments"]]
    values = each["attributes"].items()
    moved["attributes"] = {
        name: renamed.get(value, value) if name in pointers and isinstance(value, str) else value
        for name, value in values
    }
    return moved


def _join(first: Plain, second: Plain) -> None:
    """Add to an annotation what another window knows of it."""
    first["attributes"] = second["attributes"] | first["attributes"]
    if "arguments" in first:
        pairs = {(one["role"], one["target"]) for one in first["arguments"]}
        first["arguments"] += [one for one in second["arguments"] if (one["role"], one["target"]) not in pairs]


def _open_circles(whole: Reading) -> None:
    targets: dict[str, set[str]] = {each["id"]: set() for each in whole.events}
    for event in whole.events:
        kept = []
        for one in event["arguments"]:
            if one["target"] in targets and event["id"] in _below(one["target"], targets):
                kind, reason = f"{event['type']}/{one['role']}", "it closes a circle of events"
                whole.unplaced.append({"layer": "events", "type": kind, "text": one["target"], "reason": reason})
                continue
            if one["target"] in targets:
                targets[event["id"]].add(one["target"])
            kept.append(one)
        event["arguments"] = kept


def _below(start: str, targets: Mapping[str, set[str]]) -> Iterator[str]:
    """An event and all that are arguments of it, of their arguments, and so on."""
    seen, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        yield here
        more = targets[here] - seen
        seen |= more
        ahead.extend(more)
