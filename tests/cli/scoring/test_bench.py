"""Suites through the real command: gates, baselines, reports, and what a stranger's suite may not do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import ROOT

GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-1.0.0.jsonl"

SUITE = """
title = "trial"
gold = "gold.jsonl"
baseline = "results/base.json"
[scoring]
layers = ["entities"]
measures = ["strict"]
bootstrap = 50
[drop]
max = 0.0
significance = 1.0
[[extractor]]
name = "stored"
spec = "file:{predictions}"
fail_under = ["entities.strict.f1={least}"]
"""


def annotator(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "annotator", *arguments]
    known = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    return subprocess.run(command, cwd=folder, env=known | environment, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Gold, a perfect prediction and one that misses every second entity."""
    (tmp_path / "gold.jsonl").write_bytes(GOLD.read_bytes())
    records = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    for name, step in (("perfect", 1), ("poor", 2)):
        lines = [
            {
                "id": each["id"],
                "schema": each["schema"],
                "entities": each["entities"][::step],
                "relations": [],
                "events": [],
            }
            for each in records
        ]
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    suite(tmp_path, "perfect.jsonl", "0.9")
    return tmp_path


def suite(folder: Path, predictions: str, least: str) -> None:
    (folder / "s.toml").write_text(SUITE.format(predictions=predictions, least=least), "utf-8")


def test_a_gate_that_is_missed_is_exit_1(folder: Path) -> None:
    assert annotator(folder, "bench", "s.toml").returncode == 0
    suite(folder, "poor.jsonl", "0.9")
    done = annotator(folder, "bench", "s.toml", "--format", "json", "-o", "r.html", "-o", "r.xml", "-o", "r.md")
    assert done.returncode == 1
    assert json.loads(done.stdout)["passed"] is False
    assert all((folder / f"r.{suffix}").stat().st_size for suffix in ("html", "xml", "md"))


