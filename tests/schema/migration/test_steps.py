"""What each kind of step does to documents, by small examples; the table of a migration, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotator.datasets.record_bytes import document_bytes
from annotator.datasets.release.undecided import unreleasable
from annotator.errors import SchemaError
from annotator.model.annotation import Argument, Event, Relation, Trigger, mention
from annotator.model.document import Document, by_id, new_document
from annotator.schema.migration.answers import Answer
from annotator.schema.migration.chain import SchemaFolder
from annotator.schema.migration.engine import Migrated, migrate
from annotator.schema.migration.reading import parse_migration

TEXT = "The Column and the Guard hit a truck with a mortar near Selm."

OLD = """
name: "mini"
version: "1.0.0"
entity_types: {PERSON: {}, ORG: {}, WEAPON: {}, VEHICLE: {}, GPE: {}, JUNK: {}}
relation_types:
  LEADS: {domain: ["PERSON"], range: ["ORG"]}
  JOINS: {domain: ["PERSON"], range: ["ORG"], attributes: {since: {kind: "free"}}}
  HURTS: {domain: ["ORG"], range: ["ORG", "JUNK"]}
event_types:
  Hit:
    roles: {Agent: {types: ["ORG"]}, Means: {types: ["WEAPON", "VEHICLE", "JUNK"]}, Old: {types: ["GPE"]}}
    attributes: {mood: {values: ["bad", "good"]}, colour: {kind: "free"}}
labels: {genre: {values: ["news"]}}
"""

NEW = """
name: "mini"
version: "2.0.0"
entity_types: {PERSON: {}, GROUP: {}, FORCE: {}, THING: {}, GPE: {}}
relation_types:
  HOLDS:
    domain: ["PERSON"]
    range: ["GROUP", "FORCE"]
    attributes: {post: {values: ["leader", "member"], required: true}, since: {kind: "free"}}
  HURTS: {domain: ["GROUP"], range: ["GROUP"]}
event_types:
  Hit:
    roles: {Attacker: {types: ["GROUP", "FORCE"]}, Means: {types: ["THING"]}, Place: {types: ["GPE"]}}
    attributes: {mood: {values: ["sour", "good"]}, realis: {values: ["ACTUAL", "OTHER"], required: true}}
