"""Whether a schema holds together: every name it uses exists, is unambiguous, and nothing goes in circles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from annotator.errors import Finding, Place
from annotator.schema.handwritten.node import MAX_DEPTH, Node
from annotator.schema.label_schema import (
    ANY_ENTITY,
    ANY_EVENT,
    LabelSchema,
    LabelType,
    RelationType,
)
from annotator.schema.lookalike import looks_like, odd_letters, skeleton

HINTED = 300
"""Up to so many types the nearest name is looked for; beyond it takes longer than reading."""

SECTIONS = ("entity_types", "value_types", "relation_types", "event_types")


def faults(schema: LabelSchema, root: Node) -> Iterator[Finding]:
    """Every fault of a schema that was read from this tree."""
    yield from _same_names(root)
    yield from _odd_names(schema, root)
    yield from _parents(schema, root)
    yield from _type_lists(schema, root)
    yield from _same_marks(schema, root)
    yield from _colors(schema, root)
    yield from _attributes(schema, root)
    yield from _constraints(schema, root)


def place_of(root: Node, *path: str) -> Place:
    """Where the key at a path stands, or the nearest thing above it that is there."""
    node, place = root, root.place
    for name in path:
        if not isinstance(node.value, dict) or name not in node.value:
            break
        node, place = node.value[name], node.keys[name]
    return place


def type_place(root: Node, name: str, *path: str) -> Place:
    """Where a type is declared, or something inside its declaration."""
    for section in SECTIONS:
        node = root.value.get(section) if isinstance(root.value, dict) else None
        if node and name in node.keys:
            return place_of(root, section, name, *path)
    return root.place


def _finding(place: Place, path: str, message: str) -> Finding:
    return Finding(place, path, message, "schema")


def _same_names(root: Node) -> Iterator[Finding]:
    seen: dict[str, tuple[str, Place]] = {}
    for section in SECTIONS:
        node = root.value.get(section) if isinstance(root.value, dict) else None
        for name, place in (node.keys if node else {}).items():
            if name in seen:
                other, first = seen[name]
                message = f"the type {name!r} is declared in {other} too, in line {first.line}"
                yield _finding(place, f"{section}.{name}", f"{message}; type names are unique across layers")
            seen.setdefault(name, (section, place))


def _odd_names(schema: LabelSchema, root: Node) -> Iterator[Finding]:
    for each in schema.types():
        if each.name in (ANY_EVENT, ANY_ENTITY, "RELATION", "VALUE"):
            yield _finding(
                type_place(root, each.name), each.name, "this word stands for a whole layer; rename the type"
            )
        names = (each.name, *(role.name for role in getattr(each, "roles", ())))
        for name in (*names, *(attribute.name for attribute in each.attributes)):
            if message := odd_letters(name):
                yield _finding(type_place(root, each.name, "roles", name), each.name, message)
    yield from _lookalikes(schema, root)


def _lookalikes(schema: LabelSchema, root: Node) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for each in schema.types():
        twin = seen.setdefault(skeleton(each.name), each.name)
        if twin != each.name and (message := looks_like(each.name, [twin])):
            yield _finding(type_place(root, each.name), each.name, message)


def _parents(schema: LabelSchema, root: Node) -> Iterator[Finding]:
    depths: dict[str, int] = {}
    for each in schema.types():
        if each.parent is None:
            continue
        place = type_place(root, each.name, "parent")
        if schema.layer_of(each.parent) != schema.layer_of(each.name):
            yield _finding(place, f"{each.name}.parent", _unknown(each.parent, schema, "of the same layer"))
        elif _depth(schema, each, depths) >= CIRCLE:
            message = "the hierarchy goes in a circle; a type cannot be its own parent"
            yield _finding(place, f"{each.name}.parent", message)
        elif depths[each.name] > MAX_DEPTH:
            yield _finding(place, f"{each.name}.parent", f"the hierarchy is more than {MAX_DEPTH} deep; none ever is")


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


def _type_lists(schema: LabelSchema, root: Node) -> Iterator[Finding]:
    for relation in schema.relation_types.values():
        yield from _ends(schema, root, relation)
    for event in schema.event_types.values():
        for role in event.roles:
            place = type_place(root, event.name, "roles", role.name)
            path = f"{event.name}.{role.name}"
            yield from _type_list(schema, place, path, role.types)
            if role.max is not None and role.max < max(role.min, 1):
                yield _finding(place, path, f"max {role.max} is smaller than min {role.min} or 1")


def _ends(schema: LabelSchema, root: Node, relation: RelationType) -> Iterator[Finding]:
    inherits = not (relation.domain or relation.range) and bool(schema.ends_of(relation))
    for side, names in (("domain", relation.domain), ("range", relation.range)):
        place = type_place(root, relation.name, side)
        yield from _type_list(schema, place, f"{relation.name}.{side}", names, relation.abstract or inherits)
    for heads, tails in relation.pairs:
        if not (heads and tails):
            place = type_place(root, relation.name, "pairs")
            yield _finding(place, f"{relation.name}.pairs", "a pair needs a domain and a range, each with types")
    if relation.symmetric and (odd := _one_way(schema, relation)):
        message = (
            f"symmetric, but it leads from {odd[0]} to {odd[1]} and not back; expected the same types at both ends"
        )
        yield _finding(type_place(root, relation.name, "symmetric"), f"{relation.name}.symmetric", message)


def _one_way(schema: LabelSchema, relation: RelationType) -> tuple[str, str] | None:
    """The first types that a relation type joins in one direction only; None when there are none."""
    ends = {(frozenset(heads), frozenset(tails)) for heads, tails in schema.ends_of(relation)}
    if all((tails, heads) in ends for heads, tails in ends):
        return None
    joined = schema.joined_by(relation)
    return min(((head, tail) for head, tail in joined if (tail, head) not in joined), default=None)


def _type_list(
    schema: LabelSchema, place: Place, path: str, names: tuple[str, ...], abstract: bool = False
) -> Iterator[Finding]:
    if not names and not abstract:
        yield _finding(place, path, "missing; expected a list of types")
    for name in names:
        if name not in (ANY_EVENT, ANY_ENTITY) and (schema.layer_of(name) in (None, "relations")):
            yield _finding(place, path, _unknown(name, schema, "of an entity, a value or an event"))


def _unknown(name: str, schema: LabelSchema, kind: str) -> str:
    known = [each.name for each in schema.types()]
    close = get_close_matches(name, known, 1) if len(known) <= HINTED else []
    return f"unknown type {name!r}; expected the name {kind}" + (f"; did you mean {close[0]}?" if close else "")


def _same_marks(schema: LabelSchema, root: Node) -> Iterator[Finding]:
    """Keys and tags are unique among what can be chosen at the same moment: within a layer."""
    for types in (schema.entity_types, schema.relation_types, schema.event_types):
        for mark in ("key", "tag"):
            holders: dict[str, str] = {}
            for each in types.values():
                value = getattr(each, mark)
                place = type_place(root, each.name, mark)
                if value in holders:
                    message = f"{mark} {value!r} is {holders[value]}'s already; expected a {mark} of its own"
                    yield _finding(place, f"{each.name}.{mark}", message)
                if value:
                    holders.setdefault(value, each.name)
                    yield from _mark_shape(place, f"{each.name}.{mark}", mark, value)


_COLOR = re.compile(r"#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6}|[A-Za-z]+")


def _colors(schema: LabelSchema, root: Node) -> Iterator[Finding]:
    for each in schema.types():
        if each.color and not _COLOR.fullmatch(each.color):
            message = f"the color {each.color!r} is not legal; expected a name such as orange, or #RRGGBB"
            yield _finding(type_place(root, each.name, "color"), f"{each.name}.color", message)


def _mark_shape(place: Place, path: str, mark: str, value: str) -> Iterator[Finding]:
    if mark == "key" and not (len(value) == 1 and value.isascii() and value.islower()):
        yield _finding(place, path, f"the key {value!r} is not legal; expected one letter a to z")
    if mark == "tag" and not (len(value) == 3 and value.isascii() and value.isalnum()):
        yield _finding(place, path, f"the tag {value!r} is not legal; expected three letters")


def _attributes(schema: LabelSchema, root: Node) -> Iterator[Finding]:
    owners = [(each.name, attribute) for each in schema.types() for attribute in each.attributes]
    owners += [("labels", attribute) for attribute in schema.labels.values()]
    seen: set[tuple[str, Place]] = set()
    for owner, attribute in owners:
        place = type_place(root, owner, "attributes", attribute.name)
        if place == type_place(root, owner):
            place = place_of(root, "labels" if owner == "labels" else "attributes", attribute.name)
        for message in attribute.declaration_faults():
            if (message, place) not in seen:
                seen.add((message, place))
                yield _finding(place, f"{owner}.{attribute.name}", message)


def _constraints(schema: LabelSchema, root: Node) -> Iterator[Finding]:
    known = {attribute.name: attribute for each in schema.types() for attribute in each.attributes}
    for index, constraint in enumerate(schema.constraints):
        place = place_of(root, "constraints")
        for name in constraint.types:
            if schema.type_named(name) is None:
                yield _finding(place, f"constraints[{index}].for", _unknown(name, schema, "of a type"))
        for name, values in ((constraint.when, constraint.when_in), (constraint.then, constraint.then_in)):
            path = f"constraints[{index}]"
            if name not in known:
                yield _finding(place, path, f"unknown attribute {name!r}; expected one that some type has")
            elif known[name].listed and (odd := [each for each in values if known[name].fault(each)]):
                yield _finding(
                    place, path, f"{odd[0]!r} is no value of {name}; it has {', '.join(known[name].words())}"
                )
