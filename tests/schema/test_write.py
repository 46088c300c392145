from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.schema.compiled import load_schema
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import parse_schema, read_schema
from annotator.schema.write import quoted, schema_text
from tests.examples import examples
from tests.schemas import schemas
from tests.shared import ROOT


@examples(60)
@given(schemas())
def test_a_written_schema_reads_back_equal(schema: LabelSchema) -> None:
    text = schema_text(schema)
    again = parse_schema(text, "written.yaml")
    assert again == schema
    assert [*again.entity_types] == [*schema.entity_types]
    assert schema_text(again) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_string_survives_quoting(text: str) -> None:
    assert parse_schema(f'name: {quoted(text + "x")}\nversion: "1.0.0"\n', "quoted.yaml").name == text + "x"


@examples(30)
@given(schemas())
def test_the_compiled_form_is_the_schema(tmp_path_factory: pytest.TempPathFactory, schema: LabelSchema) -> None:
    path = tmp_path_factory.mktemp("schema") / "1.0.0.yaml"
    path.write_text(schema_text(schema), "utf-8")
    assert load_schema(path) == schema, "just read"
    assert load_schema(path) == schema, "from the compiled form"


def test_attributes_of_a_whole_layer_are_written_once() -> None:
    schema = read_schema(ROOT / "schema" / "conflict-news" / "2.0.0.yaml")
    text = schema_text(schema)
    assert parse_schema(text, "written.yaml") == schema
    assert text.count("ACTUAL") == schema_text(schema).count("ACTUAL") <= 3
