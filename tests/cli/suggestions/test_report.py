"""`annotator suggest report` and `suggest simulate`: what they print and refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.datasets.write import write_records
from annotator.suggest.worth.keys import MENTION_BY_HAND, RELATION_BY_HAND
from tests.suggest.learner import taught
from tests.suggest.worth import articles

SCHEMA = ("--schema", str(taught.SCHEMA_FILE))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_records([articles.article(number, 8) for number in range(3)], Path("gold.jsonl"))
    write_records([articles.article(3, 8)], Path("more.jsonl"))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["suggest", *words])
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.mark.slow
def test_a_report_says_what_is_on_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "report", "gold.jsonl", "more.jsonl", *SCHEMA)
    assert status == 0
    assert out.startswith("4 finished articles, 4 folds\n")
    assert "off: 0 finished, 60 needed" in out
    plain = json.loads(run(capsys, "report", "gold.jsonl", *SCHEMA, "--format", "json")[1])
    assert [each["layer"] for each in plain["layers"]] == ["mentions", "triggers", "fillers", "relations"]
    assert plain["folds"] == 3


def test_a_simulation_is_a_table_json_and_a_picture(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("simulate", "gold.jsonl", "--at", "0", "--at", "2", "--at", "7", "--articles", "1", *SCHEMA)
    status, out, err = run(capsys, *words, "-o", "keys.svg")
    assert (status, err) == (0, "3 articles: too few for 7 finished ones\n")
    assert out.splitlines()[0] == "3 articles, seed 0, 1 order"
    assert out.splitlines()[-1].startswith(
        f"by hand: {MENTION_BY_HAND:.2f} keys a mention, {RELATION_BY_HAND:.2f} a relation"
    )
    assert Path("keys.svg").read_text("utf-8").startswith("<svg")
    status, out, _ = run(capsys, *words, "--format", "json", "-o", "keys.json")
    assert json.loads(Path("keys.json").read_bytes()) == json.loads(out)
    assert [each["finished_articles"] for each in json.loads(out)["points"]] == [0, 2]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("simulate", "gold.jsonl", "--articles", "0"), 2, "--articles 0: expected 1 or more"),
        (("simulate", "gold.jsonl", "--at", "-1"), 2, "--at -1: expected a number of articles"),
        (("simulate", "gold.jsonl", "-o", "x.png"), 2, "expected a name that ends in .svg or .json"),
        (("simulate", "more.jsonl", *SCHEMA), 3, "1 finished article: expected at least 2"),
        (("report", "gold.jsonl", "gold.jsonl", *SCHEMA), 3, "stands in two of the files"),
        (("report",), 3, "annotator.toml"),
    ],
)
def test_what_is_wrong_is_said(
    words: tuple[str, ...], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, _, err = run(capsys, *words)
    assert (found, said in err) == (status, True), err
