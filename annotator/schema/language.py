"""The schema language: a YAML file read into a `LabelSchema`, every fault named with `file:line:column`.

The shape is that of `schema/conflict-news/*.yaml`. Sections of the file: `name`, `version`, `definition`,
`offset_unit`, `mention_levels`, `span_rules`, `entity_types`, `value_types`, `relation_types`, `event_types`,
`attributes` (each `for` some types or for a whole layer), `constraints`, `labels`, `guidelines`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias, TypeVar

from annotator.errors import Finding, Place, SchemaError
from annotator.schema.attribute_kinds import KINDS
from annotator.schema.fields import Fields, Reader
from annotator.schema.handwritten.yaml_tree import read_tree
from annotator.schema.label_schema import (
    ANY_ENTITY,
    ANY_EVENT,
    AttributeType,
    Constraint,
    EntityType,
    EventType,
    Guidelines,
    LabelSchema,
    RelationType,
    Role,
    TypePair,
)
from annotator.schema.mention_levels import LEVEL
from annotator.schema.schema_check import faults
from annotator.schema.value_forms import FORMS

VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
CARDINALITIES = ("N:N", "N:1", "1:N", "1:1")
FOR_LAYERS = (ANY_ENTITY, "VALUE", "RELATION", ANY_EVENT)
"""What an attribute may be `for` besides type names: all mentions, values, relations or events."""


def read_schema(path: Path | str) -> LabelSchema:
    """The schema of a file.

    Raises:
        SchemaError: the file cannot be read, or something in it is wrong; carries all findings.
    """
    file = str(path)
    try:
        text = Path(path).read_bytes().decode("utf-8")
    except OSError as error:
        raise SchemaError(Finding(Place(file), "", f"cannot be read: {error.strerror}", "unreadable")) from error
    except UnicodeDecodeError as error:
        message = f"not UTF-8: byte {error.start} is {error.object[error.start]:#04x}; expected UTF-8"
        raise SchemaError(Finding(Place(file), "", message, "not-utf-8")) from error
    return parse_schema(text, file)


def parse_schema(text: str, file: str) -> LabelSchema:
    """The schema of a YAML text; `file` is its name in messages.

    Raises:
        SchemaError: something in it is wrong; carries all findings.
    """
    reader = Reader()
    root = read_tree(text, file)
    schema = _schema(reader.fields(root, ""))
    if not reader.findings:
        reader.findings.extend(faults(schema, root))
    if reader.findings:
        raise SchemaError(*sorted(reader.findings, key=lambda each: (each.place.line, each.place.column)))
    return schema


def _schema(top: Fields) -> LabelSchema:
    levels = top.names("mention_levels")
    entities = _types(top, "entity_types", _entity_type)
    values = _types(top, "value_types", _value_type)
    schema = LabelSchema(
        name=top.name("name"),
        version=top.matching("version", VERSION, 'quoted X.Y.Z, as "1.0.0"'),
        definition=top.text("definition"),
        offset_unit=top.one_of("offset_unit", ("unicode_codepoint",), "unicode_codepoint"),
        mention_levels=levels,
        span_rules=top.texts("span_rules"),
        entity_types=entities | values,
        relation_types=_types(top, "relation_types", _relation_type),
        event_types=_types(top, "event_types", _event_type),
        labels={each.name: each for each in _attributes(top, "labels")},
        constraints=tuple(_constraint(fields) for fields in top.mapping_list("constraints")),
        guidelines=_guidelines(top.mapping("guidelines")),
    )
    shared = list(_shared_attributes(top, schema))
    top.done()
    if levels:
        shared.insert(0, (AttributeType(LEVEL, "enumerated", levels), (ANY_ENTITY,)))
    return with_shared_attributes(schema, shared)


SharedAttribute: TypeAlias = tuple[AttributeType, tuple[str, ...]]
"""An attribute and the types or layers that it is for."""


def _shared_attributes(top: Fields, schema: LabelSchema) -> Iterator[SharedAttribute]:
    for name, fields in top.mappings("attributes"):
        names = fields.names("for")
        if not names:
            fields.fault("for", f"missing; expected types or one of {', '.join(FOR_LAYERS)}")
        fields.each_known("for", names, (*FOR_LAYERS, *(each.name for each in schema.types())))
        attribute = _attribute(fields, name)
        fields.done()
        yield attribute, names


Typed = TypeVar("Typed", EntityType, RelationType, EventType)


def _types(top: Fields, section: str, read: Callable[[str, Fields], Typed]) -> dict[str, Typed]:
    found: dict[str, Typed] = {}
    for name, fields in top.mappings(section):
        found[name] = read(name, fields)
        fields.done()
    return found


def _entity_type(name: str, fields: Fields) -> EntityType:
    return EntityType(
        name=name,
        definition=fields.text("definition"),
        parent=fields.text("parent") or None,
        abstract=fields.flag("abstract"),
        attributes=_attributes(fields),
        key=fields.text("key"),
        tag=fields.text("tag"),
        color=fields.text("color"),
        examples=fields.texts("examples"),
        counterexamples=fields.texts("counterexamples"),
        merged_from=fields.names("merged_from"),
    )


def _value_type(name: str, fields: Fields) -> EntityType:
    return replace(_entity_type(name, fields), is_value=True)


def _relation_type(name: str, fields: Fields) -> RelationType:
    pairs = tuple(_pair(each) for each in fields.mapping_list("pairs"))
    domain, range_ = fields.names("domain"), fields.names("range")
    if pairs and (domain or range_):
        fields.fault("pairs", "a domain or range besides the pairs; expected either pairs or domain and range")
    return RelationType(
        name=name,
        domain=domain or _all_of(heads for heads, _ in pairs),
        range=range_ or _all_of(tails for _, tails in pairs),
        pairs=pairs,
        head_name=fields.text("head_name"),
        tail_name=fields.text("tail_name"),
        definition=fields.text("definition"),
        parent=fields.text("parent") or None,
        abstract=fields.flag("abstract"),
        symmetric=fields.flag("symmetric"),
        transitive=fields.flag("transitive"),
        irreflexive=fields.flag("irreflexive"),
        acyclic=fields.flag("acyclic"),
        cardinality=fields.one_of("cardinality", CARDINALITIES, "N:N"),
        attributes=_attributes(fields),
        key=fields.text("key"),
        tag=fields.text("tag"),
        color=fields.text("color"),
        examples=fields.texts("examples"),
        counterexamples=fields.texts("counterexamples"),
        merged_from=fields.names("merged_from"),
    )


def _pair(fields: Fields) -> TypePair:
    pair = fields.names("domain"), fields.names("range")
    fields.done()
    return pair


def _all_of(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))


def _event_type(name: str, fields: Fields) -> EventType:
    return EventType(
        name=name,
        definition=fields.text("definition"),
        parent=fields.text("parent") or None,
        abstract=fields.flag("abstract"),
        roles=tuple(_role(role, each) for role, each in fields.mappings("roles")),
        attributes=_attributes(fields),
        key=fields.text("key"),
        tag=fields.text("tag"),
        color=fields.text("color"),
        examples=fields.texts("examples"),
        counterexamples=fields.texts("counterexamples"),
        merged_from=fields.names("merged_from"),
    )


def _role(name: str, fields: Fields) -> Role:
    role = Role(
        name=name,
        types=fields.names("types"),
        min=fields.count("min") or 0,
        max=fields.count("max"),
        definition=fields.text("definition"),
    )
    fields.done()
    return role


def _attributes(fields: Fields, section: str = "attributes") -> tuple[AttributeType, ...]:
    found = []
    for name, each in fields.mappings(section):
        found.append(_attribute(each, name))
        each.done()
    return tuple(found)


def _attribute(fields: Fields, name: str) -> AttributeType:
    values = fields.names("values")
    return AttributeType(
        name=name,
        kind=fields.one_of("kind", tuple(KINDS), "enumerated" if values else "free"),
        values=values,
        required=fields.flag("required"),
        default=fields.value("default"),
        to=fields.one_of("to", ("entity", "event", ""), ""),  # type: ignore[arg-type]
        multiple=fields.flag("multiple"),
        definition=fields.text("definition"),
        format=fields.one_of("format", ("", *FORMS), ""),
    )


def _constraint(fields: Fields) -> Constraint:
    when, then = fields.mapping("when"), fields.mapping("then")
    constraint = Constraint(
        when=when.text("attribute") if when else "",
        when_in=when.values("in") if when else (),
        then=then.text("attribute") if then else "",
        then_in=then.values("in") if then else (),
        types=fields.names("for"),
    )
    if not (constraint.when and constraint.when_in and constraint.then and constraint.then_in):
        fields.fault("", "expected {when: {attribute: ..., in: [...]}, then: {attribute: ..., in: [...]}}")
    for part in filter(None, (fields, when, then)):
        part.done()
    return constraint


def _guidelines(fields: Fields | None) -> Guidelines | None:
    if fields is None:
        return None
    found = Guidelines(fields.text("file"), fields.text("sha256"))
    fields.done()
    return found


def with_shared_attributes(schema: LabelSchema, shared: Sequence[SharedAttribute]) -> LabelSchema:
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
