"""A schema as brat's configuration files; what brat cannot say is reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from annotator.formats.brat.layer_names import names_in_brat
from annotator.formats.brat.naming import brat_names
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import (
    ANY_ENTITY,
    ANY_EVENT,
    EntityType,
    EventType,
    LabelSchema,
    LabelType,
    RelationType,
    Role,
)

Losses = list[tuple[str, str]]

NO_PLACE = "brat has no place for it"

LABEL_CHARS = 100
"""Up to this length a definition serves as brat's label."""


def configuration_files(schema: LabelSchema) -> tuple[dict[str, str], Losses]:
    """The texts of `annotation.conf`, `visual.conf` and `kb_shortcuts.conf`, and (what, why) of what is lost."""
    names = brat_names(_all_names(schema))
    shared = {name: brat for layer in names_in_brat(schema).values() for name, brat in layer.items() if name != brat}
    losses: Losses = [
        (f"name {name}", f"brat's names have letters, digits, _ and -: {new}")
        for name, new in names.items()
        if name != new
    ]
    losses += [
        (f"name {name}", f"brat has {brat} for both types")
        for name, brat in shared.items()
        if name in schema.event_types
    ]
    losses += _lost_of_shared(schema, shared)
    names |= {name: names[brat] for name, brat in shared.items()}
    losses += _lost(schema)
    dressed = [each for each in schema.types() if each.name not in shared]
    files = {
        "annotation.conf": "\n".join(_annotation_conf(schema, names, losses)) + "\n",
        "visual.conf": "\n".join(_visual_conf(dressed, names)) + "\n",
        "kb_shortcuts.conf": "".join(f"{each.key.upper()}\t{names[each.name]}\n" for each in dressed if each.key),
    }
    return files, losses


def _all_names(schema: LabelSchema) -> Iterator[str]:
    for each in schema.types():
        yield each.name
        yield from (attribute.name for attribute in each.attributes)
        if isinstance(each, EventType):
            yield from (role.name for role in each.roles)


