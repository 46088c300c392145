"""Every fault that can be made in a store is found, has a remedy that helps, and no repair makes another one."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.__main__ import main
from annotator.project import doctor
from annotator.project.backup.restore import restore_backup
from annotator.project.backup.take import take_backup
from annotator.project.doctor import Diagnosis, diagnose
from annotator.project.project import Project
from annotator.project.repair import repair
from annotator.store.database.transaction import writing
from tests.databases import Cluster
from tests.examples import examples
from tests.project.backup.labelled import labelled_project, rows_of
from tests.slow import first_quick

LAYER = "(SELECT number FROM layers)"

STATEMENTS = {
    "operation changed": ("layer", "UPDATE operations SET edit = CAST('{}' AS BLOB) WHERE seq = 2"),
    "operation by somebody else": ("layer", "UPDATE operations SET who = CAST('x' AS BLOB) WHERE seq = 1"),
    "operation missing": ("layer", "DELETE FROM operations WHERE seq = 2"),
    "first operation missing": ("layer", "DELETE FROM operations WHERE seq = 1"),
    "last operation missing": ("layer", "DELETE FROM operations WHERE seq = 4"),
    "log gone": ("layer", "DELETE FROM operations"),
    "operation of an unknown kind": ("layer", "UPDATE operations SET kind = 'x' WHERE seq = 3"),
    "annotation changed": (
        "layer",
        "UPDATE annotations SET payload = CAST('{}' AS BLOB) WHERE id = CAST('T1' AS BLOB)",
    ),
    "annotation lost": ("layer", "DELETE FROM annotations WHERE id = CAST('T1' AS BLOB)"),
    "all annotations lost": ("layer", "DELETE FROM annotations"),
    "sum wrong": ("layer", "UPDATE layers SET total = total + 1"),
    "count wrong": ("layer", "UPDATE layers SET entities = entities + 1"),
    "position wrong": ("layer", "UPDATE layers SET position = 1"),
    "last number too low": ("layer", "UPDATE layers SET last_seq = 2"),
    "last number too high": ("layer", "UPDATE layers SET last_seq = 9"),
    "index wrong": ("layer", f"INSERT INTO targets SELECT {LAYER}, CAST('T1' AS BLOB), CAST('T2' AS BLOB)"),
    "base changed": ("layer", "UPDATE layers SET base = CAST('{' AS BLOB)"),
    "text changed": ("text", "UPDATE texts SET text = CAST('x' || text AS BLOB)"),
    "text no UTF-8": ("text", "UPDATE texts SET text = x'ff'"),
    "decision changed": ("decision", "UPDATE decisions SET content = CAST('{}' AS BLOB)"),
    "decision by somebody else": ("decision", "UPDATE decisions SET who = CAST('x' AS BLOB)"),
}
"""Faults by name: the code that the doctor has for each, and what makes it."""


def faulty(folder: Path, *names: str) -> Project:
    """A project with these faults, closed."""
    project = labelled_project(folder)
    with writing(project.store.writable(), project.store.location) as transaction:
        for name in names:
            transaction.run(STATEMENTS[name][1])
    project.close()
    return Project.open(project.folder)


def found(project: Project) -> list[Diagnosis]:
    return [each for each in diagnose(project.folder) if each.level == "finding"]


def places(findings: list[Diagnosis]) -> set[tuple[str, str]]:
    return {(each.code, each.where) for each in findings}


@pytest.mark.parametrize("name", first_quick(STATEMENTS, 7))
def test_each_fault_is_found_and_its_remedy_helps(name: str, tmp_path: Path) -> None:
    project = faulty(tmp_path / "p", name)
    code = STATEMENTS[name][0]
    findings = found(project)
    assert code in {each.code for each in findings}
    assert all("doctor --repair" in str(each) for each in findings if each.code == code)
    told = repair(project.folder)
    assert any("copied the store to" in line for line in told)
    assert not any(line.startswith("not repaired") for line in told), told
    assert found(project) == []
    assert repair(project.folder) == []


@pytest.mark.slow
@given(names=st.sets(st.sampled_from(sorted(STATEMENTS)), min_size=2, max_size=4))
@examples(20)
def test_no_repair_adds_a_fault_or_does_more_the_second_time(names: set[str]) -> None:
    with TemporaryDirectory() as folder:
        project = faulty(Path(folder) / "p", *sorted(names))
        before = found(project)
        assert before
        repair(project.folder)
        after = found(project)
        assert places(after) <= places(before)
        held = rows_of(project)
        project.close()
        again = repair(project.folder)
        assert all(line.startswith(("not repaired", "copied")) for line in again)
        assert rows_of(Project.open(project.folder)) == held
        assert found(project) == after


def no_revision(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE alembic_version")
    connection.commit()
    connection.close()


def no_database(path: Path) -> None:
    path.write_bytes(b"something else altogether" * 400)


def half_of_it(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("damage", "code"), [(no_revision, "store"), (no_database, "store-file"), (half_of_it, "store-file")]
)
def test_a_store_that_no_repair_helps_comes_back_from_a_backup(
    damage: Callable[[Path], None], code: str, tmp_path: Path
) -> None:
    project = labelled_project(tmp_path / "p")
    held: dict[str, list[tuple[Any, ...]]] = rows_of(project)
    take_backup(project, tmp_path / "x.backup")
    path = project.store_location.path
    assert path is not None
    project.close()
    damage(path)
    (finding,) = found(project)
    assert finding.code == code
    assert "annotator restore" in str(finding)
    restore_backup(tmp_path / "x.backup", project.folder)
    assert found(project) == []
    assert rows_of(Project.open(project.folder)) == held


def test_repairing_a_database_takes_a_backup_first(cluster: Cluster, tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p", cluster.new_database())
    with writing(project.store.writable(), project.store.location) as transaction:
        transaction.run("UPDATE operations SET checksum = 'x' WHERE seq = 2")
        transaction.run("UPDATE decisions SET checksum = 'x'")
    damaged = rows_of(project)
    assert {each.code for each in found(project)} == {"layer", "decision"}
    repair(project.folder)
    assert found(project) == []
    assert repair(project.folder) == []
    (kept,) = (project.folder / ".annotator").glob("before-repair-*.backup")
    restore_backup(kept, project.folder)
    assert rows_of(Project.open(project.folder)) == damaged


def test_a_suggester_that_nobody_has_is_found(tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p")
    config = project.config.file
    held = config.read_text()
    project.close()
    config.write_text(f'suggesters = ["nobody"]\n{held}')
    (finding,) = found(project)
    assert finding.code == "suggester"
    assert "correct the line" in str(finding)
    config.write_text(held)
    assert found(project) == []


def test_a_language_without_its_models_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator.suggest.segment import languages

    project = labelled_project(tmp_path / "p")
    project.config.file.write_text(f'language = "zh"\n{project.config.file.read_text()}')
    project.close()
    without = languages.segmenter_for("en")
    without.notice = "pip install"
    monkeypatch.setattr(languages, "segmenter_for", lambda _language: without)
    (finding,) = found(project)
    assert finding.code == "language"
    assert "pip install" in str(finding)


@pytest.mark.slow
def test_a_clone_that_does_not_merge_gold_yet_is_found(tmp_path: Path) -> None:
    project = labelled_project(tmp_path / "p")
    project.close()

    def git(*words: str) -> None:
        subprocess.run(["git", *words], cwd=project.folder, check=True, capture_output=True)

    git("init", "-q")
    assert main(["git", "setup", "--project", str(project.folder)]) == 0
    assert found(project) == []
    git("config", "--unset", "merge.gold.driver")
    (finding,) = found(project)
    assert finding.code == "git-settings"
    assert "annotator git setup" in str(finding)
    assert main(["git", "setup", "--project", str(project.folder)]) == 0
    assert found(project) == []


def test_every_code_of_the_doctor_has_a_test() -> None:
    source = Path(doctor.__file__).read_text("utf-8")
    codes = set(re.findall(r'Diagnosis\(\s*"([a-z-]+)"', source))
    assert len(codes) > 15
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.rglob("test_*.py"))
    assert {code for code in codes if f'"{code}"' not in tests} == set()
