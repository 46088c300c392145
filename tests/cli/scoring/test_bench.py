"""Suites through the real command: gates, baselines, reports, and what a stranger's suite may not do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.shared import ROOT

pytestmark = pytest.mark.slow

GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-1.0.0.jsonl"

SUITE = """
title = "trial"
gold = "gold.jsonl"
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


def suite(folder: Path, predictions: str, least: str, *, held: bool = False) -> None:
    text = SUITE.format(predictions=predictions, least=least)
    baseline = 'baseline = "results/base.json"\n' if held else ""
    (folder / "s.toml").write_text(baseline + text, "utf-8")


def extractor(folder: Path, name: str, spec: str, more: str = "") -> None:
    """One more extractor in the suite."""
    with (folder / "s.toml").open("a", encoding="utf-8") as stream:
        stream.write(f'[[extractor]]\nname = "{name}"\nspec = "{spec}"\n{more}\n')


def test_a_gate_that_is_missed_is_exit_1(folder: Path) -> None:
    assert annotator(folder, "bench", "s.toml").returncode == 0
    suite(folder, "poor.jsonl", "0.9")
    done = annotator(folder, "bench", "s.toml", "--format", "json", "-o", "r.html", "-o", "r.xml", "-o", "r.md")
    assert done.returncode == 1
    assert json.loads(done.stdout)["passed"] is False
    assert all((folder / f"r.{suffix}").stat().st_size for suffix in ("html", "xml", "md"))


