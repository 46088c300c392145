"""A document under the schema that it is read for: its name, and which end of a symmetric relation is the head."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from msgspec.structs import replace

from annotator.formats.jsonl import Jsonl
from annotator.formats.protocol import STDOUT, Report
from annotator.formats.under_schema import under
from annotator.model.document import Document
from annotator.model.order import mention_keys
from annotator.schema.label_schema import EntityType, LabelSchema, RelationType
from tests.examples import examples
from tests.reaching import reached, reaching
from tests.strategies import flat_documents


def schema_with(*, symmetric: bool) -> LabelSchema:
    types = {name: EntityType(name) for name in ("PERSON", "GPE")}
    near = RelationType("Near", symmetric=symmetric)
    return LabelSchema("mini", "1.0.0", entity_types=types, relation_types={"Near": near})


@reaching(0.2)
@examples(60)
@given(flat_documents())
def test_a_symmetric_relation_begins_with_its_first_end(document: Document) -> None:
    names = {each.type for each in document.relations.values()}
    schema = LabelSchema("mini", "1.0.0", relation_types={name: RelationType(name, symmetric=True) for name in names})
    keys = mention_keys(document)
    changed = under(document, schema)
    reached(document.relations)
    assert changed.schema_ref == "mini@1.0.0"
    for each in changed.relations.values():
        before = document.relations[each.id]
        assert {each.head, each.tail} == {before.head, before.tail}
        assert keys[each.head] <= keys[each.tail]


@pytest.mark.parametrize("schema", [None, schema_with(symmetric=False)])
@examples(20)
@given(document=flat_documents())
def test_other_relations_stay_as_they_are(document: Document, schema: LabelSchema | None) -> None:
    assert under(document, schema).relations == document.relations


@reaching(0.2)
@examples(40)
@given(flat_documents())
def test_records_of_any_format_are_written_so(document: Document) -> None:
    """Whatever a format reads becomes records by one door."""
    names = {each.type for each in document.relations.values()}
    schema = LabelSchema("mini", "1.0.0", relation_types={name: RelationType(name, symmetric=True) for name in names})
    foreign = replace(document, schema_ref=None)
    [line] = (b"".join(content) for _, content in Jsonl().write([foreign], STDOUT, schema, Report()))
    if names:
        reached(names)
    written = {each["id"]: each["head"] for each in orjson.loads(line)["relations"]}
    assert written == {each.id: each.head for each in under(foreign, schema).relations.values()}
