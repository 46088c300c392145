"""A format and an extractor of another package, installed beside the program, used from the command line by name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.datasets.record import read_documents
from annotator.model.order import ordered_entities
from tests.shared import ROOT

pytestmark = pytest.mark.slow

ENTRY_POINTS = """[annotator.formats]
bracket-lines = varania_tools:BracketLines

[annotator.extractors]
capitals = varania_tools:capitals
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder of installed packages, as pip leaves one behind."""
    folder = tmp_path / "site-packages"
    metadata = folder / "varania_tools-1.0.dist-info"
    metadata.mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("programs") / "varania_tools.py", folder)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: varania-tools\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text(ENTRY_POINTS, "utf-8")
    return folder


def run(installed: Path | None, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    paths = [str(ROOT), *([str(installed)] if installed else [])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-m", "annotator", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_format_of_another_package_converts_both_ways(installed: Path, tmp_path: Path) -> None:
    lines = "one\t[GPE|Oskell] struck [GPE|Selm]\ntwo\tnobody spoke\n"
    (tmp_path / "articles.txt").write_text(lines, "utf-8")
    there = ("convert", "articles.txt", "gold.jsonl", "--from", "bracket-lines", "--to", "jsonl")
    done = run(installed, *there, folder=tmp_path)
    assert (done.returncode, done.stderr.endswith("2 documents, nothing lost\n")) == (0, True)
    first, second = read_documents(tmp_path / "gold.jsonl", loose=True)
    assert [(each.type, each.spans, each.text) for each in ordered_entities(first)] == [
        ("GPE", ((0, 6),), "Oskell"),
        ("GPE", ((14, 18),), "Selm"),
    ]
    assert second.text == "nobody spoke"
    back = ("convert", "gold.jsonl", "again.txt", "--from", "jsonl", "--to", "bracket-lines")
    assert run(installed, *back, folder=tmp_path).returncode == 0
    assert (tmp_path / "again.txt").read_text("utf-8") == lines


def test_its_losses_and_faults_are_told_as_those_of_the_program(installed: Path, tmp_path: Path) -> None:
    gold = str(ROOT / "datasets" / "conflict-news-sample" / "gold-2.0.0.jsonl")
    done = run(installed, "convert", gold, "x", "--from", "jsonl", "--to", "bracket-lines", "--strict", folder=tmp_path)
    assert done.returncode == 1
    assert "relations and events: a line has words alone" in done.stderr
    assert not (tmp_path / "x").exists()
    (tmp_path / "bad").write_text("no tab here\n", "utf-8")
    done = run(installed, "convert", "bad", "-", "--from", "bracket-lines", "--to", "jsonl", folder=tmp_path)
    assert done.returncode == 3
    assert "bad:1: has no tab; expected an id, a tab, words" in done.stderr


@pytest.mark.parametrize(("spec", "kind"), [("capitals", "NAME"), ("capitals:GPE", "GPE")])
def test_an_extractor_of_another_package_predicts(installed: Path, tmp_path: Path, spec: str, kind: str) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id":"d","text":"Oskell struck Selm"}\n', "utf-8")
    done = run(installed, "predict", spec, "gold.jsonl", "-o", "predictions.jsonl", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "1 document\n")
    (document,) = read_documents(tmp_path / "predictions.jsonl", loose=True)
    assert [(each.type, each.text) for each in ordered_entities(document)] == [(kind, "Oskell"), (kind, "Selm")]
    assert document.extractor is not None
    assert document.extractor.name == spec


def test_without_it_the_names_are_not_known(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id":"d","text":"Oskell struck Selm"}\n', "utf-8")
    done = run(None, "convert", "gold.jsonl", "-", "--from", "jsonl", "--to", "bracket-lines", folder=tmp_path)
    assert done.returncode == 2
    assert "unknown format 'bracket-lines'" in done.stderr
    assert run(None, "predict", "capitals", "gold.jsonl", "-o", "p.jsonl", folder=tmp_path).returncode == 2
