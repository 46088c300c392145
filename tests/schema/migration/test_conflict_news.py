"""The bundled gold of 1.0.0, migrated with answers, is the gold that was made at 2.0.0, for what 1.x could say."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.datasets.record_bytes import document_bytes
from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.document import Document
from annotator.schema.judge import judge
from annotator.schema.language import read_schema
from annotator.schema.migration.answers import Answer, read_answers
from annotator.schema.migration.chain import SchemaFolder
from annotator.schema.migration.engine import Migrated, migrate
from annotator.schema.migration.operations import TYPE
from tests.shared import ROOT

FOLDER = SchemaFolder(ROOT / "schema" / "conflict-news", cache(read_schema))
GOLD = ROOT / "datasets" / "conflict-news-sample"


@cache
def gold(version: str) -> tuple[Document, ...]:
    return tuple(read_documents(GOLD / f"gold-{version}.jsonl"))


@cache
def unanswered() -> Migrated:
    return migrate(gold("1.0.0"), FOLDER, "2.0.0")


@cache
def answers() -> tuple[Answer, ...]:
    """What the people who made the gold of 2.0.0 decided, question by question."""
    made = {document.id: document for document in gold("2.0.0")}
    found = []
    for question in unanswered().questions:
        document, annotation_id = question.mentions[0]
        annotation = made[document].find(annotation_id)
        assert annotation is not None
        values = {part: annotation.type if part == TYPE else annotation.attributes[part] for part in question.parts}
        decision: Any = values if len(values) > 1 else next(iter(values.values()))
        found.append(Answer(question.question, question.document, question.id, decision, "mira", "2026-11-21"))
    return tuple(found)


@cache
def answered() -> Migrated:
    return migrate(gold("1.0.0"), FOLDER, "2.0.0", answers())


@pytest.mark.slow
def test_there_are_questions_of_every_kind_and_one_an_entity() -> None:
    asked = {each.question for each in unanswered().questions}
    assert asked == {"organisation", "utterance", "claim", "position", "status", "kind of backing"}
    organisations = [each.id for each in unanswered().questions if each.question == "organisation"]
    assert len(organisations) == len(set(organisations))
    assert all(each.startswith("e:") for each in organisations)
    assert max(len(each.mentions) for each in unanswered().questions) > 5


def test_migrated_with_answers_it_is_the_gold_made_at_2_for_what_1_could_say() -> None:
    made = {document.id: document for document in gold("2.0.0")}
    old = {document.id: document for document in gold("1.0.0")}
    for document in answered().documents:
        for annotation in document.annotations():
            twin = made[document.id].find(annotation.id)
            assert twin is not None
            before = old[document.id].find(annotation.id)
            assert before is not None
            assert said(annotation, annotation, before) == said(twin, annotation, before)


def said(annotation: Annotation, migrated: Annotation, before: Annotation) -> Any:
    """What of an annotation version 1 could say, or a question asked: roles that were there, attributes that are."""
    attributes = {name: annotation.attributes.get(name) for name in migrated.attributes if name != "polarity"}
    if isinstance(annotation, Entity):
        return annotation.type, annotation.spans, annotation.coref, attributes
    if isinstance(annotation, Relation):
        return annotation.type, annotation.head, annotation.tail, attributes
    assert isinstance(migrated, Event)
    assert isinstance(before, Event)
    roles = {each.role for each in migrated.arguments}
    targets = {each.target for each in before.arguments}
    arguments = {
        (each.role, each.target) for each in annotation.arguments if each.role in roles and each.target in targets
    }
    return annotation.type, annotation.spans, arguments, attributes


def test_after_the_answers_nothing_is_open_and_the_schema_is_kept() -> None:
    result = answered()
    assert result.questions == ()
    assert result.unused == ()
    assert result.losses == ()
    schema = FOLDER.schema("2.0.0")
    for document in result.documents:
        assert not any(each.unconfirmed for each in document.annotations())
        assert [breach.message for breach in judge(document, schema)] == []


def test_defaults_that_nobody_decided_are_never_written() -> None:
    for document in unanswered().documents:
        for event in document.events.values():
            assert not {"realis", "modality", "source"} & event.attributes.keys()
            assert {"realis", "modality", "source"} <= set(event.unconfirmed)


def test_the_same_answers_give_the_same_bytes_and_a_second_run_asks_nothing() -> None:
    once = [document_bytes(each) for each in answered().documents]
    again = migrate(reversed(gold("1.0.0")), FOLDER, "2.0.0", reversed(answers()))
    assert sorted(once) == sorted(document_bytes(each) for each in again.documents)
    second = migrate(answered().documents, FOLDER, "2.0.0", answers())
    assert [document_bytes(each) for each in second.documents] == once
    assert (second.questions, second.unused, second.changed) == ((), (), 0)


def test_answers_may_come_later() -> None:
    late = migrate(unanswered().documents, FOLDER, "2.0.0", answers())
    assert [document_bytes(each) for each in late.documents] == [document_bytes(each) for each in answered().documents]


def test_two_hops_are_one() -> None:
    middle = migrate(gold("1.0.0"), FOLDER, "1.1.0")
    assert middle.questions == ()
    assert migrate(middle.documents, FOLDER, "2.0.0", answers()).documents == answered().documents


@pytest.mark.parametrize("version", ["1.1.0", "2.0.0"])
def test_unanswered_migrations_come_back_identical(version: str) -> None:
    up = migrate(gold("1.0.0"), FOLDER, version)
    down = migrate(up.documents, FOLDER, "1.0.0")
    assert [document_bytes(each) for each in down.documents] == [document_bytes(each) for each in gold("1.0.0")]
    assert down.losses == ()


def test_the_way_back_of_answers_archives_what_1_cannot_say() -> None:
    down = migrate(answered().documents, FOLDER, "1.0.0")
    assert [document_bytes(each) for each in down.documents] == [document_bytes(each) for each in gold("1.0.0")]
    kinds = {each.what for each in down.losses}
    assert "type STATE_FORCE" in kinds
    assert any(each.endswith("/realis") for each in kinds)
    assert all(each.content is not None for each in down.losses)


def test_coverage_grows_by_what_1_could_not_say() -> None:
    document = migrate(gold("1.0.0"), FOLDER, "1.1.0").documents[0]
    assert {"WEAPON", "ORIGIN", "Injure", "Attack/Instrument", "Form/Place", "LOCATED_IN", "Attack/Target"} <= set(
        document.incomplete_for
    )
    assert {"Attack/polarity", "Statement/polarity"} <= set(document.incomplete_for)
    assert "Injure/polarity" not in document.incomplete_for, "the whole type is not covered"
    assert "Statement/Topic" not in document.incomplete_for, "EVENT admitted every event before"
    later = answered().documents[0].incomplete_for
    assert {
        "EQUIPMENT",
        "Movement.Move",
        "Conflict.Attack/Count",
        "Contact.Accuse/Target",
        "Conflict.Attack/coref",
    } <= set(later)
    assert "LOCATED_IN/near" not in later, "absent is not stated"


def test_what_is_covered_already_is_not_covered_again_by_the_way_back() -> None:
    labelled = [replace(each, incomplete_for=("LOCATED_IN",)) for each in gold("1.0.0")]
    up = migrate(labelled, FOLDER, "1.1.0")
    assert list(migrate(up.documents, FOLDER, "1.0.0").documents) == labelled


def test_questions_can_be_written_filled_in_and_read(tmp_path: Path) -> None:
    by_key = {(each.question, each.document, each.id): each for each in answers()}
    lines = []
    for question in unanswered().questions:
        plain = question.as_object()
        given = by_key[question.question, question.document, question.id]
        lines.append(json.dumps(plain | {"decision": given.decision, "who": "mira", "when": "2026-11-21"}))
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert read_answers(path) == list(answers())
    path.write_text("".join(json.dumps(each.as_object()) + "\n" for each in answers()), "utf-8")
    assert read_answers(path) == list(answers())
