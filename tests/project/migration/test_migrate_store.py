"""The working state of a project to another version: one undoable step a layer, all layers or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.datasets.record_bytes import document_bytes
from annotator.errors import InputError, LayerLockedError, SchemaError
from annotator.project.migration.migrate_store import migrate_project, take_back
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.project.records.import_records import import_records
from annotator.schema.migration.answers import Answer
from tests.shared import ROOT

pytestmark = pytest.mark.slow

GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-1.0.0.jsonl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "project"
    project = Project.create(made, "1.0.0")
    import_records(project, GOLD, "mira")
    import_records(project, GOLD, "ilan")
    project.close()
    return made


def layer_bytes(folder: Path, layer: str = "mira") -> list[bytes]:
    project = Project.open(folder)
    found = [document_bytes(each) for each in exported(project, layer)]
    project.close()
    return found


def test_every_layer_goes_and_comes_back(folder: Path) -> None:
    before = layer_bytes(folder)
    project = Project.open(folder)
    migration = migrate_project(project, "2.0.0")
    project.close()
    assert len(migration.result.documents) == 4
    assert migration.result.questions
    project = Project.open(folder)
    assert project.schema.ref == "conflict-news@2.0.0"
    assert all(
        each.schema_ref == "conflict-news@2.0.0" for layer in ("mira", "ilan") for each in exported(project, layer)
    )
    assert list((folder / ".annotator").glob("*.before-schema-migration"))
    assert len(take_back(project)) == 4
    project.close()
    assert layer_bytes(folder) == before
    assert 'schema = "schema/conflict-news/1.0.0.yaml"' in (folder / "annotator.toml").read_text("utf-8")
    with pytest.raises(InputError, match="no layer ends with a migration"):
        take_back(Project.open(folder))


def test_one_undo_in_the_layer_takes_the_migration_back(folder: Path) -> None:
    project = Project.open(folder)
    migrate_project(project, "1.1.0")
    project.close()
    project = Project.open(folder)
    session = project.open_session("who-fired-on-selm", "mira")
    assert session.document.schema_ref == "conflict-news@1.1.0"
    edit = session.undo()
    assert edit is not None
    assert session.document.schema_ref == "conflict-news@1.0.0"
    session.close()
    project.close()


def test_a_dry_run_and_a_wrong_answer_write_nothing(folder: Path) -> None:
    before = layer_bytes(folder)
    config = (folder / "annotator.toml").read_bytes()
    project = Project.open(folder)
    assert migrate_project(project, "2.0.0", dry_run=True).result.changed == 4
    with pytest.raises(SchemaError, match="nothing asks"):
        migrate_project(project, "2.0.0", [Answer("organisation", "x", "e:nobody", "GOV_BODY")])
    with pytest.raises(SchemaError, match="no version 9"):
        migrate_project(project, "9.0.0")
    project.close()
    assert layer_bytes(folder) == before
    assert (folder / "annotator.toml").read_bytes() == config


def test_a_layer_that_is_open_stops_it_all(folder: Path) -> None:
    project, other = Project.open(folder), Project.open(folder)
    session = other.open_session("selm-counts-the-cost", "mira")
    with pytest.raises(LayerLockedError):
        migrate_project(project, "2.0.0")
    session.close()
    other.close()
    assert {each.schema_ref for each in exported(project, "ilan")} == {"conflict-news@1.0.0"}
    project.close()


def test_answers_settle_what_they_are_about_in_all_layers(folder: Path) -> None:
    project = Project.open(folder)
    answer = Answer("organisation", "selm-counts-the-cost", "e:dawn-column", "GOV_BODY")
    migrate_project(project, "2.0.0", [answer])
    for layer in ("mira", "ilan"):
        for document in exported(project, layer):
            column = [each for each in document.entities.values() if each.coref == "e:dawn-column" and each.was]
            assert {each.type for each in column} == {"GOV_BODY"}
    project.close()
