"""What models propose for an article that is partly labelled: what is not there yet, and crosses nothing that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from annotator.model.annotation import Entity, Event, Relation, Trigger, mention
from annotator.model.document import Document
from annotator.model.record import Record
from annotator.model.spans import Spans, envelope
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learner.arguments import in_order
from annotator.suggest.learner.mentions import Mention, MentionModel, without_crossing
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.relations import Link, RelationModel
from annotator.suggest.learner.triggers import Trigger as FoundTrigger
from annotator.suggest.learner.triggers import TriggerModel
from annotator.text.bins import BinIndex

LABELLED = 2.0
"""What stands there already goes before whatever is likely."""

NewLink: TypeAlias = tuple[Link, Entity, Entity]
"""A likely relation with its ends."""


def new_mentions(model: MentionModel, lesson: Lesson) -> Iterator[Mention]:
    """The likely mentions, within or around labelled ones only where their words have stood so before."""
    there = {envelope(each.spans) for each in lesson.document.entities.values()}
    labelled = (Mention(span, "", LABELLED) for span in sorted(there))
    found = (each for each in model.propose(lesson.reading) if each.span not in there)
    kept = without_crossing(lesson.reading.text, (*labelled, *found), model.memory)
    return (each for each in kept if each.probability < LABELLED)


def new_triggers(model: TriggerModel, lesson: Lesson) -> Iterator[FoundTrigger]:
    """The likely triggers that overlap none that is labelled."""
    places = BinIndex((each.id, *envelope(each.spans)) for each in lesson.document.events.values() if each.spans)
    return (each for each in model.propose(lesson.reading, lesson.stem) if not set(places.touching(*each.span)))


def new_links(model: RelationModel, lesson: Lesson, schema: LabelSchema) -> Iterator[NewLink]:
    """The likely relations between labelled mentions that no relation joins yet, with their ends."""
    document = lesson.document
    joined = {frozenset((each.head, each.tail)) for each in document.relations.values()}
    for link in model.propose(in_order(lesson.entities), lesson.reading, schema):
        if frozenset((link.head, link.tail)) not in joined:
            yield link, document.entities[link.head], document.entities[link.tail]


def record_of_proposals(
    document: Document,
    mentions: Iterable[Mention],
    triggers: Iterable[FoundTrigger],
    links: Iterable[NewLink],
) -> Record:
    """The proposals as a record without a text; the ends of relations stand in it without a score."""
    text = document.text or ""
    entities: dict[object, Entity] = {}

    def entity(key: object, type_name: str, spans: Spans, probability: float | None = None) -> str:
        """The id of a mention, which is put in where it is not there yet."""
        score = None if probability is None else round(probability, 4)
        new = mention(f"T{len(entities) + 1}", type_name, text, spans, score=score)
        return entities.setdefault(key, new).id

    for each in mentions:
        entity(each.span, each.type, (each.span,), each.probability)
    relations: list[Relation] = []
    for link, head, tail in links:
        first, second = (entity(each.id, each.type, each.spans) for each in (head, tail))
        name, score = f"R{len(relations) + 1}", round(link.probability, 4)
        relations.append(Relation(name, link.type, first, second, score=score))
    return Record(
        document.id,
        text_sha256=document.text_sha256,
        schema=document.schema_ref,
        entities=tuple(entities.values()),
        relations=tuple(relations),
        events=tuple(_event(f"E{number}", each, text) for number, each in enumerate(triggers, 1)),
    )


def _event(event_id: str, found: FoundTrigger, text: str) -> Event:
    trigger = Trigger((found.span,), text[slice(*found.span)])
    return Event(event_id, found.type, trigger, score=round(found.probability, 4))
