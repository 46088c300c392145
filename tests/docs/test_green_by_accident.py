"""The page on what could make a benchmark pass wrongly: each row points to a test that is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.shared import ROOT

PAGE = ROOT / "docs" / "green-by-accident.md"
ROWS = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|") and not line.startswith("|--")]
POINTERS = [pair for row in ROWS for pair in re.findall(r"`(tests/\S+\.py)::(\w+)`", row)]


def test_each_row_points_to_a_test() -> None:
    rows = [row for row in ROWS if not row.startswith("| what could go wrong")]
    assert len(rows) >= 30
    assert [row for row in rows if len(re.findall(r"`tests/\S+\.py::\w+`", row)) != 1] == []


@pytest.mark.parametrize(("file", "name"), POINTERS, ids=[name for _, name in POINTERS])
def test_the_test_is_there_and_judges_something(file: str, name: str) -> None:
    tree = ast.parse(Path(ROOT / file).read_text("utf-8"))
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert name in functions
    judges = (ast.Assert, ast.With)
    assert any(isinstance(node, judges) for node in ast.walk(functions[name]))
