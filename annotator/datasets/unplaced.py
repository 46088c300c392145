"""What was predicted and does not stand in the text: taken out of a record's layers, kept in `extractor.unplaced`.

It is never put elsewhere and never dropped: scores count each as spurious. Relations and arguments that name something
without a place go with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.quoted import quoted
from annotator.model.record import ExtractorRun, Layer, Record, Unplaced
from annotator.model.span_faults import surfaces_hold
from annotator.model.spans import Spans, surface

UNSIGNED = "unsigned"
"""The name in a prediction that does not say yet who made it."""

Agree = Callable[[str, str], bool]
"""Whether predicted words and those of the text may pass for the same."""


class NoPlace(NamedTuple):
    """Why something has no place, and which occurrence of its words was meant."""

    reason: str
    nth: int | None = None


def without_misplaced(
    record: Record,
    text: str | None,
    agree: Agree = str.__eq__,
    known: Mapping[str, NoPlace] | None = None,
) -> Record:
    """The record with nothing in its layers but what stands in the text.

    Args:
        record: a prediction.
        text: the article; None where it is not known, and nothing is but what is `known`.
        agree: which words may pass for those of the text.
        known: what has no place already, by id.
    """
    gone, targets = dict(known or {}), _targets(record)
    if text is not None and not holds(record, text):
        for each in targets:
            mention = each if isinstance(each, Entity) else each.trigger
            if mention is not None and each.id not in gone and (reason := misplaced(mention, text, agree)):
                gone[each.id] = NoPlace(reason)
    if not gone:
        return record
    words = {each.id: _words(each) for each in targets}
    run = record.extractor or ExtractorRun(UNSIGNED)
    return replace(
        record,
        entities=tuple(each for each in record.entities if each.id not in gone),
        relations=tuple(each for each in record.relations if each.head not in gone and each.tail not in gone),
        events=tuple(_event(each, gone) for each in record.events if each.id not in gone),
        extractor=replace(run, unplaced=(*run.unplaced, *_unplaced(record, gone, words))),
    )


def surfaced(record: Record, text: str) -> Record:
    """The record with the text's own words for those that only pass for them."""
    if holds(record, text):
        return record
    return replace(
        record,
        entities=tuple(
            replace(each, text=surface(text, each.spans)) if each.text else each for each in record.entities
        ),
        events=tuple(_surfaced(each, text) for each in record.events),
    )


def _surfaced(event: Event, text: str) -> Event:
    trigger = event.trigger
    if trigger is None or trigger.text is None:
        return event
    return replace(event, trigger=replace(trigger, text=surface(text, trigger.spans)))


def holds(record: Record, text: str) -> bool:
    """Whether every mention stands where it says, to the letter; in one pass."""
    triggers = [event.trigger for event in record.events if event.trigger]
    return surfaces_hold(record.entities, text, wordless=True) and surfaces_hold(triggers, text, wordless=True)


def misplaced(mention: Entity | Trigger, text: str, agree: Agree = str.__eq__) -> str:
    """Why a mention does not stand where it says; empty when it does."""
    if not mention.spans:
        return ""
    end = mention.spans[-1][1]
    if end > len(text):
        return f"reaches to {end}, beyond the text of {len(text)} characters"
    text_there = surface(text, mention.spans)
    if mention.text is None or mention.text == text_there or agree(mention.text, text_there):
        return ""
    return f"the text has {quoted(text_there)} there"


def _targets(record: Record) -> list[Entity | Event]:
    return [*record.entities, *record.events]


def _event(event: Event, gone: Mapping[str, NoPlace]) -> Event:
    kept = tuple(each for each in event.arguments if each.target not in gone)
    return event if len(kept) == len(event.arguments) else replace(event, arguments=kept)


def _unplaced(record: Record, gone: Mapping[str, NoPlace], words: Mapping[str, str | None]) -> Iterator[Unplaced]:
    mentions: tuple[tuple[Layer, tuple[Entity | Event, ...]], ...] = (
        ("entities", record.entities),
        ("events", record.events),
    )
    for layer, each_of in mentions:
        for each in each_of:
            if place := gone.get(each.id):
                yield _one(layer, each.type, words[each.id], place)
    for event in record.events:
        for argument in event.arguments:
            if reason := _of_argument(event, argument, gone):
                kind = f"{event.type}/{argument.role}"
                yield _one("events", kind, words.get(argument.target), NoPlace(reason))
    for relation in record.relations:
        if reason := _of_relation(relation, gone):
            ends = [words.get(end) or "?" for end in (relation.head, relation.tail)]
            yield _one("relations", relation.type, " -> ".join(ends), NoPlace(reason))


def _one(layer: Layer, kind: str, words: str | None, place: NoPlace) -> Unplaced:
    return Unplaced(layer=layer, type=kind, text=words or None, nth=place.nth, reason=place.reason)


def _of_argument(event: Event, argument: Argument, gone: Mapping[str, NoPlace]) -> str:
    if event.id in gone:
        return "its event has no place in the text"
    return _named(argument.role, argument.target) if argument.target in gone else ""


def _of_relation(relation: Relation, gone: Mapping[str, NoPlace]) -> str:
    ends = (("head", relation.head), ("tail", relation.tail))
    return next((_named(name, end) for name, end in ends if end in gone), "")


def _named(what: str, target: str) -> str:
    return f"{what} names {quoted(target)}, which has no place in the text"


def _words(each: Entity | Event) -> str | None:
    return each.text if isinstance(each, Entity) else each.trigger.text if each.trigger else None


def beyond(text: str, spans: Spans) -> Spans:
    """Pieces that stand for others which have no place: beyond the text, where nothing is."""
    return tuple((len(text) + 1 + start, len(text) + 1 + end) for start, end in spans)
