"""conflict-news 2.1.0 is a MINOR of 2.0.1: it only loosens, and gold of the older version comes in unasked."""

from __future__ import annotations

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
from tests.shared import ROOT

FOLDER = ROOT / "schema" / "conflict-news"
OLD, NEW = (load_schema(FOLDER / f"{version}.yaml") for version in ("2.0.1", "2.1.0"))
GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-2.0.0.jsonl"
LOOSENED = ("BACKS", "LOCATED_IN", "LOYAL_TO", "ORIGIN", "SUBGROUP_OF")


def test_it_is_the_least_legal_version() -> None:
    changes = differences(OLD, NEW)
    assert {each.bump for each in changes} == {Bump.MINOR}
    assert least_version(OLD, changes) == NEW.version


def test_what_was_legal_is_legal() -> None:
    assert [breach for each in read_documents(GOLD) for breach in judge(each, NEW)] == []


def test_a_new_project_begins_with_it_and_takes_older_gold(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p")
    assert project.schema.ref == NEW.ref
    import_records(project, GOLD)
    documents = list(exported(project, "gold"))
    assert {each.schema_ref for each in documents} == {NEW.ref}
    assert {each.incomplete_for for each in documents} == {LOOSENED}, "nobody looked for what was not legal"
    assert [each.events for each in documents] == [each.events for each in read_documents(GOLD)]
    project.close()


def test_gold_of_an_older_major_is_refused_with_the_way(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Project.create(tmp_path / "p").close()
    older = ROOT / "datasets" / "conflict-news-sample" / "gold-1.0.0.jsonl"
    assert main(["import", str(older), "--project", str(tmp_path / "p")]) == 3
    assert "annotator schema migrate" in capfd.readouterr().err
