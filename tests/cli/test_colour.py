"""Colour on a terminal that has it, and nowhere else; tables as wide as the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest

from annotator.cli.colour import coloured
from tests.shared import ROOT

GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-1.0.0.jsonl"
GATES = ("--fail-under", "entities.strict.f1=1", "--fail-under", "entities.exact.f1=1")


def shown(*words: str, columns: int = 80, **environment: str) -> str:
    """What a command shows on a terminal of so many columns."""
    known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "CI")}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "annotator", *words],
        env=known | {"TERM": "xterm"} | environment,
        dimensions=(24, columns),
        encoding="utf-8",
        timeout=120,
    )
    child.expect(pexpect.EOF)
    return str(child.before)


@pytest.mark.terminal
def test_gates_are_coloured_on_a_terminal_and_not_where_nobody_wants_it() -> None:
    call = ("eval", str(GOLD), str(GOLD), "--layer", "entities", *GATES)
    assert "\x1b[32mpassed\x1b[0m" in shown(*call)
    assert "\x1b" not in shown(*call, NO_COLOR="1")
    assert "\x1b" not in shown(*call, TERM="dumb")


@pytest.mark.terminal
def test_tables_fit_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_bytes(GOLD.read_bytes())
    other = str(tmp_path / "other.jsonl")
    calls = [
        ("compare", str(GOLD), str(GOLD), other, "--trials", "20", "--by", "type"),
        ("eval", str(GOLD), other, "--bootstrap", "20", "--by", "type,document", "--confusion", "--errors"),
    ]
    for call in calls:
        lines = shown(*call, NO_COLOR="1").replace("\r", "").split("\n")
        rows = [line for line in lines if line.count("  ") > 2 and "|" not in line and not line.startswith("  ")]
        assert len(rows) > 10
        assert [line for line in rows if len(line) > 80] == []


def test_only_our_own_words_are_coloured() -> None:
    assert coloured("FAILED  x passed") == "\x1b[1;31mFAILED\x1b[0m  x passed"
    assert coloured("warnings:") == "\x1b[33mwarnings:\x1b[0m"
    assert coloured("a FAILED thing") == "a FAILED thing"
