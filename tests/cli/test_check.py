"""`annotator check` and `schema check`: findings end with 1, warnings are shown and end with 0."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.cli.gold.findings import report_findings
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
