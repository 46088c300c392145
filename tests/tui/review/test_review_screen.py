"""`annotator errors` through a pseudo-terminal: errors decided, gold mended, scored again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.model.change import apply
from annotator.model.edits import remove
from annotator.project.bundled_files import bundled_gold
from annotator.project.demo import demo_project, label_as_gold
from annotator.project.project import Project
from annotator.project.records.export_records import exported
from tests.tui.terminal import running

pytestmark = pytest.mark.terminal


def bent(folder: Path) -> None:
    """The bundled gold, and predictions that lack every ninth entity."""
    gold = bundled_gold("conflict-news@2.0.0")
    write_records(gold, folder / "gold.jsonl")
    write_records([apply(each, remove(each, sorted(each.entities)[4::9])) for each in gold], folder / "pred.jsonl")


def test_errors_are_decided_and_gold_is_mended(tmp_path: Path) -> None:
    bent(tmp_path)
    before = {each.id: each for each in read_documents(tmp_path / "gold.jsonl")}
    with running(["errors", "gold.jsonl", "pred.jsonl", "--layer", "entities"], tmp_path, (120, 35)) as terminal:
        terminal.wait_for("MISSING")
        terminal.wait_for("P nothing here")
        terminal.keys("e")
        terminal.wait_for("1 of")
        terminal.keys("g")
        terminal.wait_for("make gold say")
        terminal.keys("y")
        terminal.wait_for("entities.strict F1")
        terminal.keys("q")
        assert terminal.end() == 0
    verdicts = [json.loads(line)["verdict"] for line in (tmp_path / "pred.jsonl.verdicts").read_text().splitlines()]
    assert verdicts == ["extractor", "gold"]
    after = {each.id: each for each in read_documents(tmp_path / "gold.jsonl")}
    counts = [sum(len(each.entities) for each in documents.values()) for documents in (before, after)]
    assert counts[1] == counts[0] - 1
    with running(["errors", "gold.jsonl", "pred.jsonl", "--layer", "entities"], tmp_path, NO_COLOR="1") as terminal:
        terminal.wait_for("1 of")
        terminal.keys("q")
        assert terminal.end() == 0


def test_the_gold_of_a_project_is_mended_in_its_layer_and_undo_takes_it_back(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    project = demo_project(folder)
    label_as_gold(project, "mira")
    gold = list(exported(project, "mira"))
    write_records(gold, folder / "gold.jsonl")
    write_records([apply(each, remove(each, sorted(each.entities)[4::9])) for each in gold], folder / "pred.jsonl")
    project.close()
    with running(["errors", "gold.jsonl", "pred.jsonl", "--layer", "entities"], folder, (120, 35)) as terminal:
        terminal.wait_for("MISSING")
        terminal.keys("g")
        terminal.keys("y")
        terminal.wait_for("entities.strict F1")
        terminal.keys("q")
        assert terminal.end() == 0
    opened = Project.open(folder)
    assert sum(len(each.entities) for each in exported(opened, "mira")) == sum(len(each.entities) for each in gold) - 1
    session = opened.open_session(gold[0].id, "mira")
    assert session.undo() is not None
    assert session.document.entities == gold[0].entities
    session.close()
    opened.close()
