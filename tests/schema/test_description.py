"""What `schema show` prints: every type with its definition, and what it is made of."""

from __future__ import annotations

import pytest
from hypothesis import given

from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.attributes.kinds import KINDS
from annotator.schema.description import as_markdown, as_text
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, Role
from tests.examples import examples
from tests.schemas import schemas


@examples(30)
@given(schemas())
def test_every_type_is_shown_with_its_definition(schema: LabelSchema) -> None:
    text, markdown = as_text(schema), as_markdown(schema)
    assert text.startswith(schema.ref)
    assert markdown.startswith(f"# {schema.ref}\n")
    assert all(f"\n  {each.name}" in text and f"\n| {each.name}" in markdown for each in schema.types())
    assert all(each.definition in text for each in schema.types())


def test_a_form_is_named_and_its_absence_too() -> None:
    free = KINDS["free"]
    assert free.described(AttributeType("name", "free")) == ("free",)
    assert free.described(AttributeType("day", "free", format="date")) == ("date",)


COUNTS = {
    (0, None): "",
    (0, 1): "?",
    (0, 2): " (0 to 2)",
    (1, None): "+",
    (1, 1): " (one)",
    (1, 2): " (1 to 2)",
    (2, None): " (2 to any)",
}
TRAITS = ("transitive", "irreflexive", "acyclic")


def expected(schema: LabelSchema) -> set[str]:
    """How the lines of a schema's relations, triggers and roles begin."""
    relations = {
        f"{', '.join(heads)} {'<->' if each.symmetric else '->'} {', '.join(tails)}"
        for each in schema.relation_types.values()
        for heads, tails in each.pairs or ((each.domain, each.range),)
        if heads
    }
    traits = {
        ", ".join([*(word for word in TRAITS if getattr(each, word)), each.cardinality]).removesuffix(", N:N")
        for each in schema.relation_types.values()
    }
    triggers = {f"likely triggers: {', '.join(each.triggers)}" for each in schema.event_types.values() if each.triggers}
    roles = {
        f"{role.name}{COUNTS[role.min, role.max]}: {', '.join(role.types)}"
        for each in schema.event_types.values()
        for role in each.roles
        if (role.min, role.max) in COUNTS
    }
    return relations | traits - {"N:N"} | triggers | roles


@examples(60)
@given(schemas())
def test_relations_say_what_they_join_and_events_what_they_are_made_of(schema: LabelSchema) -> None:
    shown = [line.strip() for line in as_text(schema).splitlines()]
    assert [each for each in expected(schema) if not any(line.startswith(each) for line in shown)] == []
    assert "N:N" not in shown


@pytest.mark.parametrize(("bounds", "said"), COUNTS.items())
def test_how_many_a_role_takes_is_said(bounds: tuple[int, int | None], said: str) -> None:
    role = Role("Agent", ("ENT",), *bounds)
    schema = LabelSchema("mini", "1.0.0", {"ENT": EntityType("ENT")}, {}, {"Hit": EventType("Hit", roles=(role,))})
    assert f"\n    Agent{said}: ENT\n" in f"{as_text(schema)}\n"
