"""A language model in `predict` and in a suite, as people run it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.__main__ import main
from annotator.model.record import text_hash
from tests.extractors.llm.server import Model, Reply, says
from tests.extractors.llm.test_extract import SCHEMA

pytest.importorskip("httpx", reason="the extra llm is not installed")
pytestmark = pytest.mark.slow

SUITE = """
gold = "gold.jsonl"
schema = "mini.yaml"
[[extractor]]
name = "model"
spec = "llm:m?temperature=none&prompt=prompt.txt&concurrency=2&retries=1"
env = ["OPENAI_BASE_URL"]
"""
WORDS = ("Selm", "Avel", "Bryn")


def gold(word: str) -> dict[str, Any]:
    text = f"{word} fell."
    entity = {"id": "t", "type": "GPE", "spans": [[0, 4]], "text": word, "attributes": {"size": "big"}}
    layers = {"entities": [entity], "relations": [], "events": []}
    return {"id": word, "text": text, "text_sha256": text_hash(text), "schema": "mini@1.0.0"} | layers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mini.yaml").write_text(SCHEMA, "utf-8")
    (tmp_path / "prompt.txt").write_text("Find places.", "utf-8")
    (tmp_path / "suite.toml").write_text(SUITE, "utf-8")
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(gold(word)) + "\n" for word in WORDS), "utf-8")
    return tmp_path


def first_word(question: dict[str, Any]) -> Reply:
    word = question["messages"][-1]["content"].split()[0]
    found = {"id": "a", "type": "GPE", "quote": word, "attributes": {"size": "big"}}
    return says({"entities": [found, {"id": "b", "type": "GPE", "quote": "Narnia"}]})


def test_predict_writes_what_it_cost_and_what_has_no_place(
    model: Model, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    model.reply = first_word
    asked = ["predict", "llm:m?prompt=prompt.txt", "gold.jsonl", "-o", "p.jsonl", "--schema", "mini.yaml"]
    assert main([*asked, "--env", "OPENAI_BASE_URL"]) == 0
    assert "3 requests, 126 tokens, 3 not placed, repairs: none" in capsys.readouterr().err
    written = [json.loads(line) for line in (folder / "p.jsonl").read_text("utf-8").splitlines()]
    assert sorted(each["id"] for each in written) == sorted(WORDS)
    for each in written:
        assert each["entities"][0]["text"] == each["id"]
        assert (each["extractor"]["requests"], each["extractor"]["tokens"]) == (1, 42)
        assert [one["text"] for one in each["extractor"]["unplaced"]] == ["Narnia"]
    assert main(["check", "p.jsonl", "--schema", "mini.yaml"]) == 0


def test_examples_that_are_under_test_are_refused(
    model: Model, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    asked = ["predict", "llm:m?examples=gold.jsonl", "gold.jsonl", "--schema", "mini.yaml"]
    assert main([*asked, "--env", "OPENAI_BASE_URL"]) == 4
    assert "which is to be predicted; take examples from documents that are not under test" in capsys.readouterr().err
    assert model.questions == []


def test_a_suite_keeps_what_was_paid_for(
    model: Model, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.parent)
    model.reply = first_word
    suite = str(folder / "suite.toml")
    for _ in range(2):
        assert main(["bench", suite, "--cache", str(folder / "cache"), "--format", "json"]) == 0
        (scored,) = json.loads(capsys.readouterr().out)["extractors"]
        rows = {(row["layer"], row["measure"], row["type"]): row for row in scored["scores"]}
        assert rows["entities", "exact", None]["tp"] == 3
        assert rows["attributes", "strict", None]["recall"] == 1
    assert len(model.questions) == 3
    (kept,) = (folder / "cache").iterdir()
    answers = [each for line in kept.read_text("utf-8").splitlines() if "extractor" in (each := json.loads(line))]
    assert [each["extractor"]["tokens"] for each in answers] == [42] * 3
    assert {each["extractor"]["unplaced"][0]["text"] for each in answers} == {"Narnia"}
    (folder / "prompt.txt").write_text("Find other places.", "utf-8")
    assert main(["bench", suite, "--cache", str(folder / "cache")]) == 0
    assert len(model.questions) == 6


def test_after_a_break_only_what_is_missing_is_asked(
    model: Model, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    spec, output = "llm:m?concurrency=1", ["-o", "p.jsonl", "--cache", "kept", "--env", "OPENAI_BASE_URL"]
    asked = ["predict", spec, "gold.jsonl", "--schema", "mini.yaml", *output]
    model.reply = lambda question: says("no") if "Bryn" in question["messages"][-1]["content"] else first_word(question)
    assert main(asked) == 4
    assert not (folder / "p.jsonl").exists()
    (kept,) = (folder / "kept").iterdir()
    kept.write_bytes(kept.read_bytes() + b'{"key":"torn')
    model.questions.clear()
    model.reply = first_word
    assert main(asked) == 0
    assert [each["messages"][-1]["content"] for each in model.questions] == ["Bryn fell."]
    assert len((folder / "p.jsonl").read_text("utf-8").splitlines()) == 3
    model.questions.clear()
    assert main(asked) == 0
    assert model.questions == []
