"""`annotator suggest EXTRACTOR`: its words, what it prints and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main
from tests.project.projects import make_project

PREDICTION = '{"id":"a","entities":[{"id":"T1","type":"PER","spans":[[0,4]]}],"relations":[],"events":[]}\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_project(tmp_path, config='suggest = ["file:pred.jsonl"]')
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Mara left.", "utf-8")
    Path("pred.jsonl").write_text(PREDICTION, "utf-8")
    assert main(["add", "a.txt"]) == 0
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(["suggest", *words])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_what_is_kept_is_told_listed_and_forgotten(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, err = run(capsys)
    assert (status, out) == (0, "file:pred.jsonl: 1 article: 0 mentions, 0 relations, 0 events\n")
    assert "1 part left out, not admitted by the schema: type PER (1); --map THEIRS=OURS renames" in err
    status, out, _ = run(capsys, "file:pred.jsonl", "a", "--map", "PER=PERSON", "--again", "--format", "json")
    assert status == 0
    [told] = json.loads(out)
    assert (told["suggestions"]["entities"], told["left_out"], told["documents"]) == (1, {}, 1)
    status, out, _ = run(capsys, "--list")
    assert (status, out.split()[:5]) == (0, ["document", "extractor", "version", "suggestions", "out"])
    assert out.splitlines()[1].split()[:2] == ["a", "file:pred.jsonl"]
    assert json.loads(run(capsys, "--list", "--format", "json")[1])[0]["suggestions"] == 1
    assert run(capsys, "--dry-run")[1] == "file:pred.jsonl: 0 to extract from, 1 known already\n"
    assert run(capsys, "--forget")[1] == "file:pred.jsonl: forgot what it said of 1 article\n"
    assert "nothing is kept" in run(capsys, "--list")[2]


def test_what_has_no_place_in_the_text_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    Path("pred.jsonl").write_text('{"id":"a","entities":[{"id":"T1","type":"PERSON","text":"Narnia"}]}\n', "utf-8")
    status, out, _ = run(capsys, "--format", "json")
    assert (status, json.loads(out)[0]["unplaced"]) == (0, 1)
    assert "1 prediction without a place in the text: not kept" in run(capsys, "--again")[2]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("file:pred.jsonl", "b"), 3, "there is no document 'b' in this project"),
        (("reprt",), 2, "did you mean annotator suggest report?"),
        (("nowhere",), 2, "unknown extractor 'nowhere'"),
        (("model:nowhere",), 4, "there is no folder"),
        (("file:pred.jsonl", "--jobs", "0"), 2, "--jobs 0: expected 1 or more"),
        (("file:pred.jsonl", "--timeout", "-1"), 2, "--timeout -1: expected"),
        (("--forget", "model:m"), 3, "has suggested nothing here"),
    ],
)
def test_what_is_wrong_is_said(
    words: tuple[str, ...], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, _, err = run(capsys, *words)
    assert (found, said in err) == (status, True), err


def test_without_an_extractor_it_says_how_to_name_one(capsys: pytest.CaptureFixture[str]) -> None:
    Path("annotator.toml").write_text('schema = "schema/mini.yaml"\n', "utf-8")
    status, _, err = run(capsys)
    assert (status, 'suggest = ["model:models/first"]' in err) == (2, True), err