def _lost_of_shared(schema: LabelSchema, shared: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What one of two types of a name in brat has: there both have it, and look as the first does."""
    for name, brat in shared.items():
        one, other = schema.type_named(name), schema.type_named(brat)
        for attribute in {*(one.attributes if one else ())} ^ {*(other.attributes if other else ())}:
            yield f"attribute {attribute.name}", f"brat has it for both types that it calls {brat}"
        for field in ("definition", "key", "color"):
            if getattr(one, field) != getattr(other, field):
                yield f"{field} of {name}", f"brat has one for both types that it calls {brat}"


def _lost(schema: LabelSchema) -> Iterator[tuple[str, str]]:
    for each in schema.types():
        yield from _lost_of(each)
    for name in ("labels", "constraints", "span_rules", "guidelines"):
        if getattr(schema, name):
            yield name, NO_PLACE


def _lost_of(each: LabelType) -> Iterator[tuple[str, str]]:
    yield from ((field, NO_PLACE) for field in ("examples", "counterexamples", "tag") if getattr(each, field))
    if each.definition and not _label(each):
        yield "definition", f"a label of brat is one line of at most {LABEL_CHARS} characters without |"
    if isinstance(each, EntityType) and each.is_value:
        yield "value type", "brat has entities only"
    if isinstance(each, RelationType):
        words = [word for word in ("irreflexive", "acyclic") if getattr(each, word)]
        words += [f"cardinality {each.cardinality}"] if each.cardinality != "N:N" else []
        yield from ((f"{word} relation", "brat does not check it") for word in words)


def _label(each: LabelType) -> str:
    """The definition where it can be brat's label."""
    text = each.definition
    fits = 0 < len(text) <= LABEL_CHARS and text.isprintable() and "|" not in text and text == text.strip()
    return text if fits else ""


def _annotation_conf(schema: LabelSchema, names: Mapping[str, str], losses: Losses) -> Iterator[str]:
    yield "[entities]"
    yield from _tree(schema.entity_types, names, lambda _: [""])
    yield ""
    yield "[relations]"
    yield from _tree(schema.relation_types, names, lambda each: list(_ends(schema, each, names)))
    yield ""
    yield "[events]"
    yield from _tree(schema.event_types, names, lambda each: [", ".join(_roles(schema, each, names, losses))])
    yield ""
    yield "[attributes]"
    yield from _attributes(schema, names, losses)


def _tree(types: Mapping[str, LabelType], names: Mapping[str, str], arguments) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """The types as lines, children below their parent, indented by tabs; a line for each list of arguments."""
    children: dict[str | None, list[LabelType]] = defaultdict(list)
    for each in types.values():
        children[each.parent if each.parent in types else None].append(each)
    waiting = [(each, 0) for each in reversed(children[None])]
    while waiting:
        each, depth = waiting.pop()
        for words in arguments(each):
            mark = "!" if each.abstract else ""
            yield "\t" * depth + mark + names[each.name] + (f"\t{words}" if words else "")
        waiting += [(child, depth + 1) for child in reversed(children[each.name])]


def _ends(schema: LabelSchema, each: RelationType, names: Mapping[str, str]) -> Iterator[str]:
    head, tail = each.head_name or "Arg1", each.tail_name or "Arg2"
    words = "-".join(word for word in ("symmetric", "transitive") if getattr(each, word))
    rule = f", <REL-TYPE>:{words}" if words else ""
    ends = schema.ends_of(each)
    if not ends:
        yield ""
    for heads, tails in ends:
        yield f"{head}:{_types(heads, names)}, {tail}:{_types(tails, names)}{rule}"


def _types(types: tuple[str, ...], names: Mapping[str, str]) -> str:
    words = {ANY_ENTITY: "<ENTITY>", ANY_EVENT: "<EVENT>"}
    return "|".join(words.get(each) or names[each] for each in types)


def _roles(schema: LabelSchema, each: EventType, names: Mapping[str, str], losses: Losses) -> Iterator[str]:
    """The roles, inherited ones too: in brat a type has what its own line says."""
    for role in schema.roles_of(each.name):
        yield f"{names[role.name]}{_count(role, losses)}:{_types(role.types, names)}"


def _count(role: Role, losses: Losses) -> str:
    known = {(1, 1): "", (0, 1): "?", (0, None): "*", (1, None): "+"}
    if (role.min, role.max) in known:
        return known[role.min, role.max]
    if role.max is None:
        losses.append((f"at least {role.min} of {role.name}", "brat has no such count; any number above 0 is allowed"))
        return "+"
    return f"{{{role.min}}}" if role.min == role.max else f"{{{role.min}-{role.max}}}"


def _attributes(schema: LabelSchema, names: Mapping[str, str], losses: Losses) -> Iterator[str]:
    carriers: dict[AttributeType, list[str]] = defaultdict(list)
    for each in schema.types():
        for attribute in each.attributes:
            carriers[attribute].append(each.name)
    layers = {"<ENTITY>": schema.entity_types, "<RELATION>": schema.relation_types, "<EVENT>": schema.event_types}
    for attribute, types in carriers.items():
        if not attribute.listed:
            losses.append((f"attribute {attribute.name}", f"a {attribute.kind} value; brat has lists of words only"))
            continue
        if attribute.required or attribute.default is not None or attribute.multiple:
            losses.append((f"attribute {attribute.name}: required, default or multiple", "brat has no such rule"))
        rest = list(types)
        words = []
        for word, layer in layers.items():
            if layer and set(layer) <= set(rest):
                words.append(word)
                rest = [each for each in rest if each not in layer]
        words += dict.fromkeys(names[each] for each in rest)
        values = f", Value:{'|'.join(attribute.values)}" if attribute.values else ""
        yield f"{names[attribute.name]}\tArg:{'|'.join(words)}{values}"


def _visual_conf(types: Sequence[LabelType], names: Mapping[str, str]) -> Iterator[str]:
    yield "[labels]"
    for each in types:
        label = _label(each)
        if label or names[each.name] != each.name:
            yield f"{names[each.name]} | {label or each.name}"
    yield ""
    yield "[drawing]"
    for each in types:
        if each.color:
            part = "color" if isinstance(each, RelationType) else "bgColor"
            yield f"{names[each.name]}\t{part}:{each.color}"
