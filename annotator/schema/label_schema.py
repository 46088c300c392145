"""What may be labelled: the types, attributes and rules of one schema version, as frozen values.

Everything is by name. A type may have a parent: whoever admits the parent admits the child, and the parent's
attributes, roles, constraints and ends are the child's too; of two by one name the child's own counts. Reading files
is `annotator.schema.language`'s work, judging documents `annotator.schema.judge`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeAlias

from annotator.model.annotation import Annotation, Entity, Relation, Value
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.carried import Carries
from annotator.schema.handwritten.declared import ByName, Declared, ReadAs, matching
from annotator.schema.handwritten.values import Count, Name, NameList, Texts
from annotator.schema.triggers import Triggers

ANY_EVENT = "EVENT"
"""In the types of a role, a domain or a range: every event type of the schema."""
ANY_ENTITY = "ENTITY"
"""Likewise, every entity type (values excluded)."""

Layer: TypeAlias = Literal["entities", "relations", "events"]
Cardinality: TypeAlias = Literal["N:N", "N:1", "1:N", "1:1"]

Sha256: TypeAlias = Annotated[str, matching("[0-9a-f]{64}", "64 hexadecimal digits, lower case")]
Key: TypeAlias = Annotated[str, matching("([a-z])?", "one letter a to z")]
Tag: TypeAlias = Annotated[str, matching("([A-Za-z0-9]{3})?", "three letters or digits")]
Color: TypeAlias = Annotated[
    str, matching("(#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6}|[A-Za-z]+)?", "a name such as orange, or #RRGGBB")
]


@dataclass(frozen=True, slots=True)
class EntityType(Declared):
    """A type of mentions or, with `is_value`, of values such as dates, which take no part in coreference."""

    not_in_file: ClassVar = ("name", "is_value")

    name: str
    definition: str = ""
    parent: Name | None = None
    is_value: bool = False
    abstract: bool = False
    attributes: Annotated[tuple[AttributeType, ...], ByName()] = ()
    key: Key = ""
    tag: Tag = ""
    color: Color = ""
    examples: Texts = ()
    counterexamples: Texts = ()
    merged_from: NameList = ()


TypePair: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""The types of a head and of a tail that go together."""


@dataclass(frozen=True, slots=True)
class EndTypes(Declared):
    """How a file writes such a pair."""

    domain: NameList
    range: NameList


@dataclass(frozen=True, slots=True)
class RelationType(Declared):
    """A type of relations; cardinality `N:1` allows one tail a head, `1:N` one head a tail, `1:1` both.

    Where `pairs` are given, head and tail must fit one of them together; `domain` and `range` are then what the
    pairs have, all in all. `head_name` and `tail_name` are what the two ends are called, where they have names.
    Cardinality, `irreflexive` and `acyclic` hold for all relations of the type and of its descendants together.
    """

    not_in_file: ClassVar = ("name",)

    name: str
    domain: NameList = ()
    range: NameList = ()
    definition: str = ""
    parent: Name | None = None
    abstract: bool = False
    symmetric: bool = False
    transitive: bool = False
    irreflexive: bool = False
    acyclic: bool = False
    cardinality: Cardinality = "N:N"
    pairs: tuple[Annotated[TypePair, ReadAs(EndTypes, lambda ends: (ends.domain, ends.range))], ...] = ()
    head_name: str = ""
    tail_name: str = ""
    attributes: Annotated[tuple[AttributeType, ...], ByName()] = ()
    key: Key = ""
    tag: Tag = ""
    color: Color = ""
    examples: Texts = ()
    counterexamples: Texts = ()
    merged_from: NameList = ()


@dataclass(frozen=True, slots=True)
class Role(Declared):
    """A role of an event type: what may fill it, and how often; `max` None is without limit.

    `carries` says what an event that fills it is probably like: what is threatened has the modality THREATENED, and its
    source is who threatens.
    """

    not_in_file: ClassVar = ("name",)

    name: str
    types: NameList = ()
    min: Count = 0
    max: Count | None = None
    carries: Carries = ()
    definition: str = ""


@dataclass(frozen=True, slots=True)
class EventType(Declared):
    """A type of events with its roles, in the order in which they are asked for.

    `triggers` are words that probably say such an event; `annotator.schema.triggers` says how they are written.
    """

    not_in_file: ClassVar = ("name",)

    name: str
    definition: str = ""
    parent: Name | None = None
    abstract: bool = False
    roles: Annotated[tuple[Role, ...], ByName()] = ()
    attributes: Annotated[tuple[AttributeType, ...], ByName()] = ()
    key: Key = ""
    tag: Tag = ""
    color: Color = ""
    examples: Texts = ()
    counterexamples: Texts = ()
    merged_from: NameList = ()
    triggers: Triggers = ()


LabelType: TypeAlias = EntityType | RelationType | EventType


@dataclass(frozen=True, slots=True)
class Constraint:
    """A rule between attributes of one annotation: where `when` has one of its values, `then` must have one of its.

    It holds for `types` and their descendants, for all types where there are none.
    """

    when: str
    when_in: tuple[Value, ...]
    then: str
    then_in: tuple[Value, ...]
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guidelines(Declared):
    """The document by which a released version is annotated, and the hash of its bytes."""

    file: Name
    sha256: Sha256


