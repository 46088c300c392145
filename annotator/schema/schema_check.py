"""Whether a schema holds together: every name it uses exists, is unambiguous, and nothing goes in circles."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.errors import Finding, did_you_mean, nearest
from annotator.schema.attribute_check import attribute_faults
from annotator.schema.carried import Carried
from annotator.schema.handwritten.node import MAX_DEPTH, Node, Steps
from annotator.schema.label_schema import ANY_ENTITY, ANY_EVENT, EventType, LabelSchema, LabelType, RelationType, Role
from annotator.schema.lookalike import looks_like, odd_letters, skeleton
from annotator.schema.schema_places import SECTIONS, SchemaPlaces

LAYER_WORDS = (ANY_ENTITY, "VALUE", "RELATION", ANY_EVENT)
"""Words that stand for a whole layer where an attribute says which types it is for."""


def faults(schema: LabelSchema, root: Node) -> Iterator[Finding]:
    """Every fault of a schema that was read from this tree."""
    places = SchemaPlaces(root)
    yield from _same_names(places)
    yield from _odd_names(schema, places)
    yield from _parents(schema, places)
    yield from _ends(schema, places)
    yield from _roles(schema, places)
    yield from _same_marks(schema, places)
    yield from _shared_attributes(schema, places)
    yield from attribute_faults(schema, places)
    yield from _constraint_types(schema, places)


def _same_names(places: SchemaPlaces) -> Iterator[Finding]:
    seen: dict[str, tuple[str, int]] = {}
    for section in SECTIONS:
        node = places.root.child(section)
        for name, place in (node.keys if node else {}).items():
            if name in seen:
                other, line = seen[name]
                message = f"the type {name!r} is declared in {other} too, in line {line}"
                yield places.at_key((section, name), f"{message}; type names are unique across layers")
            seen.setdefault(name, (section, place.line))


def _odd_names(schema: LabelSchema, places: SchemaPlaces) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for each in schema.types():
        steps = places.of_type(each)
        if each.name in LAYER_WORDS:
            yield places.at_key(steps, "this word stands for a whole layer; rename the type")
        named = [(steps, each.name)]
        named += [((*steps, "roles", role.name), role.name) for role in getattr(each, "roles", ())]
        named += [(places.of_attribute(each, one.name), one.name) for one in each.attributes]
        for way, name in named:
            if message := odd_letters(name):
                yield places.at_key(way, message)
        twin = seen.setdefault(skeleton(each.name), each.name)
        if twin != each.name and (message := looks_like(each.name, [twin])):
            yield places.at_key(steps, message)


def _parents(schema: LabelSchema, places: SchemaPlaces) -> Iterator[Finding]:
    depths: dict[str, int] = {}
    for each in schema.types():
        if each.parent is None:
            continue
        steps = (*places.of_type(each), "parent")
        if schema.layer_of(each.parent) != schema.layer_of(each.name):
            yield places.at_value(steps, _unknown(each.parent, schema, "of the same layer"))
        elif _depth(schema, each, depths) >= CIRCLE:
            yield places.at_value(steps, "the hierarchy goes in a circle; a type cannot be its own parent")
        elif depths[each.name] > MAX_DEPTH:
            yield places.at_value(steps, f"the hierarchy is more than {MAX_DEPTH} deep; none ever is")


CIRCLE = 1 << 30
"""The depth of a type whose parents go in a circle."""


def _depth(schema: LabelSchema, each: LabelType, known: dict[str, int]) -> int:
    """How many parents a type has above it; every type on the way up is remembered."""
    trail: dict[str, None] = {}
    here: LabelType | None = each
    while here is not None and here.name not in known and here.name not in trail:
        trail[here.name] = None
        here = schema.type_named(here.parent) if here.parent else None
    if here is None:
        depth = -1
    elif here.name in known:
        depth = known[here.name]
    else:
        way = list(trail)
        start = way.index(here.name)
        # Types that only lead into a circle are not on it.
        known.update(dict.fromkeys(way[:start], 0) | dict.fromkeys(way[start:], CIRCLE))
        return known[each.name]
    for name in reversed(trail):
        depth = depth + 1 if depth < CIRCLE else 0
        known[name] = depth
    return known[each.name]


def _roles(schema: LabelSchema, places: SchemaPlaces) -> Iterator[Finding]:
    for event in schema.event_types.values():
        for role in event.roles:
            steps = (*places.of_type(event), "roles", role.name)
            yield from _type_list(schema, places, (*steps, "types"), role.types)
            if role.max is not None and role.max < max(role.min, 1):
                yield places.at_value((*steps, "max"), f"max {role.max} is smaller than min {role.min} or 1")
            for carried in role.carries:
                if message := _carried_fault(schema, event, role, carried):
                    yield places.at_value((*steps, "carries", carried.attribute), message)


def _carried_fault(schema: LabelSchema, event: EventType, role: Role, carried: Carried) -> str:
    """Why an attribute cannot be carried over to what fills a role; "" when it can."""
    fillers = schema.concrete(role.types)
    own = [each for name in sorted(fillers) for each in schema.attributes_of(name) if each.name == carried.attribute]
    if not own:
        known = dict.fromkeys(each.name for name in sorted(fillers) for each in schema.attributes_of(name))
        hint = did_you_mean(carried.attribute, known, "expected an attribute of a type that fills the role")
        return f"nothing that fills {role.name} has an attribute {carried.attribute!r}; {hint}"
    if not carried.role:
        assert carried.value is not None
        return next((fault for each in own if (fault := each.fault(carried.value))), "")
    roles = [each.name for each in schema.roles_of(event.name)]
    if carried.role not in roles:
        return f"{event.name} has no role {carried.role!r}; {did_you_mean(carried.role, roles)}"
    return "" if all(each.points for each in own) else f"{carried.attribute} holds no annotation; expected a value"


def _ends(schema: LabelSchema, places: SchemaPlaces) -> Iterator[Finding]:
    for relation in schema.relation_types.values():
        steps = places.of_type(relation)
        if relation.pairs:
            yield from _pairs(schema, places, relation)
        else:
            inherits = not (relation.domain or relation.range) and bool(schema.ends_of(relation))
            for side, names in (("domain", relation.domain), ("range", relation.range)):
                yield from _type_list(schema, places, (*steps, side), names, relation.abstract or inherits)
        if relation.symmetric and (odd := _one_way(schema, relation)):
            message = f"symmetric, but it leads from {odd[0]} to {odd[1]} and not back"
            yield places.at_key((*steps, "symmetric"), f"{message}; expected the same types at both ends")


def _pairs(schema: LabelSchema, places: SchemaPlaces, relation: RelationType) -> Iterator[Finding]:
    steps = places.of_type(relation)
    if places.is_there((*steps, "domain")) or places.is_there((*steps, "range")):
        message = "a domain or range besides the pairs; expected either pairs or domain and range"
        yield places.at_key((*steps, "pairs"), message)
    for index, pair in enumerate(relation.pairs):
        for side, names in zip(("domain", "range"), pair, strict=True):
            yield from _type_list(schema, places, (*steps, "pairs", index, side), names)


def _one_way(schema: LabelSchema, relation: RelationType) -> tuple[str, str] | None:
    """The first types that a relation type joins in one direction only; None when there are none."""
    ends = {(frozenset(heads), frozenset(tails)) for heads, tails in schema.ends_of(relation)}
    if all((tails, heads) in ends for heads, tails in ends):
        return None
    joined = schema.joined_by(relation)
    return min(((head, tail) for head, tail in joined if (tail, head) not in joined), default=None)


def _type_list(
    schema: LabelSchema, places: SchemaPlaces, steps: Steps, names: tuple[str, ...], abstract: bool = False
) -> Iterator[Finding]:
    if not names and not abstract:
        yield places.at_key(steps, "missing; expected a list of types")
    for index, name in enumerate(names):
        if name not in (ANY_EVENT, ANY_ENTITY) and (schema.layer_of(name) in (None, "relations")):
            yield places.at_value((*steps, index), _unknown(name, schema, "of an entity, a value or an event"))


def _unknown(name: str, schema: LabelSchema, kind: str) -> str:
    meant = nearest(name, [each.name for each in schema.types()])
    return f"unknown type {name!r}; expected the name {kind}" + (f"; did you mean {meant}?" if meant else "")


def _same_marks(schema: LabelSchema, places: SchemaPlaces) -> Iterator[Finding]:
    """Keys and tags are unique among what can be chosen at the same moment: within a layer."""
    for types in (schema.entity_types, schema.relation_types, schema.event_types):
        for mark in ("key", "tag"):
            holders: dict[str, str] = {}
            for each in types.values():
                value = getattr(each, mark)
                if value in holders:
                    message = f"{mark} {value!r} is {holders[value]}'s already; expected a {mark} of its own"
                    yield places.at_value((*places.of_type(each), mark), message)
                if value:
                    holders.setdefault(value, each.name)


def _shared_attributes(schema: LabelSchema, places: SchemaPlaces) -> Iterator[Finding]:
    section = places.root.child("attributes")
    known = (*LAYER_WORDS, *(each.name for each in schema.types()))
    for attribute, body in section.inner() if section else ():
        names = body.child("for")
        if names is not None and not names.value:
            message = f"no types; expected types or one of {', '.join(LAYER_WORDS)}"
            yield places.at_key(("attributes", attribute, "for"), message)
        for index, node in names.inner() if names else ():
            if node.value not in known:
                message = _unknown(str(node.value), schema, f"of a type or one of {', '.join(LAYER_WORDS)}")
                yield places.at_value(("attributes", attribute, "for", index), message)


def _constraint_types(schema: LabelSchema, places: SchemaPlaces) -> Iterator[Finding]:
    for index, constraint in enumerate(schema.constraints):
        for position, name in enumerate(constraint.types):
            if schema.type_named(name) is None:
                yield places.at_value(("constraints", index, "for", position), _unknown(name, schema, "of a type"))
