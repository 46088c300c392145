"""A backup is the whole of a project at one moment, on both databases, and nothing is taken from a damaged one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.__main__ import main
from annotator.errors import InputError, LayerLockedError, StoreError
from annotator.project.backup.archive import read_archive
from annotator.project.backup.restore import restore_backup
from annotator.project.backup.take import take_backup
from annotator.project.doctor import diagnose
from annotator.project.project import Project
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import writing
from tests.databases import Cluster
from tests.examples import examples
from tests.project.backup.labelled import label, labelled_project, rows_of


@pytest.mark.slow
def test_what_was_lost_comes_back_and_what_came_later_is_kept(location: StoreLocation, tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p", location)
    held, file = rows_of(project), tmp_path / "monday.backup"
    assert take_backup(project, file).faults == ()
    label(project, (30, 33), (26, 29))
    later = rows_of(project)
    assert later != held
    project.close()
    restored = restore_backup(file, project.folder)
    again = Project.open(project.folder)
    assert rows_of(again) == held
    assert diagnose(project.folder) == []
    label(again, (30, 33), document="b")
    again.close()
    (kept,) = (project.folder / ".annotator").glob("before-restore-*.backup")
    assert str(kept) in restored.notes[0]
    restore_backup(kept, project.folder)
    assert rows_of(Project.open(project.folder)) == later


def test_a_backup_of_one_database_makes_a_project_on_the_other(cluster: Cluster, tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p")
    held, file = rows_of(project), tmp_path / "x.backup"
    take_backup(project, file)
    other = tmp_path / "q"
    other.mkdir()
    (other / "annotator.toml").write_text(f'schema = "schema/mini.yaml"\nstore = "{cluster.new_database().url}"\n')
    restored = restore_backup(file, other)
    assert "annotator.toml: differs" in restored.notes[0]
    assert rows_of(Project.open(other)) == held
    assert diagnose(other) == []
    take_backup(Project.open(other), file)
    restore_backup(file, project.folder)
    assert rows_of(Project.open(project.folder)) == held


def test_a_new_project_shares_no_database_that_is_in_use(cluster: Cluster, tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p", cluster.new_database())
    held = rows_of(project)
    take_backup(project, tmp_path / "x.backup")
    with pytest.raises(InputError, match="another store"):
        restore_backup(tmp_path / "x.backup", tmp_path / "new")
    assert rows_of(project) == held


def test_a_project_is_made_of_a_backup_alone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    project = labelled_project(tmp_path / "p")
    file, new = tmp_path / "x.backup", tmp_path / "new"
    assert main(["backup", str(file), "--project", str(project.folder)]) == 0
    assert "2 documents, 1 layer, 4 operations, 1 decision" in capfd.readouterr().err
    assert main(["restore", str(file), str(new)]) == 0
    assert rows_of(Project.open(new)) == rows_of(project)
    assert (new / "schema" / "mini.yaml").read_bytes() == (project.folder / "schema" / "mini.yaml").read_bytes()
    assert main(["doctor", "--project", str(new)]) == 0


def contents(file: Path, folder: Path) -> dict[str, bytes] | None:
    """What a backup gives, by path; None where it is refused."""
    try:
        read_archive(file, folder)
    except InputError:
        return None
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@examples(60)
def test_no_flipped_bit_is_restored_as_something_else(
    share: float, bit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "flipped"
    file = folder / "x.backup"
    if not file.exists():
        project = labelled_project(folder / "p")
        take_backup(project, file)
        project.close()
    content = bytearray(file.read_bytes())
    content[int(share * len(content))] ^= 1 << bit
    damaged = tmp_path_factory.mktemp("one") / "damaged.backup"
    damaged.write_bytes(content)
    # Some bytes say nothing of the members: their times, the archive's remark.
    found = contents(damaged, tmp_path_factory.mktemp("taken"))
    assert found in (None, contents(file, tmp_path_factory.mktemp("whole")))


def test_a_cut_backup_leaves_the_project_as_it_was(tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p")
    held, file = rows_of(project), tmp_path / "x.backup"
    take_backup(project, file)
    whole = file.read_bytes()
    for size in (0, 1, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:size])
        with pytest.raises(InputError, match="backup"):
            restore_backup(file, project.folder)
    assert rows_of(project) == held


@pytest.mark.parametrize("name", ["../escape.md", "/tmp/escape.md", ".git/hooks/post-checkout.md", "run.py", "a\\b.md"])
def test_a_backup_writes_nothing_that_is_no_description(tmp_path: Path, name: str) -> None:
    project = labelled_project(tmp_path / "p")
    file, made = tmp_path / "x.backup", tmp_path / "made.backup"
    take_backup(project, file)
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(made, "w") as other:
        for each in archive.namelist():
            content = archive.read(each).replace(b"schema/mini.yaml", name.replace("\\", "\\\\").encode())
            other.writestr(zipfile.ZipInfo(each if each != "schema/mini.yaml" else name), content)
    with pytest.raises(InputError, match=r"belongs to no project|names other files"):
        restore_backup(made, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_nothing_is_restored_under_somebodys_hands(location: StoreLocation, tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p", location)
    take_backup(project, tmp_path / "x.backup")
    opened = project.open_session("a")
    with pytest.raises(LayerLockedError, match="close it first"):
        restore_backup(tmp_path / "x.backup", project.folder)
    opened.close()


def test_a_store_that_is_no_database_any_more_is_set_aside(tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p")
    held = rows_of(project)
    take_backup(project, tmp_path / "x.backup")
    project.close()
    store = project.folder / ".annotator" / "store.sqlite"
    store.write_bytes(b"something else altogether" * 400)
    restored = restore_backup(tmp_path / "x.backup", project.folder)
    assert "store.sqlite.before-restore" in restored.notes[0]
    assert rows_of(Project.open(project.folder)) == held
    assert diagnose(project.folder) == []


def test_a_damaged_store_is_backed_up_and_its_faults_are_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = labelled_project(tmp_path / "p")
    with writing(project.store.engine, project.store.location) as transaction:
        transaction.run("UPDATE operations SET checksum = 'x' WHERE seq = 2")
        transaction.run("UPDATE decisions SET content = :content", content=b"{}")
    project.close()
    assert main(["backup", str(tmp_path / "x.backup"), "--project", str(project.folder)]) == 1
    out = capfd.readouterr().out
    assert "operation 2 is not what was written" in out
    assert "decision kkkkkkkkkkkk is not what was written" in out
    assert main(["restore", str(tmp_path / "x.backup"), str(tmp_path / "q")]) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["backup"], 2, "FILE"),
        (["backup", "nowhere/x.backup"], 3, "no such folder"),
        (["restore", "none.backup"], 3, "none.backup"),
        (["restore", "annotator.toml"], 3, "no backup"),
        (["restore", "x.backup", "full"], 3, "something else than a project"),
    ],
)
def test_what_is_off_is_said(
    words: list[str], status: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    project = labelled_project(tmp_path / "p")
    take_backup(project, project.folder / "x.backup")
    (project.folder / "full").mkdir()
    (project.folder / "full" / "file").write_text("x")
    monkeypatch.chdir(project.folder)
    assert main(words) == status
    assert message in capfd.readouterr().err


def test_a_backup_while_people_label_is_of_one_moment(location: StoreLocation, tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p", location)
    ended = Event()

    def work() -> None:
        mine = Project.open(project.folder)
        while not ended.is_set():
            label(mine, (0, 7), document="b")
        mine.close()

    worker = Thread(target=work)
    worker.start()
    try:
        taken = [take_backup(project, tmp_path / f"{number}.backup") for number in range(4)]
    finally:
        ended.set()
        worker.join()
    assert [each.faults for each in taken] == [()] * 4
    amounts = [each.amount.operations for each in taken]
    assert amounts == sorted(amounts)
    assert restore_backup(taken[-1].file, tmp_path / "new" if location.path else project.folder).faults == ()


@pytest.mark.slow
def test_a_kill_while_restoring_leaves_the_state_before_or_after(tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p")
    take_backup(project, tmp_path / "x.backup")
    after = rows_of(project)
    label(project, (30, 33))
    before = rows_of(project)
    project.close()
    command = [sys.executable, "-m", "annotator", "restore", str(tmp_path / "x.backup"), str(project.folder)]
    for wait_s in (0.2, 0.5, 0.8):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(wait_s)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        fresh = Project.open(project.folder)
        assert rows_of(fresh) in (before, after)
        fresh.close()
        assert diagnose(project.folder) == []


def test_a_store_of_a_newer_program_is_not_taken_for_a_damaged_one(tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p")
    with writing(project.store.engine, project.store.location) as transaction:
        transaction.run("UPDATE alembic_version SET version_num = '9999'")
    project.close()
    take_backup(Project.open(project.folder), tmp_path / "x.backup")
    with pytest.raises(StoreError, match="newer version"):
        restore_backup(tmp_path / "x.backup", tmp_path / "new")
    assert not (tmp_path / "new" / ".annotator" / "store.sqlite").exists()
