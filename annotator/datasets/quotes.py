"""Predictions that quote words and give no offsets, as language models do: their words are looked for in the text.

An entity, or an event's trigger, that has `text` and no `spans` quotes; `nth` says which occurrence it means (1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.datasets.unplaced import NoPlace
from annotator.text.placing import Misplaced, Placer

Plain = dict[str, Any]

NO_TEXT = NoPlace("there is no text to look for it in")


def quotes(record: object) -> bool:
    """Whether a parsed record has a mention that quotes its words instead of saying where they stand."""
    return any(True for _ in _quoting(record)) if isinstance(record, dict) else False


def placed(record: Plain, placer: Placer | None) -> tuple[Plain, dict[str, NoPlace]]:
    """The record with offsets for its quotes, and what has no place, by id; that stands beyond the text."""
    gone: dict[str, NoPlace] = {}
    whole = dict(record)
    for layer in ("entities", "events"):
        if isinstance(record.get(layer), list):
            whole[layer] = [_placed(layer, each, placer, gone) for each in record[layer]]
    return whole, gone


def _quoting(record: Mapping[str, Any]) -> Iterator[Plain]:
    for layer in ("entities", "events"):
        items = record.get(layer)
        for each in items if isinstance(items, list) else ():
            mention = _mention(layer, each)
            if mention is not None:
                yield mention


def _mention(layer: str, item: object) -> Plain | None:
    """The part of an item that quotes; None where it says where its words stand."""
    mention = item.get("trigger") if layer == "events" and isinstance(item, dict) else item
    if not isinstance(mention, dict) or "spans" in mention or not isinstance(mention.get("text"), str):
        return None
    return mention


def _placed(layer: str, item: Any, placer: Placer | None, gone: dict[str, NoPlace]) -> Any:
    mention = _mention(layer, item)
    if mention is None:
        return item
    nth = mention.get("nth", 1)
    if isinstance(nth, bool) or not isinstance(nth, int):
        return item
    rest = {key: value for key, value in mention.items() if key != "nth"}
    place = placer.place(mention["text"], nth) if placer else None
    if placer is None or place is None or isinstance(place, Misplaced):
        asked = nth if "nth" in mention and nth > 0 else None
        reason = place.reason if isinstance(place, Misplaced) else NO_TEXT.reason
        gone[str(item.get("id"))] = NoPlace(reason, asked)
        start = len(placer.text) + 1 if placer else 0
        spans = [[start, start + len(mention["text"])]]
    else:
        spans = [list(place.span)]
        rest["text"] = placer.text[slice(*place.span)]
    whole = rest | {"spans": spans}
    return whole if layer == "entities" else {**item, "trigger": whole}
