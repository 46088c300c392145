"""What of a prediction is suggested: all that the schema admits, and nothing else."""

from __future__ import annotations

from hypothesis import given
from msgspec import structs

from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.schema.judge import judge
from annotator.suggest.admitted import admitted
from tests.examples import examples
from tests.strategies import documents_under
from tests.tui.in_memory import FULL_SCHEMA

TEXT = "Marek left Selm. The Column burnt it."


@examples(50)
@given(documents_under(FULL_SCHEMA))
def test_what_keeps_to_the_schema_is_admitted_whole(document: Document) -> None:
    kept = admitted(document, FULL_SCHEMA)
    assert kept.document == document
    assert kept.left_out == {}


def test_what_the_schema_does_not_admit_is_left_out_and_counted() -> None:
    entities = [
        mention("T1", "PERSON", TEXT, ((0, 5),), attributes={"level": "NAM", "mood": "good"}),
        mention("T2", "CITY", TEXT, ((11, 15),)),
        mention("T3", "ORG", TEXT, ((21, 27),), attributes={"level": "XXX"}),
        Entity("T4", "GPE", ((3, 3),)),
        mention("T5", "DATE", TEXT, ((6, 10),), coref="e:d.T5"),
    ]
    relations = [
        Relation("R1", "MEMBER_OF", "T1", "T3"),
        Relation("R2", "MEMBER_OF", "T3", "T1"),
        Relation("R3", "MEMBER_OF", "T1", "T2"),
        Relation("R4", "OWNS", "T1", "T3"),
    ]
    arguments = (Argument("Agent", "T3"), Argument("Target", "T2"), Argument("Weapon", "T1"), Argument("Target", "T5"))
    events = [
        Event("E1", "Attack", Trigger(((28, 33),), "burnt"), arguments),
        Event("E2", "Party", Trigger(((6, 10),), "left")),
    ]
    document = new_document("d", TEXT, entities=by_id(entities), relations=by_id(relations), events=by_id(events))
    kept = admitted(document, FULL_SCHEMA)
    assert sorted(kept.document.entities) == ["T1", "T3", "T5"]
    assert {each.id: dict(each.attributes) for each in kept.document.entities.values()} == {
        "T1": {"level": "NAM"},
        "T3": {},
        "T5": {},
    }
    assert kept.document.entities["T5"].coref is None
    assert sorted(kept.document.relations) == ["R1"]
    assert [each.role for each in kept.document.events["E1"].arguments] == ["Agent"]
    assert kept.left_out == {
        "attribute ORG/level": 1,
        "attribute PERSON/mood": 1,
        "empty spans": 1,
        "ends of MEMBER_OF": 2,
        "role Attack/Target": 2,
        "role Attack/Weapon": 1,
        "type CITY": 1,
        "type OWNS": 1,
        "type Party": 1,
    }
    legal = structs.replace(kept.document, relations=by_id([]))
    assert {each.code for each in judge(legal, FULL_SCHEMA)} <= {"missing-attribute", "role-min", "no-coref"}
