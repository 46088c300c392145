"""The page on extractors says what is so: its options are those that there are, its example is one that was run."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.extractors.llm.request import BUSY, LONGEST_BACK_OFF_S, LONGEST_WAIT_S
from annotator.extractors.llm.spec import ModelSpec
from annotator.text.placing_ways import PLACINGS
from tests.extractors.llm.server import Model, says
from tests.extractors.llm.test_extract import SCHEMA
from tests.shared import ROOT

PAGE = (ROOT / "docs" / "extractors.md").read_text("utf-8")


def block(name: str) -> str:
    found = re.search(rf"<!-- example: {name} -->\n```json\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def first_cells(header: str) -> list[list[str]]:
    table = PAGE.split(header, 1)[1].split("\n\n", 1)[0]
    return [re.findall(r"`([^`]+)`", line)[:2] for line in table.splitlines()[2:]]


def test_the_options_are_those_that_there_are() -> None:
    said = first_cells("| option | by default | is |")
    there = [
        [each.name, "none" if each.default is None else str(each.default)]
        for each in fields(ModelSpec)
        if each.name != "model"
    ]
    assert said == [["temperature", "0.0"], *there[1:]]


def test_the_ways_to_place_are_those_that_there_are() -> None:
    assert [cells[0] for cells in first_cells("| `placing` | finds |")] == list(PLACINGS[:4])


def test_the_statuses_and_waits_are_those_that_there_are() -> None:
    assert {status for status in BUSY if status < 500} == {408, 409, 425, 429}
    assert f"at most {LONGEST_BACK_OFF_S:g} s" in PAGE
    assert f"above {LONGEST_WAIT_S:g} s" in PAGE


@pytest.mark.slow
def test_the_example_gives_what_it_says(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("httpx", reason="the extra llm is not installed")
    monkeypatch.chdir(tmp_path)
    Path("mini.yaml").write_text(SCHEMA, "utf-8")
    Path("in.jsonl").write_text(block("document"), "utf-8")
    model.reply = lambda question: says(block("said"))
    asked = ["predict", "llm:MODEL", "in.jsonl", "-o", "out.jsonl", "--schema", "mini.yaml"]
    assert main([*asked, "--env", "OPENAI_BASE_URL"]) == 0
    found = json.loads(Path("out.jsonl").read_text("utf-8"))
    del found["text"], found["text_sha256"], found["extractor"]["elapsed_s"], found["extractor"]["version"]
    assert found == json.loads(block("predicted"))
