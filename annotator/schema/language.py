"""The schema language: a YAML file read into a `LabelSchema`, every fault named with `file:line:column`.

The shape is that of `schema/conflict-news/*.yaml`. `SchemaFile` declares the sections, `annotator.schema.label_schema`
what stands in them, `annotator.schema.schema_check` says whether it holds together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Annotated, ClassVar, Literal, TypeAlias, TypeVar

from annotator.errors import Finding, SchemaError
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.handwritten.declared import ByName, Declared
from annotator.schema.handwritten.file_kind import FileKind
from annotator.schema.handwritten.node import Node
from annotator.schema.handwritten.values import Name, NameList, SingleValues, Texts, Version
from annotator.schema.handwritten.yaml_tree import yaml_tree
from annotator.schema.label_schema import (
    ANY_ENTITY,
    ANY_EVENT,
    Constraint,
    EntityType,
    EventType,
    Guidelines,
    LabelSchema,
    RelationType,
)
from annotator.schema.mention_levels import LEVEL
from annotator.schema.schema_check import faults

FOR_LAYERS = (ANY_ENTITY, "VALUE", "RELATION", ANY_EVENT)
"""What an attribute may be `for` besides type names: all mentions, values, relations or events."""


@dataclass(frozen=True, slots=True)
class SharedAttribute(AttributeType):
    """An attribute that several types have, or a whole layer."""

    names_in_file: ClassVar = {"types": "for"}

    types: NameList = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Side(Declared):
    """One side of a constraint: an attribute, and the values of which it has one."""

    names_in_file: ClassVar = {"values": "in"}

    attribute: Name
    values: SingleValues


@dataclass(frozen=True, slots=True)
class ConstraintRule(Declared):
    """A rule between attributes of one annotation; without `for` it holds for all types."""

    names_in_file: ClassVar = {"types": "for"}

    when: Side
    then: Side
    types: NameList = ()


@dataclass(frozen=True, slots=True)
class SchemaFile(Declared):
    """What may be labelled: a file `X.Y.Z.yaml`."""

    name: Name
    version: Version
    definition: str = ""
    offset_unit: Literal["unicode_codepoint"] = "unicode_codepoint"
    guidelines: Guidelines | None = None
    mention_levels: NameList = ()
    span_rules: Texts = ()
    entity_types: Annotated[tuple[EntityType, ...], ByName()] = ()
    value_types: Annotated[tuple[EntityType, ...], ByName()] = ()
    relation_types: Annotated[tuple[RelationType, ...], ByName()] = ()
    event_types: Annotated[tuple[EventType, ...], ByName()] = ()
    attributes: Annotated[tuple[SharedAttribute, ...], ByName()] = ()
    constraints: tuple[ConstraintRule, ...] = ()
    labels: Annotated[tuple[AttributeType, ...], ByName()] = ()


def read_schema(path: Path | str) -> LabelSchema:
    """The schema of a file.

    Raises:
        SchemaError: the file cannot be read, or something in it is wrong; carries all findings.
    """
    return schema_of(SCHEMA_FILE.read(path))


def parse_schema(text: str, file: str) -> LabelSchema:
    """The schema of a YAML text; `file` is its name in messages.

    Raises:
        SchemaError: something in it is wrong; carries all findings.
    """
    return schema_of(SCHEMA_FILE.parse(text, file))


def schema_of(file: SchemaFile) -> LabelSchema:
    """The schema that a file says."""
    values = (replace(each, is_value=True) for each in file.value_types)
    schema = LabelSchema(
        name=file.name,
        version=file.version,
        entity_types={each.name: each for each in (*file.entity_types, *values)},
        relation_types={each.name: _with_ends(each) for each in file.relation_types},
        event_types={each.name: each for each in file.event_types},
        labels={each.name: each for each in file.labels},
        constraints=tuple(
            Constraint(each.when.attribute, each.when.values, each.then.attribute, each.then.values, each.types)
            for each in file.constraints
        ),
        mention_levels=file.mention_levels,
        span_rules=file.span_rules,
        definition=file.definition,
        guidelines=file.guidelines,
        offset_unit=file.offset_unit,
    )
    level = AttributeType(LEVEL, "enumerated", file.mention_levels), (ANY_ENTITY,)
    shared = [(_plain_attribute(each), each.types) for each in file.attributes]
    return with_shared_attributes(schema, [level, *shared] if file.mention_levels else shared)


def _with_ends(relation: RelationType) -> RelationType:
    """A relation type with pairs has all their types, all in all."""
    return replace(
        relation,
        domain=relation.domain or tuple(dict.fromkeys(name for heads, _ in relation.pairs for name in heads)),
        range=relation.range or tuple(dict.fromkeys(name for _, tails in relation.pairs for name in tails)),
    )


def _plain_attribute(attribute: SharedAttribute) -> AttributeType:
    return AttributeType(**{each.name: getattr(attribute, each.name) for each in fields(AttributeType)})


def _faults(file: SchemaFile, root: Node) -> Iterable[Finding]:
    return faults(schema_of(file), root)


SCHEMA_FILE = FileKind(
    title="A schema: what may be labelled",
    declaration=SchemaFile,
    tree=yaml_tree,
    error=SchemaError,
    code="schema",
    meaning=_faults,
)

Attributed: TypeAlias = tuple[AttributeType, tuple[str, ...]]
"""An attribute and the types or layers that it is for."""

Typed = TypeVar("Typed", EntityType, RelationType, EventType)


def with_shared_attributes(schema: LabelSchema, shared: Sequence[Attributed]) -> LabelSchema:
    """The schema with these attributes after each type's own, where they are for it and it has none of the name."""

    def complete(each: Typed, layer: str) -> Typed:
        own = {attribute.name for attribute in each.attributes}
        more = (attribute for attribute, names in shared if layer in names or each.name in names)
        return replace(each, attributes=each.attributes + tuple(one for one in more if one.name not in own))

    return replace(
        schema,
        entity_types={
            name: complete(each, "VALUE" if each.is_value else ANY_ENTITY) for name, each in schema.entity_types.items()
        },
        relation_types={name: complete(each, "RELATION") for name, each in schema.relation_types.items()},
        event_types={name: complete(each, ANY_EVENT) for name, each in schema.event_types.items()},
    )
