"""A new project works at once, and nothing that is there is touched."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.datasets.record_bytes import document_bytes
from annotator.disk.operations import on_disk
from annotator.errors import InputError
from annotator.project.bundled_files import bundled_gold
from annotator.project.demo import demo_project, label_as_gold
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from tests.disk.failing_disk import FailingDisk, PowerCut


def test_a_new_project_has_its_folders_and_a_schema(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "new" / "p")
    names = {path.name for path in project.folder.iterdir()}
    assert names >= {"annotator.toml", "schema", "datasets", "eval"}
    assert project.schema.ref == f"conflict-news@{project.schema_file.stem}"
    assert project.documents() == []


@pytest.mark.parametrize("name", ["annotator.toml", "schema", "eval"])
def test_what_is_there_is_not_touched(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine.txt").write_text("x")
    with pytest.raises(InputError, match=name):
        Project.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("failing", [1, 9, 30, 77, 121, 126, 127, 128, 129])
def test_what_was_ended_in_the_middle_is_gone_on_with(tmp_path: Path, failing: int) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    Project.create(whole)
    with suppress(PowerCut), on_disk(FailingDisk(failing, "crash")):
        Project.create(broken)
    if not (broken / "annotator.toml").exists():
        Project.create(broken)
    assert files_in(broken) == files_in(whole)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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