def test_a_drop_a_lower_bar_and_other_gold_are_held_against_the_baseline(folder: Path) -> None:
    assert "wrote" in annotator(folder, "baseline", "update", "s.toml").stdout
    assert annotator(folder, "bench", "s.toml").returncode == 0
    suite(folder, "poor.jsonl", "0.1")
    done = annotator(folder, "bench", "s.toml")
    assert done.returncode == 1
    assert "the bar entities.strict.f1 was 0.9" in done.stdout
    assert "a drop" in done.stdout
    suite(folder, "perfect.jsonl", "0.9")
    records = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    records[0]["events"] = []
    (folder / "gold.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    assert "the gold changed since the baseline" in annotator(folder, "bench", "s.toml").stdout


def test_the_step_summary_and_the_annotations_are_written(folder: Path) -> None:
    suite(folder, "poor.jsonl", "0.9")
    files = {"GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "GITHUB_OUTPUT": str(folder / "output")}
    done = annotator(folder, "bench", "s.toml", GITHUB_ACTIONS="true", **files)
    assert "::error title=trial / stored::entities.strict.f1 is" in done.stderr
    assert (folder / "summary.md").read_text("utf-8").startswith("# trial")
    assert (folder / "output").read_text("utf-8") == "passed=false\n"


def test_inside_actions_json_stays_json(folder: Path) -> None:
    suite(folder, "poor.jsonl", "0.9")
    words = ("--format", "json")
    for call in (("bench", "s.toml"), ("eval", "gold.jsonl", "poor.jsonl", "--fail-under", "entities.strict.f1=1")):
        done = annotator(folder, *call, *words, GITHUB_ACTIONS="true")
        assert done.returncode == 1
        assert json.loads(done.stdout)
        assert "::error title=" in done.stderr


def test_a_summary_of_thousands_of_documents_stays_below_the_limit(folder: Path) -> None:
    plain = {"schema": "s@1.0.0", "entities": [], "relations": [], "events": []}
    twice = [{"id": f"T{n}", "type": "A", "spans": [[0, 1]]} for n in (1, 2)]
    with (folder / "gold.jsonl").open("w") as gold, (folder / "poor.jsonl").open("w") as predicted:
        for number in range(4000):
            record = plain | {"id": f"document-{number:04}", "entities": twice}
            gold.write(json.dumps(record | {"incomplete_for": ["B"]}) + "\n")
            predicted.write(json.dumps(record) + "\n")
    summary = folder / "summary.md"
    summary.write_text("x" * 500_000)
    call = "eval", "gold.jsonl", "poor.jsonl", "--by", "document,type"
    done = annotator(folder, *call, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 0, done.stderr
    assert 500_000 < summary.stat().st_size <= 1024 * 1024
    assert len([line for line in done.stderr.splitlines() if line.startswith("::")]) <= 10
    notes = done.stdout[done.stdout.index("warnings:") :].splitlines()
    assert len(notes) < 20
    assert "(4000 in 4000 documents: document-0000, document-0001, document-0002 and 3997 more)" in done.stdout


def test_no_data_becomes_a_command_to_the_system_that_runs_it(folder: Path) -> None:
    text = (folder / "s.toml").read_text("utf-8")
    for old, new in (("trial", "::error title=own::x"), ("stored", "::stop-commands::zz"), ("perfect.", "poor.")):
        text = text.replace(old, new)
    (folder / "s.toml").write_text(text, "utf-8")
    done = annotator(folder, "bench", "s.toml", GITHUB_ACTIONS="true")
    obeyed = [line for line in (done.stdout + done.stderr).splitlines() if line.lstrip().startswith("::")]
    assert done.returncode == 1
    assert obeyed
    assert [line for line in obeyed if not line.startswith(("::error title=%3A", "::warning title=%3A"))] == []
    assert ": :stop-commands::zz" in done.stdout


def test_no_id_or_file_name_becomes_a_command(folder: Path) -> None:
    for name in ("gold", "poor"):
        text = (folder / f"{name}.jsonl").read_text("utf-8")
        first = json.loads(text.splitlines()[0])["id"]
        (folder / f"::{name}.jsonl").write_text(text.replace(f'"{first}"', '"::error::##[debug]id"'), "utf-8")
    for words in (
        ("eval", "::gold.jsonl", "::poor.jsonl", "--by", "document"),
        ("eval", "::gold.jsonl", "::poor.jsonl", "--by", "document", "--format", "json"),
        ("errors", "::gold.jsonl", "::poor.jsonl", "--format", "text"),
        ("check", "::gold.jsonl"),
        ("diff", "::gold.jsonl", "::poor.jsonl"),
    ):
        done = annotator(folder, *words)
        printed = done.stdout + done.stderr
        assert "error" in printed or words[0] == "check", words
        assert not [line for line in printed.splitlines() if line.lstrip().startswith("::") or "##[" in line], words


@pytest.mark.parametrize("event", ["pull_request_target", "workflow_run", "issue_comment"])
def test_a_fork_names_no_program_that_runs_with_secrets(event: str, folder: Path) -> None:
    text = (folder / "s.toml").read_text("utf-8").replace("file:perfect.jsonl", "cmd:touch canary")
    (folder / "s.toml").write_text(text, "utf-8")
    done = annotator(folder, "bench", "s.toml", GITHUB_EVENT_NAME=event)
    assert done.returncode == 2
    assert event in done.stderr
    assert "--trust" in done.stderr
    assert not (folder / "canary").exists()


def test_programs_are_named_before_they_run(folder: Path) -> None:
    assert "running stored: file:perfect.jsonl" in annotator(folder, "bench", "s.toml").stderr


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("gold = ", "gild = "), "did you mean gold?"),
        (("title", "title ="), "not TOML"),
        (('name = "stored"', "name = 3"), "expected a string"),
        (("f1=", "f2="), "is no gate"),
        (("measures = ", "measure = "), "did you mean measures?"),
    ],
)
def test_a_wrong_suite_says_what_is_wrong(folder: Path, change: tuple[str, str], message: str) -> None:
    text = (folder / "s.toml").read_text("utf-8").replace(*change)
    (folder / "s.toml").write_text(text, "utf-8")
    done = annotator(folder, "bench", "s.toml")
    assert done.returncode == 3
    assert message in done.stderr


def test_a_baseline_is_not_written_through_a_link(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (folder / "results").symlink_to(outside)
    done = annotator(folder, "baseline", "update", "s.toml")
    assert (done.returncode, "leads out of" in done.stderr) == (5, True), done.stderr
    assert list(outside.iterdir()) == []
