"""`annotator agree` on files: its JSON, its exit status, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.__main__ import main
from annotator.datasets.write import write_records
from annotator.project.records.import_records import import_records
from tests.agreement.test_agree import FULL, layer
from tests.project.projects import make_project


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    one, two = tmp_path / "ana.jsonl", tmp_path / "ben.jsonl"
    write_records([replace(layer(*FULL), schema_ref="news@1.0.0", annotator="ana")], one)
    write_records([replace(layer(*FULL[:2]), schema_ref="news@1.0.0")], two)
    return [str(one), str(two)]


def test_the_json_object_names_everything(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", *files, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == [
        "signature", "documents", "annotators", "pairwise", "coefficients", "disagreements", "left_out",
    ]  # fmt: skip
    assert found["annotators"] == ["ana", "ben"]
    strict = next(row for row in found["pairwise"] if row["measure"] == "strict" and row["layer"] == "entities")
    assert (strict["pair"], strict["f1"]) == (["ana", "ben"], 0.8)
    assert found["disagreements"] == [
        {
            "layer": "entities", "kind": "missing", "type": None, "pair": ["ana", "ben"],
            "count": 1, "decisions": 1, "questions": 0,
        }
    ]  # fmt: skip


def test_a_gate_that_is_missed_is_a_finding(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", *files, "--fail-under", "entities.strict.f1=0.9"]) == 1
    assert "FAILED  entities.strict.f1 = 0.8000 (ana and ben) < 0.9" in capsys.readouterr().err
    assert main(["agree", *files, "--fail-under", "entities.strict.f1=0.8"]) == 0


def test_one_annotator_agrees_with_nobody(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", files[0]]) == 2
    assert "at least two annotators" in capsys.readouterr().err
    assert main(["agree", *files, "--annotators", "ana,zoe"]) == 3
    assert main(["agree", *files, "--by", "color"]) == 2


def test_a_name_in_two_files_gets_a_number(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", files[0], files[0], "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["annotators"] == ["ana", "ana~2"]


@pytest.mark.slow
def test_months_and_gold_of_a_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "p", schema=False)
    for month, count in (("2026-03", 5), ("2026-04", 5), ("2026-05", 2)):
        at = f"{month}-10T08:00:00.000+00:00"
        monkeypatch.setattr("annotator.store.writing.step.utc_now", lambda at=at: at)
        for name, labels in (("ana", FULL), ("ben", FULL[:2] if month == "2026-04" else FULL), ("gold", FULL)):
            documents = [
                replace(layer(*labels), id=f"{month} {number}", schema_ref="news@1.0.0", annotator=name)
                for number in range(count)
            ]
            write_records(documents, tmp_path / "records.jsonl")
            import_records(project, tmp_path / "records.jsonl")
    project.close()
    where = ["--project", str(tmp_path / "p"), "--layer", "entities", "--measure", "strict", "--format", "json"]
    assert main(["agree", *where, "--by", "month"]) == 0
    rows = json.loads(capsys.readouterr().out)["pairwise"]
    pairs = [(row.get("month"), row["f1"]) for row in rows if row["pair"]]
    assert pairs == [(None, pytest.approx(0.929, abs=0.01)), ("2026-03", 1.0), ("2026-04", 0.8)], "two say nothing"
    assert main(["agree", *where, "--annotators", "ana,gold"]) == 0
    assert json.loads(capsys.readouterr().out)["annotators"] == ["ana", "gold"]


def test_files_know_no_months(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", *files, "--by", "month"]) == 2
    assert "not of files" in capsys.readouterr().err


def test_only_differences_of_some_kinds_are_listed(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", *files, "--show", "missing,type"]) == 0
    assert capsys.readouterr().out == "strike:18: ana and ben: missing FACILITY “camp”: FACILITY | nothing\n"
    assert main(["agree", *files, "--show", "type"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["agree", *files, "--show", "all", "--format", "json"]) == 0
    (place,) = json.loads(capsys.readouterr().out)["places"]
    assert (place["pair"], place["kind"], place["document"]) == (["ana", "ben"], "missing", "strike")
    assert main(["agree", *files, "--show", "mising"]) == 2
    assert "did you mean missing" in capsys.readouterr().err


def test_everybody_against_what_was_decided(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    write_records([replace(layer(*FULL[1:]), schema_ref="news@1.0.0", annotator="gold")], gold)
    assert main(["agree", *files, str(gold), "--against", "gold", "--format", "json", "--layer", "entities"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {tuple(row["pair"]) for row in found["pairwise"] if row["pair"]} == {("ana", "gold"), ("ben", "gold")}
    overall = {row["annotator"]: row for row in found["reliability"] if row["type"] is None}
    assert [overall["ana"][name] for name in ("right", "missed", "added")] == [2, 0, 1]
    assert [overall["ben"][name] for name in ("right", "missed", "added")] == [1, 1, 1]
    assert overall["ben"]["recall"] == 0.5
    by_type = {(row["annotator"], row["type"]): row["missed"] for row in found["reliability"]}
    assert by_type["ben", "FACILITY"] == 1
    assert main(["agree", *files, str(gold), "--against", "gold"]) == 0
    printed = capsys.readouterr().out
    assert "everybody against gold" in printed
    assert "beyond chance" not in printed, "a heading without rows"
    assert main(["agree", *files, "--against", "lea"]) == 3
