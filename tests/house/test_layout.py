"""The tree keeps its shape: content folders hold content, files stay small, nobody else's text is inside."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

from tests.shared import ROOT, needs_shared, passages, passages_of_others

SOURCES = sorted((ROOT / "annotator").rglob("*.py"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@pytest.mark.parametrize("folder", ["schema", "datasets", "eval"])
def test_content_folders_are_no_packages(folder: str) -> None:
    assert not (ROOT / folder / "__init__.py").exists()
    first_line = (ROOT / folder / "README.md").read_text("utf-8").splitlines()[0]
    assert f"annotator/{folder}/" in first_line


def test_files_and_functions_stay_small() -> None:
    too_long = [str(path) for path in SOURCES if len(path.read_text("utf-8").splitlines()) > 400]
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, FUNCTIONS) and (node.end_lineno or 0) - node.lineno >= 60:
                too_long.append(f"{path}:{node.lineno} {node.name}")
    assert too_long == []


def test_no_folder_of_odds_and_ends() -> None:
    names = {path.stem for path in SOURCES} | {path.parent.name for path in SOURCES}
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc"}


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@needs_shared
def test_no_passage_of_the_articles_is_inside() -> None:
    foreign = passages_of_others()
    assert foreign
    holders = []
    for path in tracked_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if passages(text) & foreign:
            holders.append(str(path))
    assert holders == []
