"""Schemas made of data: they hold together, and forbid nothing of the data that they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.model.annotation import Argument, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.schema.from_data import MOST_VALUES, Seen, with_names
from annotator.schema.judge import judge
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import parse_schema
from annotator.schema.write import schema_text
from tests.examples import examples
from tests.schemas import schemas
from tests.strategies import documents_under


def made(*documents: Document) -> LabelSchema:
    """The schema of some documents, as its file says it."""
    seen = Seen()
    for each in documents:
        seen.add(each)
    assert seen.renamed() == {}
    return parse_schema(schema_text(seen.schema("data", "1.0.0", "Made of data.")), "x.yaml")


@pytest.mark.slow
@examples(60)
@given(st.data())
def test_what_it_is_made_of_keeps_to_it(data: st.DataObject) -> None:
    under = data.draw(schemas())
    documents = data.draw(st.lists(documents_under(under), min_size=1, max_size=3))
    schema = made(*documents)
    for each in documents:
        assert list(judge(replace(each, schema_ref=schema.ref), schema)) == []
    used = {one.type for each in documents for one in each.annotations()}
    assert {each.name for each in schema.types() if not each.definition} == used


TEXT = "Mara Olin leads the Post."
MARA, POST = mention("T1", "PER", TEXT, ((0, 9),)), mention("T2", "ORG", TEXT, ((20, 24),))
LEADS = Relation("R1", "LEADS", "T1", "T2", attributes={"sure": True, "how": ("a", "b")})
EVENT = Event("E1", "Lead", Trigger(((10, 15),), "leads"), (Argument("Who", "T1"),), attributes={"by": "T2", "size": 3})
DOCUMENT = new_document(
    "d", TEXT, entities=by_id([MARA, POST]), relations=by_id([LEADS]), events=by_id([EVENT]), labels={"genre": "news"}
)


def test_ends_fillers_attributes_and_labels_are_those_that_stand_there() -> None:
    schema = made(DOCUMENT)
    leads, lead = schema.relation_types["LEADS"], schema.event_types["Lead"]
    assert (leads.domain, leads.range) == (("PER",), ("ORG",))
    assert [(each.name, each.types, each.min, each.max) for each in lead.roles] == [("Who", ("PER",), 0, None)]
    kinds = {each.name: (each.kind, each.values, each.multiple) for each in (*leads.attributes, *lead.attributes)}
    assert kinds == {
        "sure": ("boolean", (), False),
        "how": ("enumerated", ("a", "b"), True),
        "by": ("reference", (), False),
        "size": ("free", (), False),
    }
    assert schema.labels["genre"].values == ("news",)


def test_a_text_with_many_values_is_free() -> None:
    marked = [replace(MARA, id=f"T{n}", attributes={"id": f"v{n}"}) for n in range(MOST_VALUES + 5)]
    few, many = (made(new_document("d", TEXT, entities=by_id(marked[:count]))) for count in (5, MOST_VALUES + 5))
    assert [each.entity_types["PER"].attributes[0].kind for each in (few, many)] == ["enumerated", "free"]


@pytest.mark.parametrize(
    ("layers", "renamed"),
    [
        ({"entities": "X", "events": "X"}, {"events": {"X": "X_event"}}),
        ({"entities": "X", "relations": "X"}, {"relations": {"X": "X_relation"}}),
        ({"entities": "EVENT"}, {"entities": {"EVENT": "EVENT_entity"}}),
        ({"events": "EVENT"}, {"events": {"EVENT": "EVENT_event"}}),
    ],
)
def test_a_name_that_a_schema_cannot_have_is_another_one(
    layers: dict[str, str], renamed: dict[str, dict[str, str]]
) -> None:
    document = replace(
        DOCUMENT,
        entities=by_id([replace(MARA, type=layers.get("entities", "PER")), POST]),
        relations=by_id([replace(LEADS, type=layers.get("relations", "LEADS"))]),
        events=by_id([replace(EVENT, type=layers.get("events", "Lead"))]),
    )
    seen = Seen()
    seen.add(document)
    assert seen.renamed() == renamed
    schema = made(with_names(document, renamed))
    assert list(judge(replace(with_names(document, renamed), schema_ref=schema.ref), schema)) == []


def test_what_is_named_as_not_labelled_is_known() -> None:
    schema = made(replace(DOCUMENT, incomplete_for=("*/coref", "LOC", "PER/coref")))
    assert schema.entity_types["LOC"].definition
    unconfirmed = replace(DOCUMENT, entities=by_id([replace(MARA, unconfirmed=("level", "type")), POST]))
    assert list(judge(unconfirmed, made(unconfirmed))) == []
