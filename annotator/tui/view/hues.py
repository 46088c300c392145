"""Which hue a type is drawn in: four families and one for events; tags and weight say the same without colour."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.annotation import Annotation, Event, Relation
from annotator.schema.label_schema import EntityType, LabelSchema

HUES = ("people", "places", "things", "values", "event")

_WORDS = {
    "places": ("GPE", "LOC", "PLACE", "FAC", "COUNTRY", "CITY", "GEO", "REGION"),
    "people": ("PER", "ORG", "GROUP", "FORCE", "GOV", "NORP", "ACTOR", "COMPANY", "TEAM"),
}


def hues_of(schema: LabelSchema) -> Mapping[str, str]:
    """The hue of every type, by name: what the schema says, else guessed from its name."""
    hues = {name: _entity_hue(each) for name, each in schema.entity_types.items()}
    hues |= dict.fromkeys(schema.event_types, "event")
    return hues | dict.fromkeys(schema.relation_types, "accent")


def _entity_hue(entity_type: EntityType) -> str:
    if entity_type.color in HUES:
        return entity_type.color
    if entity_type.is_value:
        return "values"
    return guessed_hue(entity_type.name)


def guessed_hue(type_name: str) -> str:
    """The hue of an entity type, guessed from its name."""
    name = type_name.upper()
    return next((hue for hue, words in _WORDS.items() if any(word in name for word in words)), "things")


def hue(hues: Mapping[str, str], annotation: Annotation) -> str:
    """The hue of an annotation."""
    if isinstance(annotation, Event):
        return "event"
    return hues.get(annotation.type, "accent" if isinstance(annotation, Relation) else "things")
