"""`annotator check` and `schema check`: findings end with 1, warnings are shown and end with 0."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.cli.findings import report_findings
from annotator.errors import Finding, Place
from tests.shared import ROOT

SCHEMA = str(ROOT / "schema" / "conflict-news" / "1.0.0.yaml")
TEXT = "Ilan Marek fled."


def record(start: int, end: int) -> str:
    mention = {"id": "T1", "type": "PERSON", "spans": [[start, end]], "text": TEXT[start:end]}
    entity = {**mention, "attributes": {"level": "NAM"}}
    known = {"id": "d", "text": TEXT, "text_sha256": sha256(TEXT.encode()).hexdigest(), "schema": "conflict-news@1.0.0"}
    return json.dumps({**known, "entities": [entity]}) + "\n"


@pytest.mark.parametrize(
    ("content", "level", "exit_code", "summary"),
    [
        (record(0, 10), None, 0, "1 document, no findings"),
        (record(0, 11), "warning", 0, "1 document, no findings, 1 warning"),
        (record(0, 10) + "\n", "warning", 0, "1 document, no findings, 1 warning"),
        ("\n" + record(0, 10), "finding", 1, "1 document, 1 finding"),
        (record(3, 3), "finding", 1, "1 document, 1 finding"),
        ("\n", "finding", 1, "0 documents, 1 finding"),
        ("", None, 0, "0 documents, no findings"),
    ],
)
def test_a_warning_is_shown_and_ends_with_0(
    content: str,
    level: str | None,
    exit_code: int,
    summary: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(content, "utf-8")
    assert main(["check", str(gold), "--schema", SCHEMA, "--format", "json"]) == exit_code
    printed = capfd.readouterr()
    assert [each["level"] for each in json.loads(printed.out)["findings"]] == ([level] if level else [])
    assert printed.err == f"{summary}\n"
    assert main(["check", str(gold), "--schema", SCHEMA]) == exit_code
    assert (": warning: " in capfd.readouterr().out) == (level == "warning")


def test_markdown_says_warning_too(capfd: pytest.CaptureFixture[str]) -> None:
    place = Place("1.0.0.yaml", 3)
    findings = [Finding(place, "entity_types.A", "odd", level="warning"), Finding(place, "", "wrong")]
    assert report_findings(findings, "md", {"files": 2}) == 1
    printed = capfd.readouterr()
    assert printed.out == "- `1.0.0.yaml:3` warning: entity_types.A: odd\n- `1.0.0.yaml:3` wrong\n"
    assert printed.err == "2 files, 1 finding, 1 warning\n"
    assert report_findings([], "md", {"files": 1}) == 0
    assert capfd.readouterr().out == "No findings.\n"


def test_sarif_names_file_line_level_and_rule(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a b.jsonl").write_text(record(3, 3) + record(0, 11).replace('"d"', '"e"'), "utf-8")
    assert main(["check", "a b.jsonl", "--schema", SCHEMA, "--format", "sarif"]) == 1
    found = json.loads(capsysbinary.readouterr().out)
    assert found["version"] == "2.1.0"
    [run] = found["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[each["ruleIndex"]] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    assert {each["level"] for each in run["results"]} == {"error", "warning"}
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("a%20b.jsonl", 1)


def test_annotations_are_ten_with_file_and_line_and_the_rest_is_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("".join(record(3, 3).replace('"d"', f'"d{n}"') for n in range(12)) + "\n", "utf-8")
    assert main(["check", str(file), "--schema", SCHEMA, "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    annotations = [line for line in lines if line.startswith("::")]
    assert len(annotations) == 10
    assert annotations[0].startswith(f"::error file={file},line=1,title=")
    assert len(lines) == 13
    assert "warning" in lines[-1]


def test_schemas_are_reported_alike(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("name: [\n", "utf-8")
    assert main(["schema", "check", str(file), "--format", "github"]) == 1
    assert capsysbinary.readouterr().out.startswith(b"::error file=")
    assert main(["schema", "check", str(file), "--format", "sarif"]) == 1
    assert json.loads(capsysbinary.readouterr().out)["runs"][0]["results"]
