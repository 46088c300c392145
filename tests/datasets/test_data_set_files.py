"""A folder with a description is a data set: its files of records, wherever a file may be named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.datasets.data_set_files import FILE, is_described, record_files
from annotator.errors import InputError
from annotator.project.scoring.score_files import file_hash
from tests.shared import ROOT

WIRE = ROOT / "datasets" / "conflict-wire"


def test_the_files_of_records_are_those_of_the_folder_itself(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.jsonl file"):
        record_files(tmp_path)
    for name in ("b.jsonl", "a.jsonl", "entities.jsonl", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "passes").mkdir()
    (tmp_path / "passes" / "first.jsonl").touch()
    assert [each.name for each in record_files(tmp_path)] == ["a.jsonl", "b.jsonl"]
    assert not is_described(tmp_path)
    (tmp_path / FILE).touch()
    assert is_described(tmp_path)


@pytest.mark.slow
def test_verbs_read_the_parts_of_a_data_set(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(WIRE), "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["documents"] == 20
    assert main(["check", str(WIRE)]) == 0
    assert "20 documents" in capfd.readouterr().err
    assert main(["convert", str(WIRE), str(tmp_path / "all.jsonl"), "--to", "jsonl"]) == 0
    assert "20 documents, nothing lost" in capfd.readouterr().err
    assert main(["eval", str(WIRE), str(tmp_path / "all.jsonl"), "--measure", "strict", "--format", "json"]) == 0
    rows = json.loads(capfd.readouterr().out)
    assert len(rows["documents"]) == 20 if isinstance(rows["documents"], list) else rows["documents"] == 20


def test_scores_are_of_the_same_gold_whatever_else_lies_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    (tmp_path / "a.jsonl").write_text("one\n", "utf-8")
    before = file_hash(tmp_path)
    (tmp_path / "README.md").write_text("A card.\n", "utf-8")
    assert file_hash(tmp_path) == before
    (tmp_path / "a.jsonl").write_text("two\n", "utf-8")
    assert file_hash(tmp_path) != before
