"""What may be labelled: the types, attributes and rules of one schema version, as frozen values.

Everything is by name. A type may have a parent; whoever admits the parent admits the child. Reading files is
`annotator.schema.language`'s work, judging documents `annotator.schema.document_check`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from annotator.model.annotation import Annotation, Entity, Relation, Value

ANY_EVENT = "EVENT"
"""In the types of a role, a domain or a range: every event type of the schema."""
ANY_ENTITY = "ENTITY"
"""Likewise, every entity type (values excluded)."""

AttributeKind: TypeAlias = Literal["enumerated", "boolean", "free", "reference"]
Layer: TypeAlias = Literal["entities", "relations", "events"]


@dataclass(frozen=True, slots=True)
class AttributeType:
    """An attribute of annotations, or a label of documents.

    `values` are the legal ones of an enumerated attribute, and the legal constants of a reference, which otherwise
    holds an annotation id or a `coref` id of the kind in `to`. A `required` one must be there; `default` is what a
    new annotation gets. `multiple` allows a list of strings.
    """

    name: str
    kind: AttributeKind = "enumerated"
    values: tuple[str, ...] = ()
    required: bool = False
    default: Value | None = None
    to: Literal["entity", "event", ""] = ""
    multiple: bool = False
    definition: str = ""


@dataclass(frozen=True, slots=True)
class EntityType:
    """A type of mentions or, with `is_value`, of values such as dates, which take no part in coreference."""

    name: str
    definition: str = ""
    parent: str | None = None
    is_value: bool = False
    abstract: bool = False
    attributes: tuple[AttributeType, ...] = ()
    key: str = ""
    tag: str = ""
    color: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()


TypePair: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""The types of a head and of a tail that go together."""


@dataclass(frozen=True, slots=True)
class RelationType:
    """A type of relations; cardinality `N:1` allows one tail a head, `1:N` one head a tail, `1:1` both.

    Where `pairs` are given, head and tail must fit one of them together; `domain` and `range` are then what the
    pairs have, all in all. `head_name` and `tail_name` are what the two ends are called, where they have names.
    """

    name: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    definition: str = ""
    parent: str | None = None
    abstract: bool = False
    symmetric: bool = False
    transitive: bool = False
    irreflexive: bool = False
    acyclic: bool = False
    cardinality: str = "N:N"
    pairs: tuple[TypePair, ...] = ()
    head_name: str = ""
    tail_name: str = ""
    attributes: tuple[AttributeType, ...] = ()
    key: str = ""
    tag: str = ""
    color: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A role of an event type: what may fill it, and how often; `max` None is without limit."""

    name: str
    types: tuple[str, ...]
    min: int = 0
    max: int | None = None
    definition: str = ""


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of events with its roles, in the order in which they are asked for."""

    name: str
    definition: str = ""
    parent: str | None = None
    abstract: bool = False
    roles: tuple[Role, ...] = ()
    attributes: tuple[AttributeType, ...] = ()
    key: str = ""
    tag: str = ""
    color: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()

    def role(self, name: str) -> Role | None:
        """The role of this name; None when the type has none."""
        return next((role for role in self.roles if role.name == name), None)


LabelType: TypeAlias = EntityType | RelationType | EventType


