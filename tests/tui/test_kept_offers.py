"""What extractors have said is offered in the real program, also what they say while an article is open."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.annotation import mention
from annotator.model.document import by_id, new_document
from annotator.project.articles.add import add_files
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from annotator.store.database.transaction import writing
from annotator.store.tables.predictions import keep_predictions
from tests.tui.terminal import running

pytestmark = pytest.mark.terminal

TEXT = "oskell left tessal.\n"


def keep(folder: Path, extractor: str, words: str, type_name: str) -> None:
    with closing(Project.open(folder)) as project:
        start = TEXT.index(words)
        said = mention("T1", type_name, TEXT, ((start, start + len(words)),), score=0.75)
        document = new_document("strike", TEXT, schema_ref=project.schema.ref, entities=by_id([said]))
        with writing(project.store.writable(), project.store.location) as transaction:
            keep_predictions(transaction, document, extractor, "1", "2031-05-01T00:00:00Z")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    opened = Project.create(tmp_path / "project", "1.0.0")
    (opened.folder / "strike.txt").write_text(TEXT, "utf-8")
    add_files(opened, [opened.folder / "strike.txt"])
    opened.close()
    return opened.folder


def test_it_is_drawn_with_its_source_and_taken_by_enter_and_by_nothing_else(folder: Path) -> None:
    keep(folder, "llm:small", "oskell", "GPE")
    with running(["label", "strike"], folder) as terminal:
        terminal.wait_for("?GPE")
        terminal.wait_for("llm:small 0.75")
        terminal.wait_for("0/1 read")
        keep(folder, "model:first", "tessal", "GPE")
        terminal.wait_for("┄┘      ?GPE")
        terminal.keys("enter")
        terminal.wait_for("model:first 0.75")
        terminal.wait_for("● on disk")
    with closing(Project.open(folder)) as project:
        [document] = exported(project)
    assert [(each.text, each.type) for each in document.entities.values()] == [("oskell", "GPE")]


def test_what_the_project_file_names_is_run_over_the_open_article_and_a_failure_is_told(folder: Path) -> None:
    said = {"id": "strike", "text": TEXT, "entities": [{"id": "T1", "type": "GPE", "spans": [[0, 6]], "score": 0.7}]}
    (folder / "said.jsonl").write_text(json.dumps(said) + "\n", "utf-8")
    settings = (folder / "annotator.toml").read_text("utf-8")
    settings = 'suggest = ["file:said.jsonl", "file:missing.jsonl"]\n' + settings
    (folder / "annotator.toml").write_text(settings, "utf-8")
    with running(["label", "strike"], folder) as terminal:
        terminal.wait_for("file:missing.jsonl suggests nothing")
        # The message stands until the second key after it came.
        terminal.keys("escape", "escape")
        terminal.wait_for("file:said.jsonl 0.70")