"""

MIGRATION = """
schema: "mini"
from: "1.0.0"
to: "2.0.0"
steps:
  - split_type:
      from: "ORG"
      to: ["GROUP", "FORCE"]
      question: "kind of organisation"
      propose:
        - {give: {type: "FORCE"}, words: ["guard"]}
      otherwise: "GROUP"
  - merge_types: {from: ["WEAPON", "VEHICLE"], to: "THING"}
  - merge_types: {from: ["LEADS", "JOINS"], to: "HOLDS", back: {LEADS: {post: ["leader"]}, JOINS: {post: ["member"]}}}
  - ask:
      types: ["HOLDS"]
      attributes: ["post"]
      question: "post"
      propose:
        - {give: {post: "leader"}, was: ["LEADS"]}
        - {give: {post: "member"}, was: ["JOINS"]}
      written: true
  - rename_role: {types: ["Hit"], from: "Agent", to: "Attacker"}
  - rename_value: {types: ["Hit"], attribute: "mood", from: "bad", to: "sour"}
  - drop_type: {types: ["JUNK"]}
  - drop_role: {types: ["Hit"], role: "Old"}
  - drop_attribute: {types: ["Hit"], attribute: "colour"}
  - ask: {types: ["EVENT"], attributes: ["realis"], question: "realis", otherwise: {realis: "ACTUAL"}}
  - tighten: {types: ["HURTS"]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> SchemaFolder:
    (tmp_path / "1.0.0.yaml").write_text(OLD, "utf-8")
    (tmp_path / "2.0.0.yaml").write_text(NEW, "utf-8")
    (tmp_path / "migrate-1.0.0-to-2.0.0.yaml").write_text(MIGRATION, "utf-8")
    return SchemaFolder(tmp_path)


def at(word: str) -> tuple[tuple[int, int], ...]:
    start = TEXT.index(word)
    return ((start, start + len(word)),)


def document(*more: Any, **fields: Any) -> Document:
    entities = [
        mention("T1", "ORG", TEXT, at("Column"), coref="e:column"),
        mention("T2", "ORG", TEXT, at("Guard")),
        mention("T3", "VEHICLE", TEXT, at("truck")),
        mention("T4", "WEAPON", TEXT, at("mortar")),
        mention("T5", "GPE", TEXT, at("Selm")),
        mention("T6", "PERSON", TEXT, at("The")),
        mention("T7", "JUNK", TEXT, at("near")),
    ]
    event = Event(
        "E1",
        "Hit",
        Trigger(at("hit"), "hit"),
        (Argument("Agent", "T1"), Argument("Means", "T4"), Argument("Means", "T7"), Argument("Old", "T5")),
        {"mood": "bad", "colour": "red"},
    )
    relations = [Relation("R1", "LEADS", "T6", "T1"), Relation("R2", "HURTS", "T1", "T2"), *more]
    return new_document(
        "d",
        TEXT,
        schema_ref="mini@1.0.0",
        entities=by_id(entities),
        events=by_id([event]),
        relations=by_id(relations),
        **fields,
    )


def to_2(folder: SchemaFolder, *answers: Answer, given: Document | None = None) -> Migrated:
    return migrate([given or document()], folder, "2.0.0", answers)


def lost(result: Migrated) -> dict[str, str]:
    return {each.what: each.annotation for each in result.losses}


def test_a_split_proposes_and_waits(folder: SchemaFolder) -> None:
    (after,) = to_2(folder).documents
    column, guard = after.entities["T1"], after.entities["T2"]
    assert (column.type, column.unconfirmed, column.was) == ("GROUP", ("type",), {"type": "ORG"})
    assert (guard.type, guard.unconfirmed) == ("FORCE", ("type",))
    asked = {each.id for each in to_2(folder).questions if each.question == "kind of organisation"}
    assert asked == {"e:column", "T2"}


def test_a_merger_keeps_was_and_asks_for_nothing(folder: SchemaFolder) -> None:
    (after,) = to_2(folder).documents
    assert [(after.entities[each].type, after.entities[each].was) for each in ("T3", "T4")] == [
        ("THING", {"type": "VEHICLE"}),
        ("THING", {"type": "WEAPON"}),
    ]


def test_a_merger_removes_what_is_there_twice_and_says_so(folder: SchemaFolder) -> None:
    twin = mention("T8", "WEAPON", TEXT, at("truck"), note="the same words")
    given = document()
    event = replace(given.events["E1"], arguments=(Argument("Means", "T3"), Argument("Means", "T8")))
    given = replace(given, entities=given.entities.set("T8", twin), events=given.events.set("E1", event))
    result = to_2(folder, given=given)
    (after,) = result.documents
    assert "T8" not in after.entities
    assert [each.target for each in after.events["E1"].arguments] == ["T3"]
    assert after.entities["T3"].note == "the same words"
    assert lost(result)["THING twice"] == "T8"


def test_duplicates_that_were_there_before_stay(folder: SchemaFolder) -> None:
    given = document()
    given = replace(given, entities=given.entities.set("T8", mention("T8", "VEHICLE", TEXT, at("truck"))))
    assert "T8" in to_2(folder, given=given).documents[0].entities


def test_relations_that_a_merger_brings_together_are_named(folder: SchemaFolder) -> None:
    result = to_2(folder, given=document(Relation("R3", "JOINS", "T6", "T1")))
    assert result.collisions == (("d", "R1", "R3"),)
    assert {each.attributes["post"] for each in result.documents[0].relations.values() if each.type == "HOLDS"} == {
        "leader",
        "member",
    }


def test_relations_that_say_the_same_after_a_merger_are_one(folder: SchemaFolder) -> None:
    (folder.path / "migrate-1.0.0-to-2.0.0.yaml").write_text(
        MIGRATION.replace('"member"}, was', '"leader"}, was'), "utf-8"
    )
    result = to_2(folder, given=document(Relation("R3", "JOINS", "T6", "T1")))
    assert "R3" not in result.documents[0].relations
    assert lost(result)["HOLDS twice"] == "R3"


def test_a_required_attribute_of_a_merger_is_proposed_by_what_was(folder: SchemaFolder) -> None:
    (after,) = to_2(folder).documents
    relation = after.relations["R1"]
    assert (relation.attributes, relation.unconfirmed, relation.was) == (
        {"post": "leader"},
        ("post",),
        {"type": "LEADS"},
    )


def test_a_form_is_shown_and_never_written(folder: SchemaFolder) -> None:
    result = to_2(folder)
    event = result.documents[0].events["E1"]
    assert "realis" not in event.attributes
    question = next(each for each in result.questions if each.question == "realis")
    assert question.proposal == {"realis": "ACTUAL"}
    assert question.choices == {"realis": ("ACTUAL", "OTHER")}
    assert question.context.startswith("The Column and the Guard [hit] a truck")


def test_renamed_values_and_roles_and_dropped_parts(folder: SchemaFolder) -> None:
    result = to_2(folder)
    event = result.documents[0].events["E1"]
    assert event.attributes == {"mood": "sour"}
    assert {(each.role, each.target) for each in event.arguments} == {("Attacker", "T1"), ("Means", "T4")}
    assert lost(result) == {
        "JUNK annotation": "T7",
        "Hit/Means argument": "E1",
        "Hit/Old argument": "E1",
        "Hit/colour": "E1",
    }
    assert {each.annotation: each.content for each in result.losses}["T7"] == {
        "id": "T7",
        "type": "JUNK",
        "spans": [[51, 55]],
        "text": "near",
        "attributes": {},
    }


ANSWERS = (
    Answer("kind of organisation", "d", "e:column", "GROUP"),
    Answer("kind of organisation", "d", "T2", "FORCE"),
    Answer("post", "d", "R1", "member"),
    Answer("realis", "d", "E1", {"realis": "OTHER"}),
)


def test_what_breaks_a_stricter_rule_is_asked_after_the_answers(folder: SchemaFolder) -> None:
    assert to_2(folder).violators == (), "it waits for the types"
    result = to_2(folder, *ANSWERS)
    ((where, breach),) = result.violators
    assert (where, breach.annotation_id, breach.code) == ("d", "R2", "range")
    (question,) = result.questions
    assert (question.question, question.id, question.choices) == ("violation", "R2", {"decision": ("remove",)})
    already_committed = to_2(folder, *ANSWERS, Answer("violation", "d", "R2", "remove"))
    assert already_committed.questions == ()
    assert "R2" not in already_committed.documents[0].relations
    assert lost(already_committed)["HURTS annotation"] == "R2"
    again = migrate(already_committed.documents, folder, "2.0.0", [*ANSWERS, Answer("violation", "d", "R2", "remove")])
    assert (again.documents, again.questions, again.unused) == (already_committed.documents, (), ())


def test_only_the_argument_that_breaks_a_rule_is_removed(folder: SchemaFolder) -> None:
    given = document()
    event = replace(given.events["E1"], arguments=(*given.events["E1"].arguments, Argument("Means", "T5")))
    given = replace(given, events=given.events.set("E1", event))
    asked = to_2(folder, *ANSWERS, given=given)
    assert {(each.question, each.id) for each in asked.questions} == {("violation", "E1"), ("violation", "R2")}
    (after,) = to_2(folder, *ANSWERS, Answer("violation", "d", "E1", "remove"), given=given).documents
    left = {(each.role, each.target) for each in after.events["E1"].arguments}
    assert left == {("Attacker", "T1"), ("Means", "T4")}


def test_a_release_refuses_what_is_pending(folder: SchemaFolder) -> None:
    pending = [str(each) for each in unreleasable(to_2(folder).documents)]
    assert len(pending) == 4
    assert "document 'd': entities[1].unconfirmed: T1: not confirmed: type; decide, then release" in pending
    assert list(unreleasable(to_2(folder, *ANSWERS).documents)) == []


def test_coverage_follows_names_and_grows(folder: SchemaFolder) -> None:
    given = document(incomplete_for=("*/coref", "Hit/Agent", "JUNK", "ORG", "WEAPON"))
    (after,) = to_2(folder, given=given).documents
    assert set(after.incomplete_for) == {"*/coref", "FORCE", "GROUP", "Hit/Attacker", "Hit/Place", "THING"}
    assert after.meta == {"migrated": {"2.0.0": ["Hit/Place"]}}


def test_the_way_back_asks_what_nothing_tells(folder: SchemaFolder) -> None:
    (after,) = to_2(folder, *ANSWERS, Answer("violation", "d", "R2", "remove")).documents
    fresh = replace(after, entities=after.entities.set("T3", replace(after.entities["T3"], was=None)))
    down = migrate([fresh], folder, "1.0.0")
    assert down.documents[0].entities["T4"].type == "WEAPON", "`was` says so"
    assert down.documents[0].relations["R1"].type == "JOINS", "its post says so, whatever it was"
    (question,) = down.questions
    assert (question.id, question.choices) == ("T3", {"type": ("WEAPON", "VEHICLE")})
    told = migrate([fresh], folder, "1.0.0", [Answer(question.question, "d", "T3", "VEHICLE")])
    assert told.questions == ()
    assert told.documents[0].entities["T3"] == document().entities["T3"]


def test_unanswered_it_comes_back_but_for_what_was_dropped(folder: SchemaFolder) -> None:
    plain = document()
    event = replace(plain.events["E1"], arguments=plain.events["E1"].arguments[:2], attributes={"mood": "bad"})
    plain = replace(plain, entities=plain.entities.delete("T7"), events=plain.events.set("E1", event))
    down = migrate(to_2(folder, given=plain).documents, folder, "1.0.0")
    assert document_bytes(down.documents[0]) == document_bytes(plain)


def test_without_a_migration_a_major_step_is_refused_and_a_minor_one_is_not(folder: SchemaFolder) -> None:
    (folder.path / "migrate-1.0.0-to-2.0.0.yaml").unlink()
    with pytest.raises(SchemaError, match=r"no migration from 1\.0\.0 to 2\.0\.0"):
        to_2(folder)
    more = OLD.replace('version: "1.0.0"', 'version: "1.1.0"').replace("JUNK: {}", "JUNK: {}, EXTRA: {}")
    (folder.path / "1.1.0.yaml").write_text(more, "utf-8")
    (after,) = migrate([document()], folder, "1.1.0").documents
    assert (after.schema_ref, after.incomplete_for) == ("mini@1.1.0", ("EXTRA",))


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ("  - rename_type: {from: A}\n", "missing; expected the key 'to'"),
        ("  - rename_type: {from: A, to: B}\n    drop_type: {types: [A]}\n", "a second operation"),
        ("  - {}\n", "no operation"),
        ("  - split_type: {from: A, to: [B, C], question: q, otherwise: D}\n", "'D' is none of the new types"),
        (
            "  - split_type: {from: A, to: [B, C], question: q, propose: [{give: {typ: B}}]}\n",
            "'typ' is not asked; did you mean type",
        ),
        ("  - ask: {types: [A], attributes: [x], question: q, writen: true}\n", "did you mean written?"),
    ],
)
def test_a_wrong_migration_is_refused_with_its_place(steps: str, words: str) -> None:
    text = 'schema: "mini"\nfrom: "1.0.0"\nto: "2.0.0"\nsteps:\n' + steps
    with pytest.raises(SchemaError, match=words) as caught:
        parse_migration(text, "migrate.yaml")
    assert caught.value.findings[0].place.line >= 5
