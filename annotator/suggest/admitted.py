"""What of a prediction a schema admits: the rest could be taken by no key, and is not suggested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec.structs import replace

from annotator.model.annotation import Argument, Entity, Event, Relation
from annotator.model.document import Document, by_id
from annotator.schema.label_schema import LabelSchema

Labelled = TypeVar("Labelled", Entity, Relation, Event)


@dataclass(frozen=True)
class Admitted:
    """A document with what is admitted, and how often what else there was, in words."""

    document: Document
    left_out: Mapping[str, int] = field(default_factory=dict)


def admitted(document: Document, schema: LabelSchema) -> Admitted:
    """A prediction without types, roles, ends and values that the schema does not admit."""
    counts: Counter[str] = Counter()
    keeping = _Keeping(document, schema, counts)
    entities = [each for each in document.entities.values() if keeping.has_type(each, schema.entity_types)]
    events = [each for each in document.events.values() if keeping.has_type(each, schema.event_types)]
    types = {each.id: each.type for each in entities} | {each.id: each.type for each in events}
    relations = [each for each in document.relations.values() if keeping.joins(each, types)]
    filled = [replace(each, arguments=tuple(keeping.fillers(each, types))) for each in events]
    kept = replace(
        document,
        entities=by_id(keeping.with_values(each) for each in entities),
        events=by_id(keeping.with_values(each) for each in filled),
        relations=by_id(keeping.with_values(each) for each in relations),
    )
    return Admitted(kept, dict(sorted(counts.items())))


class _Keeping:
    """Judges the parts of a document, and counts what it leaves out."""

    def __init__(self, document: Document, schema: LabelSchema, counts: Counter[str]) -> None:
        self._document = document
        self._schema = schema
        self._counts = counts
        everything = (*document.entities.values(), *document.events.values())
        self._chains = {each.coref for each in everything if each.coref}

    def has_type(self, annotation: Entity | Event, types: Mapping[str, object]) -> bool:
        declared = types.get(annotation.type)
        if declared is None or getattr(declared, "abstract", False):
            self._counts[f"type {annotation.type}"] += 1
            return False
        if isinstance(annotation, Entity) and all(start == end for start, end in annotation.spans):
            self._counts["empty spans"] += 1
            return False
        return True

    def joins(self, relation: Relation, types: Mapping[str, str]) -> bool:
        declared = self._schema.relation_types.get(relation.type)
        if declared is None or declared.abstract:
            self._counts[f"type {relation.type}"] += 1
            return False
        head, tail = types.get(relation.head), types.get(relation.tail)
        if head is None or tail is None or not self._schema.fits(declared, head, tail):
            self._counts[f"ends of {relation.type}"] += 1
            return False
        return True

    def fillers(self, event: Event, types: Mapping[str, str]) -> Iterator[Argument]:
        for each in event.arguments:
            role = self._schema.role_of(event.type, each.role)
            target = types.get(each.target)
            if role is None or target is None or not self._schema.admits(role.types, target):
                self._counts[f"role {event.type}/{each.role}"] += 1
            else:
                yield each

    def with_values(self, annotation: Labelled) -> Labelled:
        declared = {each.name: each for each in self._schema.attributes_of(annotation.type)}
        values = {
            name: value
            for name, value in annotation.attributes.items()
            if name in declared and declared[name].fault(value, self._is_named) is None
        }
        self._counts.update(
            f"attribute {annotation.type}/{name}" for name in annotation.attributes.keys() - values.keys()
        )
        if not isinstance(annotation, Relation) and annotation.coref and not self._schema.has_coref(annotation):
            annotation = replace(annotation, coref=None)
        return replace(annotation, attributes=values)

    def _is_named(self, name: str, kind: str) -> bool:
        return name in self._chains or self._document.find(name) is not None
