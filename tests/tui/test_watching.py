"""What changes outside while an article is open is noticed and said, and asked for anew where it is quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.project.articles.add import add_files
from annotator.project.project import Project
from tests.tui.terminal import Terminal, running

pytestmark = pytest.mark.terminal

TEXT = "Oskell left Tessal. The Dawn Column stayed.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "project"
    opened = Project.create(folder, "1.0.0")
    (folder / "strike.txt").write_text(TEXT, "utf-8")
    add_files(opened, [folder / "strike.txt"])
    opened.close()
    return folder


def saved(terminal: Terminal) -> None:
    terminal.wait_for("● on disk")


def test_a_file_that_changes_under_the_screen_is_noticed(project: Path) -> None:
    with running(["label", "strike"], project) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("g")
        saved(terminal)
        (project / "strike.txt").write_text(TEXT.replace("left", "has left"), "utf-8")
        terminal.wait_for("strike.txt has changed")
        terminal.keys(",", "c")
        terminal.wait_for("has left")
        (project / "strike.txt").write_text(TEXT.replace("left", "had left"), "utf-8")
        terminal.keys("enter")
        terminal.wait_for("has changed again")
        terminal.keys(",", "c")
        terminal.wait_for("move all")
        terminal.keys("enter")
        terminal.wait_for("the labels are on the new text")
        assert "Oskell had left" in terminal.text
        terminal.keys(",", "c")
        terminal.wait_for("is as it was labelled")


def test_a_file_that_is_put_back_is_noticed_too(project: Path) -> None:
    (project / "strike.txt").write_text(TEXT.replace("left", "has left"), "utf-8")
    with running(["label", "strike"], project) as terminal:
        terminal.wait_for("strike.txt has changed")
        (project / "strike.txt").write_text(TEXT, "utf-8")
        terminal.wait_for("is as it was labelled")


def test_a_screen_that_could_only_read_becomes_writable_when_the_other_closes(project: Path) -> None:
    with running(["label", "strike"], project) as first:
        first.wait_for("LABEL")
        with running(["label", "strike"], project) as second:
            second.wait_for("read-only")
            first.keys("g")
            saved(first)
            second.wait_for("GPE")
            second.wait_for("labelled on")
            second.keys("g")
            assert "read-only" in second.text
            first.keys("ctrl+c")
            assert first.end() == 0
            second.wait_for("writable now")
            second.keys("tab", "g")
            saved(second)
    opened = Project.open(project)
    session = opened.open_session("strike")
    assert len(session.document.entities) == 2
    session.close()
    opened.close()


def test_articles_that_come_while_one_is_open_are_counted(project: Path, tmp_path: Path) -> None:
    with running(["label", "strike"], project) as terminal:
        terminal.wait_for("LABEL")
        (tmp_path / "other.txt").write_text("Another one.\n", "utf-8")
        opened = Project.open(project)
        add_files(opened, [tmp_path / "other.txt"])
        opened.close()
        terminal.wait_for("1 article more in the project")
        terminal.wait_for("/2")
        idle = terminal.read(5.0)
        assert idle == 0, "watching sends nothing"
