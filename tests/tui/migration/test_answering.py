"""A migration's queue, answered at the labelling screen: one decision for all mentions of an entity."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.model.edits import update
from annotator.project.migration.migrate_store import migrate_project
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.project.records.import_records import import_records
from tests.shared import ROOT
from tests.tui.in_memory import editor, press
from tests.tui.terminal import running

GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-1.0.0.jsonl"


def test_enter_confirms_no_value_that_is_not_there() -> None:
    work = editor()
    press(work, "g")
    entity = work.context.card(work.state.card)
    assert entity is not None
    work.session.apply(update(work.session.document, replace(entity, attributes={}, unconfirmed=("level", "type"))))
    press(work, "enter")
    entity = work.session.document.find(entity.id)
    assert entity is not None
    assert entity.unconfirmed == ("level",)
    press(work, "enter")
    assert "not decided yet: level" in work.state.message


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    opened = Project.create(folder, "1.0.0")
    import_records(opened, GOLD, "mira")
    migrate_project(opened, "2.0.0")
    opened.close()
    config = folder / "annotator.toml"
    config.write_text(config.read_text("utf-8") + '\nannotator = "mira"\n', "utf-8")
    return folder


@pytest.mark.terminal
def test_one_decision_serves_all_mentions_in_all_articles(project: Path) -> None:
    with running(["label", "selm-counts-the-cost"], project, size=(120, 35)) as terminal:
        terminal.wait_for("Selm Counts the Cost")
        terminal.keys(",", "g")
        terminal.wait_for("questions of the migration")
        terminal.keys(*"dawn")
        terminal.wait_for("Dawn Column")
        terminal.keys("enter")
        terminal.wait_for("What kind of organisation")
        terminal.keys(*"gov", "enter")
        terminal.wait_for("decided here and in 1 more")
        terminal.keys("escape")
        terminal.keys(",", "q")
        assert terminal.end() == 0
    opened = Project.open(project)
    for document in exported(opened, "mira"):
        column = [each for each in document.entities.values() if each.coref == "e:dawn-column" and each.type != "GPE"]
        assert {each.type for each in column} == {"GOV_BODY"}
        assert not any("type" in each.unconfirmed for each in column)
    opened.close()
    (kept,) = (project / "schema" / "conflict-news").glob("answers-to-*.jsonl")
    answer = json.loads(kept.read_text("utf-8"))
    assert (answer["question"], answer["id"], answer["decision"], answer["who"]) == (
        "organisation",
        "e:dawn-column",
        "GOV_BODY",
        "mira",
    )


@pytest.mark.terminal
def test_a_form_is_answered_part_by_part_or_as_proposed(project: Path) -> None:
    with running(["label", "selm-counts-the-cost"], project, size=(120, 35)) as terminal:
        terminal.wait_for("Selm Counts the Cost")
        terminal.keys(",", "g")
        terminal.wait_for("questions of the migration")
        terminal.keys(*"claim", "enter")
        terminal.wait_for("as proposed")
        terminal.keys(*"OTHER", "enter")
        terminal.wait_for("modality:")
        terminal.keys(*"PLANNED", "enter")
        terminal.wait_for("source:")
        terminal.keys(*"AUTHOR", "enter")
        terminal.wait_for("questions of the migration")
        terminal.keys("escape")
        terminal.keys(",", "q")
        assert terminal.end() == 0
    opened = Project.open(project)
    events = [each for document in exported(opened, "mira") for each in document.events.values()]
    decided = [each for each in events if "realis" in each.attributes]
    opened.close()
    assert [dict(each.attributes) for each in decided] == [
        {"realis": "OTHER", "modality": "PLANNED", "source": "AUTHOR", "polarity": "POSITIVE"}
    ]
