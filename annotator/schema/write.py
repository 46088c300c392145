"""A schema as the text of a schema file; reading it gives an equal schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from annotator.model.annotation import Value
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import Constraint, EntityType, EventType, LabelSchema, LabelType, RelationType, Role
from annotator.schema.language import with_shared_attributes
from annotator.schema.mention_levels import LEVEL

Lines = Iterator[str]
Shared = tuple[AttributeType, tuple[str, ...]]


def schema_text(schema: LabelSchema) -> str:
    """The YAML text of a schema: every string quoted, attributes that whole layers share written once."""
    bare, shared = _factored(schema)
    return "\n".join(_document(bare, shared)) + "\n"


def quoted(text: str) -> str:
    """A string as YAML's double-quoted scalar."""
    return '"' + "".join(_character(each) for each in text) + '"'


def _character(character: str) -> str:
    code = ord(character)
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    if character == "\n":
        return "\\n"
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def _document(schema: LabelSchema, shared: Iterable[Shared]) -> Lines:
    yield f"name: {quoted(schema.name)}"
    yield f"version: {quoted(schema.version)}"
    if schema.definition:
        yield f"definition: {quoted(schema.definition)}"
    yield f"offset_unit: {quoted(schema.offset_unit)}"
    if schema.guidelines:
        yield f"guidelines: {_flow({'file': schema.guidelines.file, 'sha256': schema.guidelines.sha256})}"
    if schema.mention_levels:
        yield f"mention_levels: {_flow(schema.mention_levels)}"
    yield from _listed("span_rules", schema.span_rules)
    sections: dict[str, list[LabelType]] = {
        "entity_types": [each for each in schema.entity_types.values() if not each.is_value],
        "value_types": [each for each in schema.entity_types.values() if each.is_value],
        "relation_types": list(schema.relation_types.values()),
        "event_types": list(schema.event_types.values()),
    }
    for name, types in sections.items():
        if types:
            yield f"{name}:"
            for each in types:
                yield from _type(each)
    yield from _mapping("attributes", {each.name: _attribute(each) | {"for": names} for each, names in shared})
    yield from _mapping("labels", {each.name: _attribute(each) for each in schema.labels.values()})
    if schema.constraints:
        yield "constraints:"
        yield from (f"  - {_flow(_constraint(each))}" for each in schema.constraints)


def _listed(name: str, texts: Iterable[str]) -> Lines:
    lines = list(texts)
    if lines:
        yield f"{name}:"
        yield from (f"  - {quoted(each)}" for each in lines)


def _mapping(name: str, content: Mapping[str, object], indent: str = "") -> Lines:
    if content:
        yield f"{indent}{name}:"
        yield from (f"{indent}  {_key(key)}: {_flow(value)}" for key, value in content.items())


_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) and name.lower() not in _WORDS else quoted(name)


def _flow(value: object) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(str(key))}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def _type(each: LabelType) -> Lines:
    fields: dict[str, object] = {name: value for name in ("definition", "parent") if (value := getattr(each, name))}
    if each.abstract:
        fields["abstract"] = True
    if isinstance(each, RelationType):
        fields |= _relation_fields(each)
    fields |= {
        name: value
        for name in ("key", "tag", "color", "examples", "counterexamples", "merged_from", "triggers")
        if (value := getattr(each, name, ()))
    }
    roles = each.roles if isinstance(each, EventType) else ()
    if not roles and not each.attributes:
        yield f"  {_key(each.name)}: {_flow(fields)}"
        return
    yield f"  {_key(each.name)}:"
    yield from (f"    {key}: {_flow(value)}" for key, value in fields.items())
    yield from _mapping("roles", {role.name: _role(role) for role in roles}, "    ")
    yield from _mapping("attributes", {one.name: _attribute(one) for one in each.attributes}, "    ")


def _relation_fields(relation: RelationType) -> dict[str, object]:
    fields: dict[str, object] = {}
    if relation.pairs:
        fields["pairs"] = [{"domain": heads, "range": tails} for heads, tails in relation.pairs]
    else:
        fields |= {"domain": relation.domain, "range": relation.range}
    fields |= {name: True for name in ("symmetric", "transitive", "irreflexive", "acyclic") if getattr(relation, name)}
    fields |= {name: value for name in ("head_name", "tail_name") if (value := getattr(relation, name))}
    return fields | ({"cardinality": relation.cardinality} if relation.cardinality != "N:N" else {})