@dataclass(frozen=True, slots=True)
class Constraint:
    """A rule between attributes of one annotation: where `when` has one of its values, `then` must have one of its."""

    when: str
    when_in: tuple[Value, ...]
    then: str
    then_in: tuple[Value, ...]
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guidelines:
    """The document by which a released version is annotated, and the hash of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True)
class LabelSchema:
    """One version of a schema. Mappings keep the file's order."""

    name: str
    version: str
    entity_types: Mapping[str, EntityType] = field(default_factory=dict)
    relation_types: Mapping[str, RelationType] = field(default_factory=dict)
    event_types: Mapping[str, EventType] = field(default_factory=dict)
    labels: Mapping[str, AttributeType] = field(default_factory=dict)
    constraints: tuple[Constraint, ...] = ()
    mention_levels: tuple[str, ...] = ()
    span_rules: tuple[str, ...] = ()
    definition: str = ""
    guidelines: Guidelines | None = None
    offset_unit: str = "unicode_codepoint"

    @property
    def ref(self) -> str:
        """`name@X.Y.Z`, as records carry it."""
        return f"{self.name}@{self.version}"

    def types(self) -> Iterator[LabelType]:
        """All types, entities first, then relations, then events."""
        yield from self.entity_types.values()
        yield from self.relation_types.values()
        yield from self.event_types.values()

    def type_named(self, name: str) -> LabelType | None:
        """The type of this name, whatever its layer; names are unique across layers."""
        return self.entity_types.get(name) or self.relation_types.get(name) or self.event_types.get(name)

    def layer_of(self, name: str) -> Layer | None:
        """The layer a type name belongs to; None for an unknown one."""
        if name in self.entity_types:
            return "entities"
        if name in self.relation_types:
            return "relations"
        return "events" if name in self.event_types else None

    def ancestors(self, name: str) -> tuple[str, ...]:
        """The type's own name, its parent's, and so on."""
        return self._ancestors.get(name, (name,))

    @cached_property
    def _ancestors(self) -> dict[str, tuple[str, ...]]:
        lines: dict[str, tuple[str, ...]] = {}
        for each in self.types():
            line = [each.name]
            parent = each.parent
            while parent is not None and parent not in line and (found := self.type_named(parent)):
                line.append(parent)
                parent = found.parent
            lines[each.name] = tuple(line)
        return lines

    def admits(self, types: tuple[str, ...], name: str) -> bool:
        """Whether a type list admits a type: by its name, an ancestor's, `ENTITY` or `EVENT`."""
        if name in self.event_types and ANY_EVENT in types:
            return True
        entity = self.entity_types.get(name)
        if entity and not entity.is_value and ANY_ENTITY in types:
            return True
        return any(each in types for each in self.ancestors(name))

    def legal_relations(self, head_type: str, tail_type: str) -> tuple[RelationType, ...]:
        """The relation types that may lead from a head of one type to a tail of the other, in file order.

        A symmetric type is legal when it is in either direction.
        """
        return tuple(
            each
            for each in self.relation_types.values()
            if not each.abstract
            and (self.fits(each, head_type, tail_type) or (each.symmetric and self.fits(each, tail_type, head_type)))
        )

    def fits(self, relation: RelationType, head_type: str, tail_type: str) -> bool:
        """Whether a relation type may lead from a head of one type to a tail of the other, in this direction."""
        pairs = relation.pairs or ((relation.domain, relation.range),)
        return any(self.admits(heads, head_type) and self.admits(tails, tail_type) for heads, tails in pairs)

    def legal_roles(self, event_type: str, filler_type: str) -> tuple[Role, ...]:
        """The roles of an event type that something of this type may fill, in file order."""
        found = self.event_types.get(event_type)
        return tuple(role for role in found.roles if self.admits(role.types, filler_type)) if found else ()

    def attributes_of(self, name: str) -> tuple[AttributeType, ...]:
        """The attributes of a type, its own first, then those of its ancestors."""
        seen: dict[str, AttributeType] = {}
        for ancestor in self.ancestors(name):
            found = self.type_named(ancestor)
            for attribute in found.attributes if found else ():
                seen.setdefault(attribute.name, attribute)
        return tuple(seen.values())

    def attribute_of(self, annotation: Annotation, name: str) -> AttributeType | None:
        """The attribute of this name that an annotation may carry; None when it may not."""
        return next((each for each in self.attributes_of(annotation.type) if each.name == name), None)

    def is_symmetric(self, relation_type: str) -> bool:
        """Whether a relation type is symmetric; unknown ones are not."""
        found = self.relation_types.get(relation_type)
        return bool(found and found.symmetric)

    def has_coref(self, annotation: Annotation) -> bool:
        """Whether annotations of this kind take part in coreference: mentions and events, not values."""
        if isinstance(annotation, Relation):
            return False
        found = self.entity_types.get(annotation.type) if isinstance(annotation, Entity) else None
        return not (found and found.is_value)
