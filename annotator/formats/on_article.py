"""A record that stands on a text made of tokens, put on the article that the tokens are from."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.errors import InputError
from annotator.formats.tokens import META
from annotator.model.annotation import Entity, Event, Relation
from annotator.model.quoted import quoted
from annotator.model.record import Record, text_hash
from annotator.model.spans import surface
from annotator.text.alignment import Aligned, Differs, aligned

SHOWN = 20
"""How many characters a message shows of a text."""


def on_article(record: Record, text: str, source: str) -> Record:
    """The record with its annotations at the same words of another text, which may differ in blanks alone.

    Raises:
        InputError: it differs in more; the message names `source` and both places.
    """
    own = record.known_text
    if own is None or own == text:
        return record
    where = aligned(own, text)
    if isinstance(where, Differs):
        raise InputError(
            f"{source}: document {quoted(record.id)}: at character {where.here} its tokens go on "
            f"{_shown(own, where.here)}, the article at character {where.there} {_shown(text, where.there)}; expected "
            "the same characters but for blanks"
        )
    return replace(
        record,
        meta={key: value for key, value in record.meta.items() if key != META},
        text=text or None,
        text_sha256=text_hash(text),
        entities=tuple(_entity(each, where, text) for each in record.entities),
        relations=tuple(_relation(each, where) for each in record.relations),
        events=tuple(_event(each, where, text) for each in record.events),
    )


def _entity(entity: Entity, where: Aligned, text: str) -> Entity:
    spans = where.spans(entity.spans)
    return replace(entity, spans=spans, text=surface(text, spans))


def _relation(relation: Relation, where: Aligned) -> Relation:
    return replace(relation, evidence=where.spans(relation.evidence)) if relation.evidence else relation


def _event(event: Event, where: Aligned, text: str) -> Event:
    if event.trigger is None:
        return event
    spans = where.spans(event.trigger.spans)
    return replace(event, trigger=replace(event.trigger, spans=spans, text=surface(text, spans)))


def _shown(text: str, place: int) -> str:
    return quoted(text[place : place + SHOWN]) if place < len(text) else "with nothing, at its end"
