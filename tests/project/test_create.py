"""A new project works at once, and nothing that is there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.datasets.record_bytes import document_bytes
from annotator.errors import InputError
from annotator.project.bundled_files import bundled_gold
from annotator.project.demo import demo_project, label_as_gold
from annotator.project.project import Project
from annotator.project.records.export_records import exported


def test_a_new_project_has_its_folders_and_a_schema(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "new" / "p")
    names = {path.name for path in project.folder.iterdir()}
    assert names >= {"annotator.toml", "schema", "datasets", "eval"}
    assert project.schema.ref == f"conflict-news@{project.schema_file.stem}"
    assert project.documents() == []


@pytest.mark.parametrize("name", ["annotator.toml", "schema", "eval"])
def test_what_is_there_is_not_touched(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(InputError, match=name):
        Project.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be made"):
        Project.create(tmp_path / "file" / "p")


def test_the_demonstration_labelled_as_its_gold_is_its_gold(tmp_path: Path) -> None:
    project = demo_project(tmp_path / "demo")
    assert len(project.documents()) == 2
    edits = label_as_gold(project, "ada")
    gold = bundled_gold(project.schema.ref)
    assert edits >= sum(len(list(document.annotations())) for document in gold)
    assert [document_bytes(each) for each in exported(project, "ada")] == [
        document_bytes(replace(each, annotator="ada")) for each in sorted(gold, key=lambda each: each.id)
    ]
    assert (project.folder / "datasets" / "demo" / "gold.jsonl").read_bytes() == b"".join(map(document_bytes, gold))
    project.close()
