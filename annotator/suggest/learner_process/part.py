"""A part of a long article: what is labelled in it, by places that count from the part's start or the article's."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.model.annotation import Entity, Event
from annotator.model.record import Record
from annotator.model.spans import Spans


def moved(record: Record, chars: int) -> Record:
    """A record whose annotations stand so many code points further on, or back."""
    if not chars:
        return record
    return replace(
        record,
        entities=tuple(_entity(each, chars) for each in record.entities),
        events=tuple(_event(each, chars) for each in record.events),
    )


def _entity(entity: Entity, chars: int) -> Entity:
    return replace(entity, spans=_moved(entity.spans, chars))


def _event(event: Event, chars: int) -> Event:
    trigger = event.trigger
    return replace(event, trigger=replace(trigger, spans=_moved(trigger.spans, chars))) if trigger else event


def _moved(spans: Spans, chars: int) -> Spans:
    return tuple((start + chars, end + chars) for start, end in spans)
