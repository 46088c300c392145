"""conflict-news 2.0.1 is a PATCH of 2.0.0: what is legal stays, and records of either are as good under the other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.datasets.record import read_documents
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.project.records.import_records import import_records
from annotator.schema.compiled import load_schema
from annotator.schema.diff.comparison import differences, least_version
from annotator.schema.diff.version import Bump
from annotator.schema.judge import judge
from annotator.schema.migration.chain import SchemaFolder
from annotator.schema.migration.engine import migrate
from annotator.schema.triggers import trigger_pattern
from tests.shared import ROOT

FOLDER = ROOT / "schema" / "conflict-news"
OLD, NEW = (load_schema(FOLDER / f"{version}.yaml") for version in ("2.0.0", "2.0.1"))
GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-2.0.0.jsonl"


def test_every_change_is_a_patch() -> None:
    changes = differences(OLD, NEW)
    assert {each.bump for each in changes} == {Bump.PATCH}
    assert least_version(OLD, changes) == "2.0.1"


def test_the_gold_of_one_keeps_to_the_other() -> None:
    documents = list(read_documents(GOLD))
    assert [breach for each in documents for breach in judge(each, NEW)] == []
    migrated = migrate(documents, SchemaFolder(FOLDER, load_schema), "2.0.1")
    assert migrated.questions == ()
    assert [each.incomplete_for for each in migrated.documents] == [each.incomplete_for for each in documents]


def test_values_in_the_gold_have_the_form_that_is_asked_for() -> None:
    for document in read_documents(GOLD):
        for entity in document.entities.values():
            for attribute in NEW.attributes_of(entity.type):
                if attribute.name in entity.attributes:
                    assert attribute.input_fault(entity.attributes[attribute.name]) is None


@pytest.mark.parametrize("name", NEW.event_types)
def test_the_trigger_of_every_example_is_a_likely_one(name: str) -> None:
    event = NEW.event_types[name]
    assert event.triggers
    for example in event.examples:
        (trigger,) = re.findall(r"\[(.*?)\]", example)
        assert trigger_pattern(event.triggers).fullmatch(trigger), example


def test_check_takes_another_patch(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(GOLD), "--schema", str(FOLDER / "2.0.1.yaml")]) == 0
    assert main(["check", str(GOLD), "--schema", str(FOLDER / "1.1.0.yaml")]) == 3
    assert "the records are conflict-news@2.0.0" in capfd.readouterr().err


def test_eval_takes_another_patch(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    predictions = tmp_path / "predicted.jsonl"
    predictions.write_text(GOLD.read_text("utf-8").replace("conflict-news@2.0.0", "conflict-news@2.0.1"), "utf-8")
    arguments = ["--schema", str(FOLDER / "2.0.1.yaml"), "--format", "json", "--measure", "strict"]
    assert main(["eval", str(GOLD), str(predictions), *arguments]) == 0
    overall = [row for row in json.loads(capfd.readouterr().out)["scores"] if row["type"] is None]
    assert overall
    assert {row["f1"] for row in overall} <= {1.0, None}


def test_a_project_takes_another_patch_as_it_is(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p", version="2.0.1")
    import_records(project, GOLD)
    (tmp_path / "p" / "schema" / "conflict-news" / "2.0.0.yaml").unlink()
    assert main(["check", str(GOLD), "--project", str(tmp_path / "p")]) == 0, "another PATCH of it is there"
    assert list(exported(project, "gold")) == list(read_documents(GOLD))
    project.close()
