"""The identity of a schema's content: another for what makes labels legal or not, the same for how it looks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.identity import schema_identity
from annotator.schema.label_schema import Constraint, EntityType, EventType, LabelSchema, RelationType, Role
from annotator.schema.language import parse_schema
from annotator.schema.write import schema_text
from tests.examples import examples
from tests.schemas import schemas

SCHEMA = LabelSchema(
    "mini",
    "1.0.0",
    {"A": EntityType("A", attributes=(AttributeType("a", values=("x", "y")),)), "B": EntityType("B")},
    {"R": RelationType("R", ("A",), ("B",))},
    {"E": EventType("E", roles=(Role("Who", ("A",)),))},
)


@examples(40)
@given(schemas(), st.data())
def test_looks_are_no_part_of_it(schema: LabelSchema, data: st.DataObject) -> None:
    assert schema_identity(parse_schema(schema_text(schema), "again.yaml")) == schema_identity(schema)
    looks = {"definition": "else", "key": "", "tag": "", "color": "", "examples": ("else",)}
    dressed = {name: replace(each, **looks) for name, each in schema.entity_types.items()}  # type: ignore[arg-type]
    changed = replace(schema, entity_types=dressed, definition=data.draw(st.text()), span_rules=())
    assert schema_identity(changed) == schema_identity(schema)


@pytest.mark.parametrize(
    "changed",
    [
        replace(SCHEMA, version="1.0.1"),
        replace(SCHEMA, entity_types={"A": SCHEMA.entity_types["A"]}),
        replace(SCHEMA, entity_types={**SCHEMA.entity_types, "B": EntityType("B", parent="A")}),
        replace(SCHEMA, entity_types={**SCHEMA.entity_types, "B": EntityType("B", is_value=True)}),
        replace(SCHEMA, relation_types={"R": RelationType("R", ("A",), ("B",), cardinality="N:1")}),
        replace(SCHEMA, relation_types={"R": RelationType("R", ("A",), ("A",))}),
        replace(SCHEMA, event_types={"E": EventType("E", roles=(Role("Who", ("A",), min=1),))}),
        replace(SCHEMA, labels={"l": AttributeType("l", values=("x",))}),
        replace(SCHEMA, constraints=(Constraint("a", ("x",), "a", ("x",)),)),
    ],
)
def test_whatever_makes_a_label_legal_is_part_of_it(changed: LabelSchema) -> None:
    assert schema_identity(changed) != schema_identity(SCHEMA)
