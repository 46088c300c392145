"""Whether a record of valid shape has no structural error: yes or no, in one pass, fast.

It says yes only where `annotator.model.faults.errors` finds nothing, which a property test holds it to; a no leads
to that slower function, which knows path and reason. Reading a million mentions spends its time here: plain loops
over what is at hand proved faster than anything cleverer.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from annotator.model.faults import names_a_part
from annotator.model.plain import EMPTY_TEXT_SHA256
from annotator.model.reference_faults import cycles

Plain = dict[str, Any]

AFTER_THE_END = "\udfff"
"""Stands behind the text so that an end past it shows: half a character, which no surface can hold."""


def is_sound(record: Plain, *, loose: bool = False) -> bool:
    """Whether hash, spans, surfaces, ids and references hold; False also where it takes a closer look to say.

    A `loose` record may have a text without its hash.
    """
    text: str | None = record.get("text")
    given = record.get("text_sha256")
    if text is None and given == EMPTY_TEXT_SHA256:
        return False
    if text is not None and not (loose and given is None) and sha256(text.encode()).hexdigest() != given:
        return False
    entities, relations, events = record["entities"], record["relations"], record["events"]
    triggers = [event["trigger"] for event in events if "trigger" in event]
    fits, length = (_pieces_fit, None) if text is None else (_words_fit, len(text))
    return (
        fits(entities, text or "")
        and fits(triggers, text or "")
        and _references_hold(entities, relations, events)
        and all([_ascending(each["evidence"], length) for each in relations if "evidence" in each])  # noqa: C419 - faster
        and ("incomplete_for" not in record or all(map(names_a_part, record["incomplete_for"])))
    )


def _words_fit(mentions: Sequence[Plain], text: str) -> bool:
    """Whether every mention's spans lie within the text and cover its surface; mentions of one piece are usual."""
    bounded = text + AFTER_THE_END
    try:
        for mention in mentions:
            ((start, end),) = mention["spans"]
            if not 0 <= start < end or bounded[start:end] != mention["text"]:
                return False
    except (ValueError, KeyError):
        return all(_words_fit_pieces(mention, text) for mention in mentions)
    return True


def _words_fit_pieces(mention: Plain, text: str) -> bool:
    spans = mention["spans"]
    if not _ascending(spans, len(text)) or all(start == end for start, end in spans):
        return False
    return bool(" ".join([text[start:end] for start, end in spans]) == mention.get("text"))


def _pieces_fit(mentions: Sequence[Plain], _text: str) -> bool:
    """Whether every mention's spans are in order, where there is no text to hold them against."""
    return all(_ascending(mention["spans"], None) for mention in mentions)


def _ascending(spans: Sequence[Sequence[int]], length: int | None) -> bool:
    border = 0
    for start, end in spans:
        if not border <= start <= end:
            return False
        border = end
    return bool(spans) and (length is None or border <= length)


def _references_hold(entities: Sequence[Plain], relations: Sequence[Plain], events: Sequence[Plain]) -> bool:
    """Whether no id stands twice, every head, tail and target is an entity or event, and no event contains itself."""
    mentions = {entity["id"] for entity in entities}
    happenings = {event["id"] for event in events}
    ids = {relation["id"] for relation in relations}.union(mentions, happenings)
    if "" in ids or len(ids) != len(entities) + len(relations) + len(events):
        return False
    for relation in relations:
        for end in (relation["head"], relation["tail"]):
            if end not in mentions and end not in happenings:
                return False
    chained = False
    for event in events:
        for argument in event["arguments"]:
            if argument["target"] not in mentions:
                if argument["target"] not in happenings:
                    return False
                chained = True
    return not chained or _acyclic(events)


def _acyclic(events: Sequence[Plain]) -> bool:
    graph = {event["id"]: [argument["target"] for argument in event["arguments"]] for event in events}
    return next(cycles(graph), None) is None
