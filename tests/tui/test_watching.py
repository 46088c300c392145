"""What changes outside while an article is open is noticed and said, and asked for anew where it is quoted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from annotator.project.articles.add import add_files
from annotator.project.project import Project
from tests.databases import Cluster
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


def test_plain_mode_says_before_it_answers_what_has_changed_outside(project: Path, tmp_path: Path) -> None:
    with running(["label", "--plain", "strike"], project) as terminal:
        terminal.wait_for("words: 1 Oskell")
        terminal.process.send('"Oskell" GPE\n')
        terminal.wait_for('mention GPE "Oskell"')
        (project / "strike.txt").write_text("New. " + TEXT, "utf-8")
        terminal.process.send("say\n")
        terminal.wait_for("strike.txt has changed since it was labelled; changed shows")
        terminal.process.send("changed\n")
        terminal.wait_for("changed all: move all spans that were found: 1; lost and removed: 0")
        terminal.process.send("changed all\n")
        terminal.wait_for("the labels are on the new text")
        (tmp_path / "other.txt").write_text("Another one.\n", "utf-8")
        opened = Project.open(project)
        add_files(opened, [tmp_path / "other.txt"])
        opened.close()
        terminal.process.send("say\n")
        terminal.wait_for("1 article more in the project")
        schema = project / "schema" / "conflict-news" / "1.0.0.yaml"
        schema.write_text(schema.read_text("utf-8").replace("  GPE:", '  CLUB: {key: "c"}\n  GPE:', 1), "utf-8")
        terminal.process.send("say\n")
        terminal.wait_for("1.0.0.yaml has changed")
        terminal.process.send("quit\n")
        assert terminal.end() == 0
    opened = Project.open(project)
    session = opened.open_session("strike")
    assert [each.spans for each in session.document.entities.values()] == [((5, 11),)]
    session.close()
    opened.close()


def test_plain_mode_can_write_once_the_other_screen_is_closed(project: Path) -> None:
    with running(["label", "strike"], project) as first:
        first.wait_for("LABEL")
        with running(["label", "--plain", "strike"], project) as second:
            second.wait_for("read-only")
            first.keys("g")
            saved(first)
            second.process.send("say\n")
            second.wait_for("labelled on by whoever has it")
            first.keys("ctrl+c")
            assert first.end() == 0
            second.process.send('"Tessal" GPE\n')
            second.wait_for("writable now")
            second.wait_for('mention GPE "Tessal"')
            second.process.send("quit\n")
            assert second.end() == 0


@pytest.mark.slow
def test_a_lease_that_is_lost_on_postgresql_is_noticed_by_the_screen(cluster: Cluster, tmp_path: Path) -> None:
    """Another machine took the layer over while this one slept: its screen goes on showing, and writes no more."""
    folder = tmp_path / "project"
    Project.create(folder, "1.0.0").close()
    (folder / "strike.txt").write_text(TEXT, "utf-8")
    location = cluster.new_database()
    config = folder / "annotator.toml"
    config.write_text(config.read_text("utf-8") + f'\nstore = "{location.url}"\n', "utf-8")
    run = [sys.executable, "-m", "annotator"]
    subprocess.run([*run, "add", "strike.txt"], cwd=folder, check=True, capture_output=True)
    with running(["label", "strike"], folder) as terminal:
        terminal.wait_for("LABEL")
        terminal.keys("g")
        saved(terminal)
        database = urlsplit(str(location.url)).path.strip("/")
        cluster.run(b"UPDATE leases SET token = 'another', until = clock_timestamp() + interval '1 hour'", database)
        terminal.wait_for("read-only")
        terminal.keys(")", "g")
        terminal.wait_for("read-only")
        assert sum(line.count("GPE?") for line in terminal.lines[1:10]) == 1
        terminal.keys("ctrl+c")
        assert terminal.end() == 0
