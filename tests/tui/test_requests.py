"""Whatever the editor asks the program for is served: an unknown request would end the screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.tui.editor.verbs import ACTS
from annotator.tui.keymap import VERBS
from tests.shared import ROOT

TUI = ROOT / "annotator" / "tui"
TABLES = {"_serves": TUI / "app.py", "_requests": TUI / "requests.py"}
"""The tables of who serves what, by the attribute that holds them."""


def served_by_the_editor() -> Iterator[str]:
    """The names that it compares a request's with."""
    for node in ast.walk(ast.parse((TUI / "editor" / "editor.py").read_text("utf-8"))):
        if isinstance(node, ast.Compare) and ast.unparse(node.left) == "request.name":
            yield from (str(each.value) for each in ast.walk(node.comparators[0]) if isinstance(each, ast.Constant))


def served() -> set[str]:
    """The names that the editor serves itself, and those in both tables."""
    names = set(served_by_the_editor())
    for table, file in TABLES.items():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Attribute) and node.target.attr == table:
                assert isinstance(node.value, ast.Dict)
                names |= {str(key.value) for key in node.value.keys if isinstance(key, ast.Constant)}
    return names


def requested(file: Path) -> Iterator[str]:
    """The names of requests that are written out in a file."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) == "Request"
            and isinstance(node.args[0], ast.Constant)
        ):
            yield str(node.args[0].value)


@pytest.mark.slow
def test_every_request_is_served() -> None:
    names = {name for file in TUI.rglob("*.py") for name in requested(file)}
    assert len(names) > 3
    verbs = {verb.name for verb in VERBS} - ACTS.keys()
    assert len(verbs) > 3
    assert sorted((names | verbs) - served()) == []
