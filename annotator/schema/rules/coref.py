"""The rule of coreference: a `coref` id stands for an entity or for an event, never for both."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model.annotation import Entity, Event
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.surroundings import Surroundings


def coref_breaches(around: Surroundings, annotation: Entity | Event) -> Iterator[Breach]:
    """What is wrong with a mention's or an event's `coref` id; in one document it is the event that gets the blame."""
    coref = annotation.coref
    if not coref:
        return
    here = "event" if isinstance(annotation, Event) else "entity"
    elsewhere = around.things.kinds.get(coref, here)
    if here == "event" and around.references.has_entities(coref):
        mention = around.references.first(coref, around.document)
        of = f"{mention.id} and other mentions" if mention else "mentions"
        yield _breach(annotation, f"{coref!r} is the coref id of {of}; an event and an entity are never one thing")
    elif elsewhere != here:
        yield _breach(annotation, f"{coref!r} stands for an {elsewhere} elsewhere; here it is borne by an {here}")


def _breach(annotation: Entity | Event, message: str) -> Breach:
    return Breach(annotation.id, "coref", message, "coref-kind")
