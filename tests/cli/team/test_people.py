"""`annotator team`, and the program as each member of a team uses it, on a real server."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from annotator.__main__ import main
from annotator.datasets.record import read_documents
from annotator.errors import StoreError
from annotator.model.annotation import mention
from annotator.model.coverage import declare_all
from annotator.model.edits import add
from annotator.project.project import Project
from tests.databases import Cluster, cluster
from tests.project.projects import make_project

__all__ = ["cluster"]

TEXT = "Ana Marek fled to Selm."
SECRET = "it's a \\ secret"

As = Callable[..., int]


@pytest.fixture
def folder(cluster: Cluster, tmp_path: Path) -> Path:
    """A project on a server; the login comes from the environment."""
    address = cluster.new_database().url.replace("tester@", "")
    make_project(tmp_path / "p", config=f'store = "{address}"').close()
    return tmp_path / "p"


@pytest.fixture
def as_login(folder: Path, monkeypatch: pytest.MonkeyPatch) -> As:
    """Run a command as a login."""

    def run(login: str, *words: str) -> int:
        monkeypatch.setenv("PGUSER", login)
        return main([*words, "--project", str(folder)])

    return run


@pytest.fixture
def team(as_login: As, tmp_path: Path) -> As:
    """A team with an article that two were asked for."""
    article = tmp_path / "a0.txt"
    article.write_text(TEXT)
    assert as_login("tester", "team", "setup") == 0
    for name, role in (("ana", "annotator"), ("ben", "annotator"), ("dov", "adjudicator"), ("lea", "lead")):
        assert as_login("tester", "team", "add", name, "--role", role) == 0
    assert as_login("lea", "add", str(article)) == 0
    assert as_login("lea", "assign", "--to", "ana,ben", "--adjudicator", "dov") == 0
    return as_login


def label(folder: Path, name: str, end: int = 9) -> None:
    """Label the article as oneself, to the end."""
    project = Project.open(folder)
    assert project.annotator == name, "the server says who asks, whatever the project file says"
    session = project.open_session("a0")
    assert session.read_only is None
    session.apply(add(session.document, mention("T1", "PERSON", TEXT, ((0, end),))))
    session.apply(declare_all(session.document))
    session.close()
    project.close()


def test_everybody_does_their_part_and_no_other(
    team: As, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, end in (("ana", 9), ("ben", 3)):
        monkeypatch.setenv("PGUSER", name)
        label(folder, name, end)
    capfd.readouterr()
    assert team("ana", "status", "--format", "json") == 0
    assert [each["annotator"] for each in json.loads(capfd.readouterr().out)["annotators"]] == ["ana"]
    mine = tmp_path / "ana.jsonl"
    assert team("ana", "export", "-o", str(mine)) == 0
    assert [each.annotator for each in read_documents(mine)] == ["ana"]
    for line in ("agree", "adjudicate", f"backup {tmp_path / 'b'}", "assign --to ana,ben", "assign --revoke"):
        assert team("ana", *line.split()) == 5
        assert "you are ana, annotator in this team" in capfd.readouterr().err
    assert not (tmp_path / "b").exists()
    assert team("dov", "adjudicate", "--format", "json") == 1
    assert json.loads(capfd.readouterr().out)["documents"][0]["decisions"] == 1
    gold = tmp_path / "gold.jsonl"
    assert team("lea", "export", "--layer", "gold", "-o", str(gold)) == 0
    assert team("lea", "export", "--layer", "ben", "-o", str(tmp_path / "ben.jsonl")) == 0
    assert team("lea", "agree") == 0
    assert team("lea", "backup", str(tmp_path / "b")) == 0
    assert team("lea", "status", "--format", "json") == 0
    assert team("lea", "doctor") == 0
    capfd.readouterr()
    assert team("lea", "log", "a0") == 0
    assert "dov" in capfd.readouterr().out, "who merged is in the log, not whom the project file names"


def test_another_s_layer_opens_empty_and_says_why(team: As, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGUSER", "ben")
    label(folder, "ben")
    monkeypatch.setenv("PGUSER", "ana")
    project = Project.open(folder)
    session = project.open_session("a0", "ben")
    assert "the team's rules do not let your login do that" in (session.read_only or "")
    assert not session.document.entities
    session.close()
    project.close()


def test_rights_are_gone_at_once(team: As, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGUSER", "ana")
    project = Project.open(folder)
    assert project.document_ids() == ["a0"]
    assert team("tester", "team", "remove", "ana") == 0
    with pytest.raises(StoreError, match="rules do not let your login"):
        project.documents()  # In a session that is open, too.
    project.close()
    assert team("ana", "status") == 5
    assert team("tester", "team", "add", "ana", "--role", "lead") == 0
    assert team("ana", "status") == 0


def test_a_password_is_set_and_never_shown(
    as_login: As, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    statements: list[str] = []

    def noted(*said: object) -> None:
        statements.append(f"{said[2:4]}")

    event.listen(Engine, "before_cursor_execute", noted)
    file = tmp_path / "password.txt"
    file.write_text(f"{SECRET}\nsecond line\n")
    assert as_login("tester", "team", "setup") == 0
    assert as_login("tester", "team", "add", "eli", "--password-file", str(file)) == 0
    monkeypatch.setenv("ANNOTATOR_MEMBER_PASSWORD", SECRET)
    assert as_login("tester", "team", "add", "fay") == 0
    captured = capfd.readouterr()
    assert "given the password" in captured.err or "with a password" in captured.err
    assert SECRET not in captured.out + captured.err
    assert any("SCRAM-SHA-256$" in each for each in statements)
    assert not any("secret" in each for each in statements)
    event.remove(Engine, "before_cursor_execute", noted)


@pytest.mark.parametrize(
    ("login", "words", "status", "message"),
    [
        ("tester", ["team", "add", "gold"], 3, "nobody is called so"),
        ("tester", ["team", "add", "tester"], 3, "label under another login"),
        ("tester", ["team", "add", "cleo", "--login", "ana"], 0, "cleo is annotator"),
        ("tester", ["team", "add", "ana", "--login", "other"], 3, "is the name of the login 'ana' already"),
        ("tester", ["team", "add", "n" * 64], 3, "expected 1 to 63 bytes"),
        ("tester", ["team", "add", "ana", "--password-file", "nowhere"], 3, "nowhere: the password cannot be read"),
        ("tester", ["team", "remove", "zoe"], 3, "nobody called 'zoe'"),
        ("lea", ["team", "setup"], 5, "belongs to the login 'tester', you are 'lea'"),
        ("lea", ["team", "add", "zoe"], 5, "belongs to the login 'tester'"),
        ("ana", ["remove", "a0"], 5, "it needs a lead"),
        ("lea", ["remove", "a0", "--purge"], 5, "rules do not let your login"),
    ],
)
def test_what_is_off_is_said(
    team: As, login: str, words: list[str], status: int, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    assert team(login, *words) == status
    assert message in capfd.readouterr().err


def test_a_store_that_was_not_set_up_is_told(as_login: As, capfd: pytest.CaptureFixture[str]) -> None:
    assert as_login("tester", "team", "add", "ana") == 5
    assert "first: annotator team setup" in capfd.readouterr().err


def test_a_file_hides_nothing_and_that_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make_project(tmp_path / "p").close()
    for words in (["setup"], ["add", "ana"], ["remove", "ana"]):
        assert main(["team", *words, "--project", str(tmp_path / "p")]) == 5
        assert "whoever can read it reads every layer in it" in capfd.readouterr().err
