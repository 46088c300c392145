"""The JSON Schema of the record says what the declaration says: it takes what is written, and no unknown key."""

from __future__ import annotations

from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given

from annotator.datasets.json_schema import record_schema
from annotator.model.canonical import record_of, to_plain
from annotator.model.document import Document
from tests.examples import examples
from tests.strategies import documents


@pytest.mark.slow
@examples(30)
@given(documents())
def test_every_record_is_valid(document: Document) -> None:
    jsonschema.validate(to_plain(record_of(document)), record_schema())


@pytest.mark.parametrize(
    "more",
    [
        {"entitys": []},
        {"text": None},
        {"schema": "mini"},
        {"schema": "a@1.0.0\n"},
        {"text_sha256": "0" * 63},
        {"labels": {"a": []}},
        {"labels": {"": "a"}},
        {"entities": [{"id": "T1", "type": "A", "spans": [[0]]}]},
        {"entities": [{"id": "", "type": "A", "spans": [[0, 1]]}]},
        {"extractor": {"name": "x", "unplaced": [{"layer": "mentions", "type": "A", "text": "a", "reason": "b"}]}},
    ],
)
def test_what_the_declaration_refuses_is_invalid(more: dict[str, Any]) -> None:
    jsonschema.validate({"id": "d"}, record_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"id": "d"} | more, record_schema())


def test_no_key_may_be_null_and_none_has_a_default() -> None:
    def parts(schema: Any) -> list[Any]:
        inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
        return [schema, *(part for each in inner for part in parts(each))]

    objects = [part for part in parts(record_schema()) if isinstance(part, dict)]
    assert not [part for part in objects if part.get("type") == "null" or "default" in part]