def test_a_drop_a_lower_bar_and_other_gold_are_held_against_the_baseline(folder: Path) -> None:
    suite(folder, "perfect.jsonl", "0.9", held=True)
    assert "wrote" in annotator(folder, "baseline", "update", "s.toml").stdout
    assert annotator(folder, "bench", "s.toml").returncode == 0
    suite(folder, "poor.jsonl", "0.1", held=True)
    done = annotator(folder, "bench", "s.toml")
    assert done.returncode == 1
    assert "the bar entities.strict.f1 was 0.9" in done.stdout
    assert "a drop" in done.stdout
    suite(folder, "perfect.jsonl", "0.9", held=True)
    records = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    records[0]["events"] = []
    (folder / "gold.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    done = annotator(folder, "bench", "s.toml")
    assert (done.returncode, "gold: " in done.stdout, "baseline update" in done.stdout) == (3, True, True)


def test_a_collapse_on_two_documents_is_a_drop_at_the_usual_level(folder: Path) -> None:
    suite(folder, "perfect.jsonl", "0", held=True)
    text = (folder / "s.toml").read_text("utf-8").replace("significance = 1.0\n", "")
    (folder / "s.toml").write_text(text, "utf-8")
    annotator(folder, "baseline", "update", "s.toml")
    (folder / "s.toml").write_text(text.replace("perfect", "poor"), "utf-8")
    done = annotator(folder, "bench", "s.toml")
    assert (done.returncode, "2 documents can show no drop; the plain comparison decides" in done.stdout) == (1, True)


def test_a_baseline_that_is_named_and_not_there_is_status_3(folder: Path) -> None:
    suite(folder, "perfect.jsonl", "0.9", held=True)
    done = annotator(folder, "bench", "s.toml")
    assert (done.returncode, "annotator baseline update s.toml" in done.stderr) == (3, True), done.stderr


def test_an_extractor_that_the_baseline_or_the_suite_lacks_is_status_3(folder: Path) -> None:
    suite(folder, "perfect.jsonl", "0.9", held=True)
    annotator(folder, "baseline", "update", "s.toml")
    extractor(folder, "more", "file:poor.jsonl")
    done = annotator(folder, "bench", "s.toml")
    assert (done.returncode, "--only more" in done.stdout) == (3, True), done.stdout
    assert annotator(folder, "baseline", "update", "s.toml", "--only", "moore").returncode == 2
    assert annotator(folder, "baseline", "update", "s.toml", "--only", "more").returncode == 0
    assert annotator(folder, "bench", "s.toml").returncode == 0
    suite(folder, "perfect.jsonl", "0.9", held=True)
    done = annotator(folder, "bench", "s.toml")
    assert (done.returncode, "more stands in the baseline, and not in the suite" in done.stdout) == (3, True)


def test_one_extractor_is_not_added_to_a_baseline_of_another_recipe(folder: Path) -> None:
    suite(folder, "perfect.jsonl", "0.9", held=True)
    annotator(folder, "baseline", "update", "s.toml")
    extractor(folder, "more", "file:poor.jsonl")
    text = (folder / "s.toml").read_text("utf-8").replace("[scoring]", "[scoring]\nmin_overlap = 50")
    (folder / "s.toml").write_text(text, "utf-8")
    done = annotator(folder, "baseline", "update", "s.toml", "--only", "more")
    assert (done.returncode, "overlap: " in done.stderr) == (3, True), done.stderr


def test_a_row_that_a_gate_names_and_the_run_lacks_is_status_2_beside_all_scores(folder: Path) -> None:
    extractor(folder, "more", "file:poor.jsonl", 'fail_under = ["entities.strict.GPEE.f1=0.1"]')
    done = annotator(folder, "bench", "s.toml")
    assert (done.returncode, "did you mean GPE?" in done.stdout) == (2, True), done.stdout
    assert "more: 2 documents" in done.stdout


def test_one_failure_does_not_cost_the_rest(folder: Path) -> None:
    (folder / "broken.py").write_text(
        "import sys\n"
        "def extract(records):\n"
        "    for record in records:\n"
        "        print('half way', file=sys.stderr)\n"
        "        raise ValueError('no model')\n"
        "        yield\n",
        "utf-8",
    )
    extractor(folder, "broken", "broken.py:extract")
    extractor(folder, "misspelt", "file:prefect.jsonl")
    extractor(folder, "last", "file:poor.jsonl", 'fail_over = ["run.failed=0"]')
    files = {"GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "GITHUB_OUTPUT": str(folder / "output")}
    words = ("-o", "r.xml", "-o", "r.md", "-o", "r.html", "-o", "r.json")
    done = annotator(folder, "bench", "s.toml", *words, GITHUB_ACTIONS="true", **files)
    assert done.returncode == 4, done.stdout + done.stderr
    for text in (done.stdout, *((folder / name).read_text("utf-8") for name in ("r.md", "r.html", "r.xml"))):
        assert "no model" in text
        assert "half way" in text
    assert "last: 2 documents" in done.stdout
    assert "extractor file:poor.jsonl, version unknown" in done.stdout
    found = ElementTree.parse(folder / "r.xml").getroot()
    assert [each.get("name") for each in found] == ["stored", "last", "broken", "misspelt"]
    assert [each.find("testcase/error") is not None for each in found] == [False, False, True, True]
    assert [each.get("errors") for each in found] == ["0", "0", "1", "1"]
    plain = json.loads((folder / "r.json").read_text("utf-8"))
    assert (plain["passed"], [each["name"] for each in plain["extractors"] if "error" in each]) == (
        False,
        ["broken", "misspelt"],
    )
    assert "no model" in (folder / "summary.md").read_text("utf-8")
    assert (folder / "output").read_text("utf-8") == "passed=false\n"
    assert "::error title=trial / broken::" in done.stderr


def test_a_baseline_is_not_made_of_extractors_that_failed(folder: Path) -> None:
    suite(folder, "perfect.jsonl", "0.9", held=True)
    extractor(folder, "broken", "cmd:false")
    done = annotator(folder, "baseline", "update", "s.toml")
    assert (done.returncode, "nothing is written" in done.stderr) == (4, True), done.stderr
    assert not (folder / "results").exists()


def test_gold_without_documents_is_no_benchmark(folder: Path) -> None:
    (folder / "gold.jsonl").write_text("", "utf-8")
    done = annotator(folder, "bench", "s.toml")
    assert (done.returncode, "holds no document" in done.stderr) == (3, True), done.stderr


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
    suite(folder, "perfect.jsonl", "0.9", held=True)
    (folder / "results").symlink_to(outside)
    done = annotator(folder, "baseline", "update", "s.toml")
    assert (done.returncode, "leads out of" in done.stderr) == (5, True), done.stderr
    assert list(outside.iterdir()) == []
