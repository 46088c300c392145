"""A schema for people: its types with what they mean and what they take, as text or Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import EventType, LabelSchema, LabelType, RelationType, Role


def as_text(schema: LabelSchema) -> str:
    """The schema as indented text."""
    lines = [f"{schema.ref}" + (f": {schema.definition}" if schema.definition else "")]
    for title, types in _sections(schema):
        lines += ["", title]
        for each in types:
            lines.append(f"  {each.name}{_marks(each)}" + (f"  {each.definition}" if each.definition else ""))
            lines += [f"    {line}" for line in _details(each)]
    lines += [line for line in ("", *_rest(schema)) if line or _any_rest(schema)]
    return "\n".join(lines).rstrip("\n") + "\n"


def as_markdown(schema: LabelSchema) -> str:
    """The schema as Markdown, a table a section."""
    lines = [f"# {schema.ref}", *(["", schema.definition] if schema.definition else [])]
    for title, types in _sections(schema):
        lines += ["", f"## {title}", "", "| type | definition | details | yes | no |", "|---|---|---|---|---|"]
        for each in types:
            cells = (
                f"{each.name}{_marks(each)}",
                each.definition,
                "; ".join(_details(each)),
                ", ".join(each.examples),
                ", ".join(each.counterexamples),
            )
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    if _any_rest(schema):
        lines += ["", "## Rules", "", *(f"- {line}" for line in _rest(schema))]
    return "\n".join(lines) + "\n"


def _sections(schema: LabelSchema) -> Iterator[tuple[str, list[LabelType]]]:
    entities = list(schema.entity_types.values())
    parts: list[tuple[str, list[LabelType]]] = [
        ("Entity types", [each for each in entities if not each.is_value]),
        ("Value types", [each for each in entities if each.is_value]),
        ("Relation types", list(schema.relation_types.values())),
        ("Event types", list(schema.event_types.values())),
    ]
    yield from ((title, types) for title, types in parts if types)


def _marks(each: LabelType) -> str:
    words = [*([f"key {each.key}"] if each.key else []), *(["abstract"] if each.abstract else [])]
    words += [f"a kind of {each.parent}"] if each.parent else []
    return f" ({', '.join(words)})" if words else ""


def _details(each: LabelType) -> Iterator[str]:
    if isinstance(each, RelationType):
        arrow = "<->" if each.symmetric else "->"
        for heads, tails in each.pairs or ((each.domain, each.range),):
            if heads:
                yield f"{', '.join(heads)} {arrow} {', '.join(tails)}"
        words = [word for word in ("transitive", "irreflexive", "acyclic") if getattr(each, word)]
        words += [each.cardinality] if each.cardinality != "N:N" else []
        if words:
            yield ", ".join(words)
    if isinstance(each, EventType):
        yield from (f"{role.name}{_count(role)}: {', '.join(role.types)}{_carried(role)}" for role in each.roles)
        if each.triggers:
            yield f"likely triggers: {', '.join(each.triggers)}"
    yield from (f"{attribute.name}: {_attribute(attribute)}" for attribute in each.attributes)


def _count(role: Role) -> str:
    known = {(0, None): "", (0, 1): "?", (1, None): "+", (1, 1): " (one)"}
    return known.get((role.min, role.max), f" ({role.min} to {'any' if role.max is None else role.max})")


def _carried(role: Role) -> str:
    words = (f"{each.attribute} {f'from {each.role}' if each.role else each.value}" for each in role.carries)
    return f" (carries {', '.join(words)})" if role.carries else ""


def _attribute(attribute: AttributeType) -> str:
    kind = "|".join(attribute.described())
    words = [*(["required"] if attribute.required else []), *(["several"] if attribute.multiple else [])]
    words += [f"default {attribute.default}"] if attribute.default is not None else []
    return f"{kind} ({', '.join(words)})" if words else kind


def _any_rest(schema: LabelSchema) -> bool:
    return bool(schema.constraints or schema.labels or schema.span_rules or schema.guidelines)


def _rest(schema: LabelSchema) -> Iterator[str]:
    for each in schema.constraints:
        when, then = (", ".join(map(str, values)) for values in (each.when_in, each.then_in))
        yield f"{each.when} in {{{when}}} => {each.then} in {{{then}}}"
    yield from (f"document label {label.name}: {_attribute(label)}" for label in schema.labels.values())
    yield from (f"spans: {rule}" for rule in schema.span_rules)
    if schema.guidelines:
        yield f"guidelines: {schema.guidelines.file} (sha256 {schema.guidelines.sha256[:12]}...)"
