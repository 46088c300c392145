"""Hypothesis strategies for schemas that hold together, and for migrations that can be taken back exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.attributes.kinds import KINDS
from annotator.schema.attributes.value_forms import FORMS
from annotator.schema.carried import Carried
from annotator.schema.label_schema import (
    ANY_ENTITY,
    ANY_EVENT,
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
from annotator.schema.migration.operations import (
    Migration,
    Operation,
    RenameAttribute,
    RenameRole,
    RenameType,
    RenameValue,
)

WORDS = ("", "a word", 'quoted "words" \\ and: #more', "two\nlines", "ä 漢 🚀", "NO", "1.10", "\u2028 \x85 \x1b")
COLORS = ("", "orange", "#12aBcd", "#fff")
RARELY = st.sampled_from([False, False, False, True])

Names: TypeAlias = tuple[str, ...]


@st.composite
def schemas(draw: DrawFn) -> LabelSchema:
    """A schema with everything the language has."""
    entity_names = draw(_names("ENT", 1, 4))
    value_names = draw(_names("VAL", 0, 2))
    event_names = draw(_names("Evt.", 0, 3))
    relation_names = draw(_names("REL", 0, 3))
    fillers = [*entity_names, *value_names, *event_names, ANY_ENTITY, *([ANY_EVENT] if event_names else [])]
    levels = draw(st.sampled_from([(), ("NAM", "NOM")]))
    entities = {
        name: draw(_entity(name, entity_names[:index], is_value=False)) for index, name in enumerate(entity_names)
    }
    if levels:
        level = AttributeType(LEVEL, "enumerated", levels)
        entities = {name: replace(each, attributes=(*each.attributes, level)) for name, each in entities.items()}
    entities |= {name: draw(_entity(name, [], is_value=True)) for name in value_names}
    events = {name: draw(_event(name, event_names[:index], fillers)) for index, name in enumerate(event_names)}
    relations = {
        name: draw(_relation(name, relation_names[:index], fillers)) for index, name in enumerate(relation_names)
    }
    schema = LabelSchema(
        name=draw(st.sampled_from(["mini", "no", "news-2"])),
        version=draw(st.sampled_from(["1.0.0", "1.10.0", "0.0.1"])),
        entity_types=_marked(draw, entities),
        relation_types=_marked(draw, relations),
        event_types=_marked(draw, events),
        labels={name: draw(any_attribute(name)) for name in draw(_names("label", 0, 2))},
        mention_levels=levels,
        span_rules=tuple(draw(st.lists(st.sampled_from(WORDS[1:]), max_size=2))),
        definition=draw(st.sampled_from(WORDS)),
        guidelines=draw(st.none() | st.just(Guidelines("guidelines.md", "0" * 64))),
    )
    schema = draw(_carrying(schema))
    return replace(schema, constraints=draw(_constraints(schema)))


def _names(prefix: str, least: int, most: int) -> SearchStrategy[list[str]]:
    suffixes = st.sampled_from(["A", "B", "C", "_D", "5", "-f"])
    return st.lists(suffixes, min_size=least, max_size=most, unique=True).map(
        lambda found: [f"{prefix}{each}" for each in found]
    )


def _marked(draw: DrawFn, types: dict[str, Any]) -> dict[str, Any]:
    keys = draw(st.permutations("abcdefgh"))
    return {
        name: replace(
            each,
            key=keys[index] if draw(st.booleans()) else "",
            tag=f"T{index}X" if draw(st.booleans()) else "",
            color=draw(st.sampled_from(COLORS)),
            definition=draw(st.sampled_from(WORDS)),
            examples=tuple(draw(st.lists(st.sampled_from(WORDS[1:]), max_size=1))),
        )
        for index, (name, each) in enumerate(types.items())
    }


@st.composite
def any_attribute(draw: DrawFn, name: str) -> AttributeType:
    kind = draw(st.sampled_from(sorted(KINDS)))
    values = draw(st.sampled_from([("a", "b"), ("x", "NO", "1.0")])) if kind in ("enumerated", "reference") else ()
    return AttributeType(
        name,
        kind,
        values,
        required=draw(st.booleans()),
        default=draw(st.sampled_from([None, *values])) if kind == "enumerated" else None,
        to=draw(st.sampled_from(["", "entity", "event"])) if kind == "reference" else "",
        multiple=draw(st.booleans()) if kind != "boolean" else False,
        format=draw(st.sampled_from(["", "", *FORMS])) if kind == "free" else "",
        letters=tuple(zip(values, draw(st.permutations("nxz")), strict=False))[: draw(st.integers(0, 3))],
    )


def _attributes() -> SearchStrategy[tuple[AttributeType, ...]]:
    names = st.lists(st.sampled_from(["status", "kind", "near"]), max_size=2, unique=True)
    return names.flatmap(lambda found: st.tuples(*(any_attribute(name) for name in found)))


@st.composite
def _entity(draw: DrawFn, name: str, parents: Sequence[str], *, is_value: bool) -> EntityType:
    parent = draw(st.sampled_from([None, *parents]))
    return EntityType(name, parent=parent, is_value=is_value, abstract=draw(RARELY), attributes=draw(_attributes()))


@st.composite
def _event(draw: DrawFn, name: str, parents: Sequence[str], fillers: Sequence[str]) -> EventType:
    roles = [draw(_role(each, fillers)) for each in draw(_names("Role", 0, 3))]
    return EventType(
        name,
        parent=draw(st.sampled_from([None, *parents])),
        abstract=draw(RARELY),
        roles=tuple(roles),
        attributes=draw(_attributes()),
        triggers=draw(st.sampled_from([(), ("attack*", "hit back", "État"), ("no",)])),
    )


@st.composite
def _carrying(draw: DrawFn, schema: LabelSchema) -> LabelSchema:
    """The schema with attributes that some roles carry over to their fillers."""
    events = {
        name: replace(
            each, roles=tuple(replace(role, carries=draw(_carries(schema, name, role))) for role in each.roles)
        )
        for name, each in schema.event_types.items()
    }
    return replace(schema, event_types=events)


def _with(draw: DrawFn, schema: LabelSchema, event: str, role: Role) -> Role:
    return replace(role, carries=draw(_carries(schema, event, role)))


@st.composite
def _carries(draw: DrawFn, schema: LabelSchema, event: str, role: Role) -> tuple[Carried, ...]:
    own: dict[str, list[AttributeType]] = {}
    for filler in sorted(schema.concrete(role.types)):
        for attribute in schema.attributes_of(filler):
            own.setdefault(attribute.name, []).append(attribute)
    legal: list[Carried] = []
    for name, attributes in own.items():
        if all(each.points for each in attributes):
            legal += [Carried(name, role=each.name) for each in schema.roles_of(event)[:1]]
        elif all(each.kind == "enumerated" for each in attributes):
            common = set.intersection(*(set(each.values) for each in attributes))
            legal += [Carried(name, value) for value in sorted(common)[:1]]
    return tuple(draw(st.lists(st.sampled_from(legal), max_size=2, unique=True))) if legal else ()


@st.composite
def _role(draw: DrawFn, name: str, fillers: Sequence[str]) -> Role:
    least = draw(st.sampled_from([0, 0, 1]))
    return Role(name, draw(_type_list(fillers)), least, draw(st.sampled_from([None, max(least, 1), 3])))


def _type_list(fillers: Sequence[str]) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(fillers), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def _relation(draw: DrawFn, name: str, parents: Sequence[str], fillers: Sequence[str]) -> RelationType:
    parent = draw(st.sampled_from([None, *parents]))
    # A symmetric one with inherited ends may inherit ends that differ.
    inherits = parent is not None and draw(st.booleans())
    symmetric = not inherits and draw(st.booleans())
    pairs, heads, tails = ((), (), ()) if inherits else draw(_ends(fillers, symmetric=symmetric))
    return RelationType(
        name,
        heads,
        tails,
        parent=parent,
        abstract=draw(RARELY),
        symmetric=symmetric,
        transitive=draw(st.booleans()),
        irreflexive=draw(st.booleans()),
        acyclic=draw(st.booleans()),
        cardinality=draw(st.sampled_from(["N:N", "N:1", "1:N", "1:1"])),
        pairs=pairs,
        head_name=draw(st.sampled_from(["", "Whole"])),
        attributes=draw(_attributes()),
    )


@st.composite
def _ends(draw: DrawFn, fillers: Sequence[str], *, symmetric: bool) -> tuple[tuple[TypePair, ...], Names, Names]:
    """Pairs, domain and range; those of a symmetric relation lead both ways."""
    if draw(st.booleans()):
        heads = draw(_type_list(fillers))
        return (), heads, heads if symmetric else draw(_type_list(fillers))
    pairs = draw(st.lists(st.tuples(_type_list(fillers), _type_list(fillers)), min_size=2, max_size=2))
    if symmetric:
        pairs = list(dict.fromkeys([*pairs, *((tails, heads) for heads, tails in pairs)]))
    heads, tails = (tuple(dict.fromkeys(each for pair in pairs for each in pair[side])) for side in (0, 1))
    return tuple(pairs), heads, tails


@st.composite
def _constraints(draw: DrawFn, schema: LabelSchema) -> tuple[Constraint, ...]:
    declared = [each for one in schema.types() for each in one.attributes]
    names = {each.name for each in declared} - {each.name for each in declared if each.kind != "enumerated"}
    if len(names) < 2 or draw(st.booleans()):
        return ()
    when, then = draw(st.permutations(sorted(names)))[:2]
    shared = [set.intersection(*(set(each.values) for each in declared if each.name == name)) for name in (when, then)]
    if not all(shared):
        return ()
    holders = [
        each.name
        for each in schema.types()
        if {when, then} <= {one.name for one in each.attributes if one.kind == "enumerated"}
    ]
    types = draw(st.lists(st.sampled_from(holders), max_size=2, unique=True)) if holders else []
    return (Constraint(when, (min(shared[0]),), then, (min(shared[1]),), tuple(types)),)


@st.composite
def renamings(draw: DrawFn, old: LabelSchema) -> tuple[LabelSchema, Migration]:
    """A new version of a schema in which only names differ, and the migration there; every step can be taken back."""
    new = old
    steps: list[Operation] = []
    for _ in range(draw(st.integers(0, 5))):
        made = draw(_renaming(new, len(steps)))
        if made is not None:
            new, step = made
            steps.append(step)
    new = replace(new, version="2.0.0")
    return new, Migration(old.name, old.version, new.version, tuple(steps))


@st.composite
def _renaming(draw: DrawFn, schema: LabelSchema, number: int) -> tuple[LabelSchema, Operation] | None:
    kind = draw(st.sampled_from(["type", "role", "attribute", "value"]))
    each = draw(st.sampled_from(sorted(schema.types(), key=lambda one: one.name)))
    if kind == "type":
        return _with_type_renamed(schema, each.name, f"New{number}"), RenameType(each.name, f"New{number}")
    if kind == "role" and isinstance(each, EventType) and each.roles:
        role = draw(st.sampled_from(each.roles))
        roles = tuple(replace(one, name=f"NewRole{number}") if one is role else one for one in each.roles)
        changed = _with_type(schema, replace(each, roles=roles))
        holders = (name for name in schema.event_types if any(one is role for one in schema.roles_of(name)))
        return changed, RenameRole(tuple(holders), role.name, f"NewRole{number}")
    own = [one for one in each.attributes if one.name != LEVEL]
    children = any(one.parent == each.name for one in schema.types())
    if not own or children or schema.constraints:
        return None
    attribute = draw(st.sampled_from(own))
    if any(one.name == attribute.name for one in schema.attributes_of(each.parent or "")):
        return None
    if kind == "attribute":
        made = replace(attribute, name=f"new{number}")
        step: Operation = RenameAttribute((each.name,), attribute.name, made.name)
    elif kind == "value" and attribute.kind == "enumerated":
        value = draw(st.sampled_from(attribute.values))
        values = tuple(f"new{number}" if one == value else one for one in attribute.values)
        default = f"new{number}" if attribute.default == value else attribute.default
        made = replace(attribute, values=values, default=default)
        step = RenameValue((each.name,), attribute.name, value, f"new{number}")
    else:
        return None
    attributes = tuple(made if one is attribute else one for one in each.attributes)
    return _with_type(schema, replace(each, attributes=attributes)), step


def _with_type(schema: LabelSchema, each: Any) -> LabelSchema:
    section = {"entities": "entity_types", "relations": "relation_types", "events": "event_types"}[
        schema.layer_of(each.name) or "entities"
    ]
    changed: dict[str, Any] = {section: {**getattr(schema, section), each.name: each}}
    return replace(schema, **changed)


def _with_type_renamed(schema: LabelSchema, old: str, new: str) -> LabelSchema:
    def names(types: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if each == old else each for each in types)

    def renamed(each: Any) -> Any:
        each = replace(
            each, name=new if each.name == old else each.name, parent=new if each.parent == old else each.parent
        )
        if isinstance(each, RelationType):
            pairs = tuple((names(heads), names(tails)) for heads, tails in each.pairs)
            return replace(each, domain=names(each.domain), range=names(each.range), pairs=pairs)
        if isinstance(each, EventType):
            return replace(each, roles=tuple(replace(role, types=names(role.types)) for role in each.roles))
        return each

    sections: dict[str, Any] = {
        name: {(after := renamed(each)).name: after for each in getattr(schema, name).values()}
        for name in ("entity_types", "relation_types", "event_types")
    }
    constraints = tuple(replace(each, types=names(each.types)) for each in schema.constraints)
    return replace(schema, **sections, constraints=constraints)
