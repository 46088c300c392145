"""The operation log out of the store: shown, kept in a file, verified there, and a project made of it alone."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.errors import FoundError, InputError
from annotator.project.doctor import diagnose
from annotator.project.log.entries import entries
from annotator.project.log.read_log import verify_log
from annotator.project.log.rebuild import rebuild
from annotator.project.log.write_log import write_log
from annotator.project.project import Project
from annotator.store.database.location import StoreLocation
from annotator.store.database.transaction import writing
from tests.project.backup.labelled import label, labelled_project, rows_of


def said(project: Project) -> dict[str, object]:
    """All rows of a store, but for how often a layer was written."""
    rows = rows_of(project)
    layers = [row[:7] + row[8:] for row in rows["layers"]]
    return {**rows, "layers": layers}


@pytest.fixture
def project(location: StoreLocation, tmp_path: Path) -> Project:
    """A project with two people's layers, one article taken out again, one renamed."""
    made = labelled_project(tmp_path / "p", location)
    label(made, (0, 7), document="b")
    made.close()
    assert main(["rename", "a", "first", "--project", str(made.folder)]) == 0
    assert main(["remove", "b", "--project", str(made.folder)]) == 0
    return Project.open(made.folder)


def test_a_project_is_made_of_its_log_alone(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "x.log"
    write_log(project, file)
    assert verify_log(file) == []
    if project.store.location.path is None:
        # The project file in the log names a database that is in use.
        lines = file.read_bytes()
        with pytest.raises(InputError, match="another store"):
            rebuild(file, tmp_path / "again")
        assert file.read_bytes() == lines
        return
    made = rebuild(file, tmp_path / "again")
    assert made.notes == ()
    again = Project.open(made.folder)
    assert said(again) == said(project)
    assert diagnose(made.folder) == []
    label(again, (26, 29), document="first")
    assert diagnose(made.folder) == []


def test_a_database_s_log_makes_the_same_project(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "x.log"
    project.config.file.write_text('schema = "schema/mini.yaml"\n')
    write_log(project, file)
    assert said(Project.open(rebuild(file, tmp_path / "again").folder)) == said(project)


@pytest.fixture
def five(tmp_path: Path) -> Path:
    """A log file whose last five operations are those of one layer."""
    project = labelled_project(tmp_path / "p")
    label(project, (26, 29))
    with writing(project.store.engine, project.store.location) as transaction:
        transaction.run("DELETE FROM decisions")
    file = tmp_path / "five.log"
    assert write_log(project, file).operations == 5
    project.close()
    return file


def test_a_torn_end_keeps_what_is_whole(five: Path, tmp_path: Path) -> None:
    lines = five.read_bytes().splitlines(keepends=True)
    torn = tmp_path / "torn.log"
    torn.write_bytes(b"".join(lines[:-2]) + lines[-2][:70])
    held = torn.read_bytes()
    assert {each.code for each in verify_log(torn)} == {"torn", "missing"}
    made = rebuild(torn, tmp_path / "again")
    assert made.amount.operations == 4
    assert "1 operations are lost; what stands there, 70 bytes, is set aside" in made.notes[0]
    assert (made.folder / ".annotator" / "torn.log.set-aside").read_bytes() == lines[-2][:70]
    assert torn.read_bytes() == held
    assert diagnose(made.folder) == []


def test_one_other_byte_is_found_by_the_checksum(five: Path, tmp_path: Path) -> None:
    content = five.read_bytes()
    assert content.count(b'["entities","T3"') > 0
    five.write_bytes(content.replace(b'["entities","T3"', b'["entities","T7"', 1))
    (found,) = verify_log(five)
    assert found.code == "changed"
    with pytest.raises(FoundError, match="checksum differs"):
        rebuild(five, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_gap_is_reported(five: Path, tmp_path: Path) -> None:
    lines = five.read_bytes().splitlines(keepends=True)
    (gone,) = (at for at, line in enumerate(lines) if b'"seq":3,' in line)
    five.write_bytes(b"".join(lines[:gone] + lines[gone + 1 :]))
    (found,) = verify_log(five)
    assert found.code == "missing"
    with pytest.raises(FoundError, match="missing"):
        rebuild(five, tmp_path / "again")


@pytest.mark.slow
def test_what_was_damaged_in_the_store_is_said(tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p")
    with writing(project.store.engine, project.store.location) as transaction:
        transaction.run("UPDATE operations SET edit = :edit WHERE seq = 2", edit=b"\xff no JSON")
        transaction.run("DELETE FROM operations WHERE seq = 3")
        transaction.run("UPDATE decisions SET content = :content", content=b"{}")
    write_log(project, tmp_path / "x.log")
    messages = [each.message for each in verify_log(tmp_path / "x.log")]
    assert len(messages) == 3
    assert all("in the store already" in message for message in messages)
    made = rebuild(tmp_path / "x.log", tmp_path / "again")
    assert "operation 2 is not what was written" in made.notes[0]
    assert rows_of(Project.open(made.folder))["operations"] == rows_of(project)["operations"]


def test_who_did_what_when(project: Project) -> None:
    found = entries(project, "first")
    assert [(each.kind, each.seq) for each in found if each.seq] == [("edit", 1), ("edit", 2), ("edit", 3), ("undo", 4)]
    assert found[-1].undoes == 3
    assert {each.who for each in found} == {"mira"}
    assert sum(each.kind == "decision" for each in entries(project)) == 1
    assert all(before.at <= after.at or before.seq is None for before, after in pairwise(found) if after.seq)
    with pytest.raises(InputError, match="no document"):
        entries(project, "nowhere")


def test_a_clock_that_goes_back_changes_no_order(tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p")
    with writing(project.store.engine, project.store.location) as transaction:
        transaction.run("UPDATE operations SET at = '1999-01-01T00:00:00Z' WHERE seq = 3")
    assert [each.seq for each in entries(project) if each.seq] == [1, 2, 3, 4]


@pytest.mark.slow
def test_the_command_shows_keeps_verifies_and_rebuilds(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    project = labelled_project(tmp_path / "p")
    project.close()
    folder, file = ["--project", str(project.folder)], tmp_path / "x.log"
    assert main(["log", "a", *folder]) == 0
    told = capfd.readouterr()
    assert "T2" in told.out
    assert "5 operations" in told.err
    assert main(["log", *folder, "--format", "json"]) == 0
    assert [each["seq"] for each in json.loads(capfd.readouterr().out)["operations"] if each["seq"]] == [1, 2, 3, 4]
    assert main(["log", "--export", str(file), *folder]) == 0
    assert main(["log", "--verify", str(file)]) == 0
    assert main(["log", "--rebuild", str(file), str(tmp_path / "again")]) == 0
    assert main(["doctor", "--project", str(tmp_path / "again")]) == 0
    file.write_bytes(file.read_bytes().replace(b"GPE", b"ORG", 1))
    capfd.readouterr()
    assert main(["log", "--verify", str(file), "--format", "json"]) == 1
    assert [each["code"] for each in json.loads(capfd.readouterr().out)["findings"]] == ["changed"]
    assert main(["log", "--rebuild", str(file), str(tmp_path / "no")]) == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["--export", "x", "--verify", "y"], 2, "exclude each other"),
        (["a", "--export", "x"], 2, "whole project"),
        (["--rebuild", "x"], 2, "into which folder"),
        (["--verify", "nowhere"], 3, "nowhere"),
        (["--verify", "annotator.toml"], 3, "no whole line"),
        (["nowhere"], 3, "no document"),
        (["--rebuild", "annotator.toml", "."], 3, "a project already"),
    ],
)
def test_what_is_off_is_said(
    words: list[str], status: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    project = labelled_project(tmp_path / "p")
    project.close()
    monkeypatch.chdir(project.folder)
    assert main(["log", *words]) == status
    assert message in capfd.readouterr().err
