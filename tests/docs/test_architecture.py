"""ARCHITECTURE.md and CONTRIBUTING.md fit the tree: folders, paths, and a glossary that is read in one go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import ROOT

PACKAGE = ROOT / "annotator"
PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
TREE = PAGE.split("```")[1]
NAMED = set(re.findall(r"[a-z_][a-z_0-9]*/", TREE))
RECIPES = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MOST_GLOSSARY_LINES = 40
MOST_FILES = 8


def folders() -> Iterator[Path]:
    """The folders of the package that hold modules, two deep."""
    for init in PACKAGE.glob("*/**/__init__.py"):
        folder = init.parent.relative_to(PACKAGE)
        if len(folder.parts) <= 2:
            yield folder


def test_the_tree_names_every_folder() -> None:
    assert [str(folder) for folder in folders() if f"{folder.name}/" not in NAMED] == []


def test_the_tree_names_no_folder_that_is_gone() -> None:
    known = {f"{path.name}/" for path in ROOT.rglob("*/") if path.is_dir()}
    assert known >= NAMED


def test_the_glossary_is_short() -> None:
    glossary = PAGE.partition("\n## Words\n")[2].partition("\n## ")[0]
    assert 20 < len(glossary.splitlines()) <= MOST_GLOSSARY_LINES


@pytest.mark.parametrize("page", [PAGE, RECIPES], ids=["ARCHITECTURE", "CONTRIBUTING"])
def test_every_path_is_there(page: str) -> None:
    paths = set(re.findall(r"`([a-z_]+/[a-z_/]*[a-z_](?:\.\w+)?)`", page))
    assert len(paths) > 10

    def is_there(path: str) -> bool:
        return any((base / f"{path}{suffix}").exists() for base in (ROOT, PACKAGE) for suffix in ("", ".py"))

    assert {path for path in paths if not is_there(path)} == set()


def test_no_recipe_asks_for_more_than_eight_files() -> None:
    recipes = re.findall(r"^## (To add a .*?)\n(.*?)(?=^## |\Z)", RECIPES, re.MULTILINE | re.DOTALL)
    assert len(recipes) >= 8
    for name, text in recipes:
        files = set(re.findall(r"`((?:annotator|tests|docs|schema)/[\w/]+(?:\.\w+)?)`|\b(docs/\w+\.md)", text))
        assert 0 < len(files) <= MOST_FILES, name
