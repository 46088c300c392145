"""Rules of types: an annotation has a type that the schema knows in its layer, and that is not abstract."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.errors import did_you_mean
from annotator.model.annotation import Annotation, Entity, Relation
from annotator.schema.label_schema import LabelSchema, LabelType
from annotator.schema.lookalike import looks_like, odd_letters
from annotator.schema.rules.breach import Breach


def types_like(annotation: Annotation, schema: LabelSchema) -> Mapping[str, LabelType]:
    """The types of an annotation's layer."""
    if isinstance(annotation, Entity):
        return schema.entity_types
    return schema.relation_types if isinstance(annotation, Relation) else schema.event_types


def type_breach(annotation: Annotation, schema: LabelSchema) -> Breach | None:
    """What is wrong with an annotation's type; None when it is legal."""
    known = types_like(annotation, schema)
    declared = known.get(annotation.type)
    if declared is None:
        return _unknown(annotation, known, schema)
    if declared.abstract:
        message = f"{annotation.type} is abstract: nothing is annotated as it; expected one of its children"
        return Breach(annotation.id, "type", message, "abstract-type")
    return None


def _unknown(annotation: Annotation, known: Mapping[str, LabelType], schema: LabelSchema) -> Breach:
    odd = odd_letters(annotation.type) or looks_like(annotation.type, known)
    message = f"unknown type {annotation.type!r} (schema {schema.ref})" + (f"; {odd}" if odd else "")
    hint = did_you_mean(annotation.type, known, "see: annotator schema show")
    return Breach(annotation.id, "type", f"{message}; {hint}", "unknown-type")
