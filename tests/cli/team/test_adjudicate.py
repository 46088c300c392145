"""`annotator adjudicate` on files and in a project, without a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.datasets.record import read_documents
from tests.shared import ROOT

PASSES = ROOT / "datasets" / "conflict-wire" / "passes"
SCHEMA = str(ROOT / "schema" / "conflict-news" / "2.0.1.yaml")
BOTH = [str(PASSES / "first.jsonl"), str(PASSES / "second.jsonl")]


def run(*words: str) -> int:
    return main(["adjudicate", *words])


@pytest.mark.slow
def test_files_are_merged_as_far_as_they_agree(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    assert run(*BOTH, "-o", str(gold), "--schema", SCHEMA, "--format", "json") == 1
    told = json.loads(capfd.readouterr().out)["documents"]
    assert [each["document"] for each in told] == [each.id for each in read_documents(gold)]
    assert set(told[0]) == {"document", "annotations", "agreed", "by_rule", "decisions", "questions", "left"}
    assert set(told[0]["left"][0]) == {"stop", "layer", "kind", "type", "place", "words", "readings"}
    stops = {row["stop"] for each in told for row in each["left"]}
    assert len(stops) <= 0.55 * sum(each["decisions"] for each in told)
    assert main(["check", str(gold), "--schema", SCHEMA]) == 0, "what is open is in incomplete_for"


@pytest.mark.slow
def test_records_on_stdout_leave_what_is_left_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(*BOTH, "-o", "-", "--schema", SCHEMA, "--format", "json") == 1
    captured = capfd.readouterr()
    assert all(json.loads(line)["annotator"] == "gold" for line in captured.out.splitlines())
    assert json.loads(captured.err)["documents"]


@pytest.mark.slow
def test_one_pass_twice_leaves_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    again = tmp_path / "again.jsonl"
    again.write_bytes((PASSES / "first.jsonl").read_bytes())
    assert run(BOTH[0], str(again), "--schema", SCHEMA) == 0, "one name in two files is two annotators"
    assert "0 to decide" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["--rule", "fil", *BOTH], 2, "expected one of fill, same-thing"),
        ([BOTH[0]], 2, "files of at least two annotators"),
        ([BOTH[0], "nowhere"], 2, "nowhere is no file"),
        (["--annotators", "zoe,ana", *BOTH], 3, "nobody is called 'zoe'"),
        (["some-document"], 3, "no annotator.toml"),
        (["some-document", "--decisions", "d.jsonl"], 2, "goes with files"),
    ],
)
def test_what_is_off_is_said(
    words: list[str], status: int, message: str, capfd: pytest.CaptureFixture[str],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert run(*words) == status
    assert message in capfd.readouterr().err


@pytest.mark.slow
def test_decisions_of_a_project_decide_files_too(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_text('{"document":"d","key":"k","kind":"missing","how":"nothing"}\n')
    assert run(*BOTH, "--schema", SCHEMA, "--decisions", str(decisions)) == 1
    capfd.readouterr()
    decisions.write_text('{"document":"d","kee":"k","kind":"missing","how":"nothing"}\n')
    assert run(*BOTH, "--schema", SCHEMA, "--decisions", str(decisions)) == 3
    assert f"{decisions}:1: " in capfd.readouterr().err
