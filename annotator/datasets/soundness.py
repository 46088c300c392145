"""Whether a record of valid shape has no structural error: yes or no, in one pass, fast.

It says yes exactly where `annotator.model.faults.errors` finds nothing, which a property test holds it to; a no leads
to that slower function, which knows path and reason. Reading a million mentions spends its time here.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from annotator.model.faults import names_a_part
from annotator.model.reference_faults import cycles

Plain = dict[str, Any]


def is_sound(record: Plain, *, loose: bool = False) -> bool:
    """Whether hash, spans, surfaces, ids and references hold; False also where it takes a closer look to say.

    A `loose` record may have a text without its hash.
    """
    text: str | None = record.get("text")
    given = record.get("text_sha256")
    if text is not None and not (loose and given is None) and sha256(text.encode()).hexdigest() != given:
        return False
    entities, relations, events = record.get("entities", ()), record.get("relations", ()), record.get("events", ())
    targets = {entity["id"] for entity in entities}
    targets.update(event["id"] for event in events)
    ids = targets.union(relation["id"] for relation in relations)
    return (
        len(ids) == len(entities) + len(relations) + len(events)
        and _mentions_fit(entities, text)
        and _relations_hold(relations, targets, text)
        and _events_hold(events, targets, text)
        and all(map(names_a_part, record.get("incomplete_for", ())))
        and () not in record.get("labels", {}).values()
    )


def _mentions_fit(mentions: list[Plain], text: str | None) -> bool:
    """Whether every mention's spans and surface fit; the common case, one piece, is tested in place."""
    length = -1 if text is None else len(text)
    for mention in mentions:
        spans = mention["spans"]
        if len(spans) == 1:
            start, end = spans[0]
            if text is None:
                if not 0 <= start <= end:
                    return False
            elif not 0 <= start < end <= length or text[start:end] != mention.get("text"):
                return False
        elif not _pieces_fit(spans, length) or (text is not None and _words(text, spans) != mention.get("text")):
            return False
        if () in mention.get("attributes", NONE).values():
            return False
    return True


def _pieces_fit(spans: tuple[tuple[int, int], ...], length: int) -> bool:
    border = 0
    for start, end in spans:
        if not border <= start <= end or 0 <= length < end:
            return False
        border = end
    return bool(spans)


def _words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " ".join(text[start:end] for start, end in spans)


def _relations_hold(relations: list[Plain], targets: set[str], text: str | None) -> bool:
    length = -1 if text is None else len(text)
    for relation in relations:
        if relation["head"] not in targets or relation["tail"] not in targets:
            return False
        if relation.get("evidence") and not _pieces_fit(relation["evidence"], length):
            return False
        if () in relation.get("attributes", NONE).values():
            return False
    return True


def _events_hold(events: list[Plain], targets: set[str], text: str | None) -> bool:
    chained: dict[str, list[str]] = {}
    for event in events:
        arguments = event.get("arguments", ())
        own = [argument["target"] for argument in arguments]
        if not targets.issuperset(own) or () in event.get("attributes", NONE).values():
            return False
        if any("attributes" in argument and () in argument["attributes"].values() for argument in arguments):
            return False
        chained[event["id"]] = own
    triggers = [event["trigger"] for event in events if "trigger" in event]
    return _mentions_fit(triggers, text) and next(cycles(chained), None) is None


NONE: Plain = {}
