"""The main job through the real program: label in a pseudo-terminal, be killed, undo, redo, export, check, score."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.datasets.record import read_documents
from annotator.model.coverage import declare_all
from annotator.model.document import Document
from annotator.project.project import Project
from tests.shared import ROOT, SHARED
from tests.tui.terminal import Terminal, running

pytestmark = pytest.mark.slow

SAMPLE = ROOT / "datasets" / "conflict-news-sample" / "articles"
SOURCES = {"bundled": SAMPLE} | ({"shared": SHARED / "articles"} if SHARED.is_dir() else {})
EMPTY = "0 mentions  0 relations  0 events"
COUNTS = re.compile(r"\d+ mentions?  \d+ relations?  \d+ events?")
WIDE = (120, 35)


def annotator(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "annotator", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(params=sorted(SOURCES))
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project at conflict-news 1.0.0 with two articles."""
    folder = tmp_path / "p"
    annotator(tmp_path, "init", "p")
    config = folder / "annotator.toml"
    config.write_text(re.sub(r"\d+\.\d+\.\d+\.yaml", "1.0.0.yaml", config.read_text("utf-8")), "utf-8")
    articles = sorted(SOURCES[request.param].glob("*.txt"))
    assert len(articles) == 2
    assert annotator(folder, "add", *map(str, articles)).returncode == 0
    return folder


def label_everything(terminal: Terminal) -> str:
    """Label an entity, one inside its word, a relation between them, and an event with a filler; the counts shown."""
    terminal.wait_for(EMPTY)
    terminal.keys(",", "<", "tab", "o")
    terminal.wait_for("1 mention ")
    terminal.keys(",", "M", ",", "left", "g")
    terminal.wait_for("2 mentions")
    terminal.keys(",", "M", ">")
    terminal.wait_for("PART_OF")
    terminal.keys("p")
    terminal.wait_for("HINT")
    terminal.keys("j")
    terminal.wait_for("1 relation ")
    terminal.keys("right", "right", "right", "!")
    terminal.wait_for("Attack")
    terminal.keys("a")
    terminal.wait_for("ROLE")
    for hint in "jdfk":  # What stands nearest has the letter that is nearest to hand.
        terminal.keys(hint)
        if "no hint" not in terminal.text:
            break
    if "is a" in terminal.text:
        terminal.keys("g")
    terminal.keys("enter")
    terminal.wait_for("1 relation  1 event ")
    terminal.wait_for("on disk")
    shown = COUNTS.search(terminal.text)
    assert shown is not None
    return shown.group()


def first_id(folder: Path) -> str:
    """The article that is labelled: a stem may look like an option or a path, so it is read from the project."""
    return min(each["id"] for each in documents_of(folder))


def documents_of(folder: Path) -> list[dict[str, str]]:
    exported = annotator(folder, "export")
    return [json.loads(line) for line in exported.stdout.splitlines()]


def first_document(folder: Path) -> Document:
    exported = folder / "gold.jsonl"
    assert annotator(folder, "export", "-o", exported.name).returncode == 0
    return min(read_documents(exported), key=lambda document: document.id)


def declare_done(folder: Path) -> Document:
    """Say that the first article is labelled exhaustively: touching it did not."""
    assert first_document(folder).incomplete_for
    project = Project.open(folder)
    opened = project.open_session(first_id(folder))
    opened.apply(declare_all(opened.document))
    opened.close()
    project.close()
    return first_document(folder)


@pytest.mark.terminal
def test_label_kill_undo_redo_export_check_score(project: Path) -> None:
    with running(["label", first_id(project)], project, WIDE) as terminal:
        done = label_everything(terminal)
        os.kill(terminal.process.pid, signal.SIGKILL)
        terminal.process.wait()
    labelled = first_document(project)
    with running(["label", first_id(project)], project, WIDE) as terminal:
        terminal.wait_for("taken over from process")
        terminal.keys("escape")
        terminal.wait_for(done)
        undo_all(terminal)
        terminal.keys("ctrl+c")
        assert terminal.end() == 0
    empty = first_document(project)
    assert not list(empty.annotations())
    with running(["label", first_id(project)], project, WIDE) as terminal:
        terminal.wait_for(EMPTY)
        redo_all(terminal, done)
        terminal.keys("ctrl+c")
        assert terminal.end() == 0
    assert first_document(project) == labelled
    labelled = declare_done(project)
    assert not labelled.incomplete_for
    holds_together(labelled)
    score(project)


def undo_all(terminal: Terminal) -> None:
    for _ in range(20):
        if EMPTY in terminal.text:
            break
        terminal.keys("ctrl+z")
    terminal.wait_for(EMPTY)
    terminal.wait_for("on disk")


def redo_all(terminal: Terminal, done: str) -> None:
    for _ in range(20):
        terminal.keys("ctrl+y")
    terminal.wait_for(done)
    terminal.wait_for("on disk")


def holds_together(document: Document) -> None:
    """What was labelled is what was asked for: a nested mention inside a word, a relation, an event with a filler."""
    outer, inner = sorted(document.entities.values(), key=lambda each: each.type, reverse=True)[:2]
    spans = sorted(each.spans[0] for each in document.entities.values())
    assert any(a[0] <= b[0] and b[1] < a[1] for a in spans for b in spans if a != b)
    assert {outer.type, inner.type} == {"ORG", "GPE"}
    [relation] = document.relations.values()
    assert relation.type == "PART_OF"
    assert relation.evidence
    [event] = document.events.values()
    assert event.type == "Attack"
    assert [argument.role for argument in event.arguments] == ["Agent"]


def score(project: Path) -> None:
    checked = annotator(project, "check", "gold.jsonl")
    assert checked.returncode == 0, checked.stdout
    baseline = str(ROOT / "eval" / "extractors" / "gazetteer.py") + ":extract"
    assert annotator(project, "predict", baseline, "gold.jsonl", "-o", "predictions.jsonl").returncode == 0
    scored = annotator(project, "eval", "gold.jsonl", "predictions.jsonl", "--format", "json")
    assert scored.returncode == 0
    assert '"measure": "strict"' in scored.stdout
