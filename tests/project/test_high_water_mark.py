"""What was acknowledged and is gone is seen, though the store that is left is sound in itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.project.backup.restore import restore_backup
from annotator.project.backup.take import take_backup
from annotator.project.doctor import diagnose
from annotator.project.project import Project
from annotator.project.repair import repair
from annotator.store.database.high_water_mark import mark_file, mark_of, set_mark, writes_in
from tests.project.backup.labelled import label, labelled_project, rows_of


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return labelled_project(tmp_path / "p")


def store_of(project: Project) -> Path:
    path = project.store_location.path
    assert path is not None
    return path


def codes(project: Project) -> list[str]:
    return [each.code for each in diagnose(project.folder)]


def label_again(project: Project, *spans: tuple[int, int]) -> None:
    """Label as another process would, and close the project."""
    again = Project.open(project.folder)
    label(again, *spans)
    again.close()


def is_repaired(project: Project) -> bool:
    """Whether `--repair` is the remedy that it is said to be, and does nothing a second time."""
    assert any("writes" in line for line in repair(project.folder))
    return codes(project) == [] and repair(project.folder) == []


def test_the_mark_is_what_the_store_holds(project: Project) -> None:
    path = store_of(project)
    before = writes_in(path)
    label(project, (26, 29))
    assert mark_of(path) == writes_in(path) > before
    assert codes(project) == []


def test_an_older_copy_in_the_place_of_the_store_is_found(project: Project, tmp_path: Path) -> None:
    path = store_of(project)
    project.close()
    shutil.copy(path, tmp_path / "older")
    label_again(project, (26, 29), (30, 33))
    for side in path.parent.glob("store.sqlite-*"):
        side.unlink()
    shutil.copy(tmp_path / "older", path)
    (found,) = diagnose(project.folder)
    assert found.code == "store-behind"
    assert "writes are missing" in found.message
    # Work goes on, and the loss stays to be seen until somebody says that it is known.
    label_again(project, (8, 17))
    assert codes(project) == ["store-behind"]
    assert is_repaired(project)


def test_a_lost_journal_is_found(project: Project, tmp_path: Path) -> None:
    label(project, (26, 29))
    path = store_of(project)
    assert path.with_name("store.sqlite-wal").stat().st_size > 0, "the store is open: its journal is not empty"
    copy = tmp_path / "copy"
    shutil.copytree(project.folder, copy, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    found = diagnose(copy)
    assert [each.code for each in found][:1] in (["store-behind"], ["store-file"], ["store"])


def test_a_store_that_is_gone_is_found(project: Project, tmp_path: Path) -> None:
    held = rows_of(project)
    take_backup(project, tmp_path / "x.backup")
    project.close()
    store_of(project).unlink()
    assert codes(project) == ["store-missing"]
    restore_backup(tmp_path / "x.backup", project.folder)
    assert codes(project) == []
    assert rows_of(Project.open(project.folder)) == held


def test_a_store_that_is_gone_may_be_begun_again(project: Project) -> None:
    project.close()
    store_of(project).unlink()
    assert is_repaired(project)


def test_restoring_sets_the_mark_anew(project: Project, tmp_path: Path) -> None:
    take_backup(project, tmp_path / "x.backup")
    label(project, (26, 29))
    project.close()
    restore_backup(tmp_path / "x.backup", project.folder)
    assert codes(project) == []
    assert mark_of(store_of(project)) == writes_in(store_of(project))


@pytest.mark.parametrize("noted", [b"", b"7\n", b"x" * 21, b"0" * 30])
def test_no_mark_that_can_be_read_is_no_fault(project: Project, noted: bytes) -> None:
    project.close()
    mark_file(store_of(project)).write_bytes(noted)
    assert codes(project) == []
    mark_file(store_of(project)).unlink()
    assert codes(project) == []
    label_again(project, (26, 29))
    assert mark_of(store_of(project)) == writes_in(store_of(project))


def test_the_mark_is_written_through_no_link(project: Project, tmp_path: Path) -> None:
    project.close()
    (tmp_path / "notes").write_text("mine")
    mark_file(store_of(project)).unlink()
    mark_file(store_of(project)).symlink_to(tmp_path / "notes")
    label_again(project, (26, 29))
    set_mark(store_of(project), 3)
    assert (tmp_path / "notes").read_text() == "mine"
    assert codes(project) == []


def test_looking_writes_no_mark(project: Project) -> None:
    project.close()
    mark_file(store_of(project)).unlink()
    for words in (["export", "--layer", "mira"], ["log"], ["doctor"]):
        assert main([*words, "--project", str(project.folder)]) == 0
    assert not mark_file(store_of(project)).exists()


def test_purging_lowers_nothing(project: Project) -> None:
    project.close()
    assert main(["remove", "a", "--purge", "--project", str(project.folder)]) == 0
    assert codes(project) == []
