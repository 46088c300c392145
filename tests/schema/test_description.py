"""What `schema show` prints: every type with its definition, and what it is made of."""

from __future__ import annotations

from hypothesis import given

from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.attributes.kinds import KINDS
from annotator.schema.description import as_markdown, as_text
from annotator.schema.label_schema import LabelSchema
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
