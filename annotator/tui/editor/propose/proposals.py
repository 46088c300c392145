"""What the program proposes for a new annotation: preselected, visible, and unconfirmed until a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from annotator.model.annotation import Entity, Event, Relation, Value
from annotator.model.spans import Span, Spans, surface
from annotator.schema.label_schema import AttributeType
from annotator.suggest.english_news.levels import level_of
from annotator.suggest.english_news.sameness import Known, same_thing
from annotator.suggest.english_news.values import Normal, amount_value, date_value
from annotator.tui.editor.context import Context
from annotator.tui.editor.propose.claims import claims

COREF = "coref"
LEVEL = "level"


def with_proposals(context: Context, entity: Entity) -> Entity:
    """A new mention with what is proposed for it, listed in `unconfirmed`."""
    normal = _normal(context, entity)
    attributes: dict[str, Value] = {}
    for attribute in context.schema.attributes_of(entity.type):
        value = _proposed(attribute, surface(context.text, entity.spans), normal)
        if value is not None:
            attributes[attribute.name] = value
    proposed = replace(entity, attributes=attributes, unconfirmed=tuple(sorted(attributes)))
    return _with_chain(context, proposed)


def _proposed(attribute: AttributeType, words: str, normal: Normal | None) -> Value | None:
    if attribute.name == LEVEL and attribute.values:
        level = level_of(words)
        return level if level in attribute.values else None
    if normal and attribute.name == "value" and attribute.kind == "free":
        return normal.value
    if normal and attribute.name == "mod" and normal.mod in attribute.values:
        return normal.mod
    return attribute.default


def _normal(context: Context, entity: Entity) -> Normal | None:
    """The regular form of a date or amount."""
    entity_type = context.schema.entity_types.get(entity.type)
    if not (entity_type and entity_type.is_value):
        return None
    words = surface(context.text, entity.spans)
    if "DATE" in entity.type.upper() or "TIME" in entity.type.upper():
        return date_value(words, published(context.document.meta.get("published")))
    return amount_value(words)


def published(value: object) -> date | None:
    """The day an article appeared, by its metadata."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


NEAR = 10_000
"""How far around a mention the things it may stand for are looked for, in code points."""


def _with_chain(context: Context, entity: Entity) -> Entity:
    """The mention with the thing that it probably stands for, else with a new one; only where chains are kept."""
    if not context.schema.has_coref(entity) or not (context.schema.mention_levels or context.index.has_chains):
        return entity
    start = entity.spans[0][0]
    near = context.mentions((max(start - NEAR, 0), start + NEAR))
    known = [
        Known(each.spans[0], surface(context.text, each.spans), each.type, each.coref)
        for each in near
        if isinstance(each, Entity) and each.coref and each.id != entity.id
    ]
    found = same_thing(surface(context.text, entity.spans), entity.type, entity.spans[0], known)
    coref = found.coref if found else new_chain(context.document.id, entity)
    return replace(entity, coref=coref, unconfirmed=tuple(sorted({*entity.unconfirmed, COREF})))


def new_chain(document_id: str, annotation: Entity | Event) -> str:
    """A `coref` id of its own, in this document and, by its name, among all others."""
    kind = "e" if isinstance(annotation, Entity) else "h"
    return f"{kind}:{document_id}.{annotation.id}"


def event_with_proposals(context: Context, event: Event) -> Event:
    """A new event with what is proposed for its attributes."""
    known = context.schema.attributes_of(event.type)
    defaults = {each.name: each.default for each in known if each.default is not None}
    attributes = defaults | claims(context, event, known)
    proposed = replace(event, attributes=attributes, unconfirmed=tuple(sorted(attributes)))
    if not (context.schema.mention_levels or context.index.has_chains):
        return proposed
    return replace(
        proposed,
        coref=_same_happening(context, event) or new_chain(context.document.id, event),
        unconfirmed=tuple(sorted({*proposed.unconfirmed, COREF})),
    )


def _same_happening(context: Context, event: Event) -> str | None:
    """The chain of the nearest event before it of the same type and words."""
    if not event.spans:
        return None
    start = event.spans[0][0]
    words = surface(context.text, event.spans).casefold()
    for each in reversed(context.mentions((max(start - NEAR, 0), start))):
        alike = isinstance(each, Event) and each.type == event.type and each.id != event.id
        if alike and each.coref and surface(context.text, each.spans).casefold() == words:
            return each.coref
    return None


def relation_with_proposals(context: Context, relation: Relation) -> Relation:
    """A new relation with its schema's defaults; its evidence is the sentence of its head."""
    attributes = {
        each.name: each.default for each in context.schema.attributes_of(relation.type) if each.default is not None
    }
    return replace(relation, attributes=attributes, unconfirmed=tuple(sorted(attributes)))


def evidence(context: Context, spans: Sequence[Span]) -> Spans:
    """The sentence that states a relation between things at these places."""
    sentence = context.sentence(min(spans))
    return (sentence,) if sentence[0] < sentence[1] else ()