class _Inherited(NamedTuple):
    """What each type has, by its name, its ancestors' included."""

    attributes: Mapping[str, tuple[AttributeType, ...]]
    roles: Mapping[str, tuple[Role, ...]]
    constraints: Mapping[str, tuple[Constraint, ...]]


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
            while parent is not None and parent not in line and (parent_type := self.type_named(parent)):
                line.append(parent)
                parent = parent_type.parent
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
        """The relation types that may lead from a head of one type to a tail of the other, in file order."""
        return tuple(
            each for each in self.relation_types.values() if not each.abstract and self.fits(each, head_type, tail_type)
        )

    def fits(self, relation: RelationType, head_type: str, tail_type: str) -> bool:
        """Whether a relation type may lead from a head of one type to a tail of the other, in this direction."""
        pairs = self.ends_of(relation)
        return any(self.admits(heads, head_type) and self.admits(tails, tail_type) for heads, tails in pairs)

    def concrete(self, types: Iterable[str]) -> frozenset[str]:
        """The entity and event types, abstract ones left out, that a type list admits."""
        names = tuple(types)
        layers = (self.entity_types, self.event_types)
        return frozenset(
            each.name
            for layer in layers
            for each in layer.values()
            if not each.abstract and self.admits(names, each.name)
        )

    def joined_by(self, relation: RelationType) -> frozenset[tuple[str, str]]:
        """The pairs of head and tail types, abstract ones left out, that a relation type joins."""
        ends = ((self.concrete(heads), self.concrete(tails)) for heads, tails in self.ends_of(relation))
        return frozenset((head, tail) for heads, tails in ends for head in heads for tail in tails)

    def ends_of(self, relation: RelationType) -> tuple[TypePair, ...]:
        """The pairs of types that a relation type joins: its own, else those of the nearest ancestor that has some."""
        for name in self.ancestors(relation.name):
            declaring = relation if name == relation.name else self.relation_types.get(name)
            if declaring and (declaring.pairs or declaring.domain or declaring.range):
                return declaring.pairs or ((declaring.domain, declaring.range),)
        return ()

    def relation_line(self, name: str) -> tuple[RelationType, ...]:
        """A relation type and its ancestors, whose cardinality and algebra hold for its relations too."""
        return tuple(each for line in self.ancestors(name) if (each := self.relation_types.get(line)))

    def roles_of(self, event_type: str) -> tuple[Role, ...]:
        """The roles of an event type, its own first, then those of its ancestors."""
        return self._inherited.roles.get(event_type, ())

    def role_of(self, event_type: str, name: str) -> Role | None:
        """The role of this name that events of a type may fill; None when they may not."""
        return next((role for role in self.roles_of(event_type) if role.name == name), None)

    @cached_property
    def related_types(self) -> frozenset[tuple[str, str]]:
        """The types of head and tail that some relation may join; abstract relation types join nothing."""
        concrete = (each for each in self.relation_types.values() if not each.abstract)
        return frozenset(pair for each in concrete for pair in self.joined_by(each))

    @cached_property
    def pointers(self) -> frozenset[str]:
        """The names of the attributes that may hold the id of an annotation."""
        return frozenset(each.name for one in self.types() for each in one.attributes if each.points)

    def attributes_of(self, name: str) -> tuple[AttributeType, ...]:
        """The attributes of a type, its own first, then those of its ancestors."""
        return self._inherited.attributes.get(name, ())

    def constraints_on(self, name: str) -> tuple[Constraint, ...]:
        """The constraints that hold for annotations of a type."""
        return self._inherited.constraints.get(name, ())

    @cached_property
    def _inherited(self) -> _Inherited:
        names = [each.name for each in self.types()]
        return _Inherited(
            attributes={name: _first_of_each_name(self._line(name), "attributes") for name in names},
            roles={name: _first_of_each_name(self._line(name), "roles") for name in self.event_types},
            constraints={
                name: tuple(each for each in self.constraints if not each.types or self.admits(each.types, name))
                for name in names
            },
        )

    def _line(self, name: str) -> list[LabelType]:
        return [types for each in self.ancestors(name) if (types := self.type_named(each))]

    def attribute_of(self, annotation: Annotation, name: str) -> AttributeType | None:
        """The attribute of this name that an annotation may carry; None when it may not."""
        return next((each for each in self.attributes_of(annotation.type) if each.name == name), None)

    def has_coref(self, annotation: Annotation) -> bool:
        """Whether annotations of this kind take part in coreference: mentions and events, not values."""
        if isinstance(annotation, Relation):
            return False
        declared = self.entity_types.get(annotation.type) if isinstance(annotation, Entity) else None
        return not (declared and declared.is_value)


def _first_of_each_name(line: list[LabelType], part: str) -> tuple[Any, ...]:
    seen: dict[str, Any] = {}
    for each in line:
        for one in getattr(each, part):
            seen.setdefault(one.name, one)
    return tuple(seen.values())