def _role(role: Role) -> dict[str, object]:
    fields: dict[str, object] = {"types": role.types}
    fields |= {"min": role.min} if role.min else {}
    fields |= {"max": role.max} if role.max is not None else {}
    fields |= {"carries": {each.attribute: each.written for each in role.carries}} if role.carries else {}
    return fields | ({"definition": role.definition} if role.definition else {})


def _attribute(attribute: AttributeType) -> dict[str, object]:
    fields: dict[str, object] = {"kind": attribute.kind}
    fields |= {
        name: value
        for name in ("values", "required", "to", "format", "multiple")
        if (value := getattr(attribute, name))
    }
    fields |= {"default": attribute.default} if attribute.default is not None else {}
    fields |= {"letters": dict(attribute.letters)} if attribute.letters else {}
    return fields | ({"definition": attribute.definition} if attribute.definition else {})


def _constraint(constraint: Constraint) -> dict[str, object]:
    def side(name: str, values: tuple[Value, ...]) -> dict[str, object]:
        return {"attribute": name, "in": values}

    fields: dict[str, object] = {
        "when": side(constraint.when, constraint.when_in),
        "then": side(constraint.then, constraint.then_in),
    }
    return fields | ({"for": constraint.types} if constraint.types else {})


def _factored(schema: LabelSchema) -> tuple[LabelSchema, list[Shared]]:
    """The schema with attributes that end the list of every type of a layer taken out, and those attributes.

    Where putting them back would not give the schema again, everything stays with its type.
    """
    layers: dict[str, list[LabelType]] = {
        "ENTITY": [each for each in schema.entity_types.values() if not each.is_value],
        "VALUE": [each for each in schema.entity_types.values() if each.is_value],
        "RELATION": list(schema.relation_types.values()),
        "EVENT": list(schema.event_types.values()),
    }
    shared: dict[str, tuple[AttributeType, list[str]]] = {}
    bare = schema
    for layer, types in layers.items():
        common = _common_end(types) if len(types) > 1 or schema.mention_levels else ()
        bare = _without_end(bare, layer, len(common))
        for attribute in common:
            if attribute.name == LEVEL and layer == "ENTITY" and schema.mention_levels:
                continue
            shared.setdefault(attribute.name, (attribute, []))[1].append(layer)
    shared_attributes = [(attribute, tuple(names)) for attribute, names in shared.values()]
    level = (AttributeType(LEVEL, "enumerated", schema.mention_levels), ("ENTITY",))
    again = with_shared_attributes(bare, [level, *shared_attributes] if schema.mention_levels else shared_attributes)
    return (bare, shared_attributes) if again == schema else (schema, [])


def _common_end(types: list[LabelType]) -> tuple[AttributeType, ...]:
    if not types:
        return ()
    shortest = min(len(each.attributes) for each in types)
    for length in range(shortest, 0, -1):
        ends = {each.attributes[-length:] for each in types}
        if len(ends) == 1:
            return ends.pop()
    return ()


def _without_end(schema: LabelSchema, layer: str, count: int) -> LabelSchema:
    def shortened(each: EntityType | RelationType | EventType, layer_name: str) -> LabelType:
        if layer_name != layer or not count:
            return each
        return replace(each, attributes=each.attributes[:-count])

    def section(types: Mapping[str, LabelType], names: Mapping[bool, str]) -> dict[str, LabelType]:
        return {name: shortened(each, names[getattr(each, "is_value", False)]) for name, each in types.items()}

    return replace(
        schema,
        entity_types=section(schema.entity_types, {False: "ENTITY", True: "VALUE"}),  # type: ignore[arg-type]
        relation_types=section(schema.relation_types, {False: "RELATION"}),  # type: ignore[arg-type]
        event_types=section(schema.event_types, {False: "EVENT"}),  # type: ignore[arg-type]
    )
