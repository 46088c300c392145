"""A backup a day, where the project wants it: made when work ends, restorable, and as many as are to be kept."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.project.backup.daily import daily_backups, keep_daily
from annotator.project.backup.restore import restore_backup
from annotator.project.project import Project
from annotator.store.database.transaction import writing
from tests.project.backup.labelled import label, labelled_project, rows_of

TODAY = date(2026, 3, 1)


def wanting(folder: Path, *lines: str) -> Project:
    project = labelled_project(folder)
    with project.config.file.open("a") as stream:
        stream.write("\n".join(["", "[backup]", *lines, ""]))
    project.close()
    return Project.open(folder)


@pytest.mark.slow
def test_each_day_has_one_and_the_oldest_go(tmp_path: Path) -> None:
    project = wanting(tmp_path / "p", "keep = 3")
    for day in range(5):
        for _again in range(2):
            assert keep_daily(project, TODAY + timedelta(day)) == ()
    kept = daily_backups(project, project.folder / ".annotator" / "backups")
    assert [path.name[-17:-7] for path in kept] == ["2026-03-03", "2026-03-04", "2026-03-05"]
    held = rows_of(project)
    label(project, (30, 33))
    project.close()
    restore_backup(kept[-1], project.folder)
    assert rows_of(Project.open(project.folder)) == held


@pytest.mark.slow
def test_a_damaged_store_pushes_no_sound_backup_out(tmp_path: Path) -> None:
    project = wanting(tmp_path / "p", "keep = 1")
    assert keep_daily(project, TODAY) == ()
    with writing(project.store.engine, project.store.location) as transaction:
        transaction.run("UPDATE operations SET checksum = 'x' WHERE seq = 2")
    (said,) = keep_daily(project, TODAY + timedelta(1))
    assert "older backups are kept" in said
    assert len(daily_backups(project, project.folder / ".annotator" / "backups")) == 2


def test_without_the_table_there_is_none(tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p")
    assert keep_daily(project) == ()
    assert not (project.folder / ".annotator" / "backups").exists()


@pytest.mark.slow
def test_several_projects_keep_theirs_in_one_folder(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    for name in ("one/p", "two/p"):
        for day in range(2):
            keep_daily(wanting_once(tmp_path / name), TODAY + timedelta(day))
    assert len(list((tmp_path / "kept").iterdir())) == 2


def wanting_once(folder: Path) -> Project:
    if folder.exists():
        return Project.open(folder)
    return wanting(folder, f'folder = "{folder.parent.parent / "kept"}"', "keep = 1")


def test_a_folder_outside_the_project_is_not_made(tmp_path: Path) -> None:
    (said,) = keep_daily(wanting(tmp_path / "p", 'folder = "../elsewhere"'), TODAY)
    assert "no backup was made today" in said
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.slow
def test_it_is_made_when_labelling_ends_and_never_hides_how_that_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    project = wanting(tmp_path / "p")
    monkeypatch.setattr("sys.stdin", StringIO(""))
    assert main(["label", "--plain", "--project", str(project.folder)]) == 0
    assert len(daily_backups(project, project.folder / ".annotator" / "backups")) == 1
    capfd.readouterr()
    project = wanting(tmp_path / "q", 'folder = "../elsewhere"')
    assert main(["label", "--plain", "--project", str(project.folder)]) == 0
    assert "no backup was made today" in capfd.readouterr().err


@pytest.mark.parametrize("line", ["keep = 0", 'folder = ""', "every = 1"])
def test_what_is_off_in_the_table_is_said(tmp_path: Path, line: str, capfd: pytest.CaptureFixture[str]) -> None:
    project = labelled_project(tmp_path / "p")
    with project.config.file.open("a") as stream:
        stream.write(f"\n[backup]\n{line}\n")
    assert main(["doctor", "--project", str(project.folder)]) == 1
    assert f"backup.{line.partition(' ')[0]}" in capfd.readouterr().out
