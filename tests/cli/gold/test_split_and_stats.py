"""`annotator split` and `annotator stats`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.datasets.record import read_records
from annotator.model.record import text_hash
from tests.shared import ROOT

GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-2.0.0.jsonl"


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    lines = [
        {
            "id": f"d{n}",
            "text": f"Article number {n} about matter {n}.",
            "meta": {"story": f"s{n // 2}"},
            "entities": [],
        }
        for n in range(10)
    ]
    path = tmp_path / "stories.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in lines))
    return path


def test_parts_by_story(stories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "parts"
    words = ["split", str(stories), "-o", str(target), "--group", "story", "--seed", "3", "--format", "json"]
    assert main(words) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["groups"] == 5
    assert {name: each["documents"] for name, each in printed["parts"].items()} == {
        "train": 6,
        "development": 2,
        "test": 2,
    }
    split = json.loads((target / "split.json").read_bytes())
    for name, listed in split["parts"].items():
        records = list(read_records(target / f"{name}.jsonl", loose=True))
        assert [each["id"] for each in listed] == [each.id for each in records]
        assert [each["text_sha256"] for each in listed] == [text_hash(each.text or "") for each in records]
    first = {path.name: path.read_bytes() for path in target.iterdir()}
    assert main(words) == 0
    assert {path.name: path.read_bytes() for path in target.iterdir()} == first
    assert "held other files" not in capsys.readouterr().err
    assert main([*words, "--parts", "train=.6,held-out=.4"]) == 0
    assert "will be read with what is written now: development.jsonl, test.jsonl\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        (["--parts", "train=.8"], 2, "is one part"),
        (["--parts", "train=.8,test=x"], 2, "'test=x' is no part"),
        (["--parts", "../a=.8,test=.2"], 2, "'../a=.8' is no part"),
        (["--group", "topic"], 3, "no document has meta.topic"),
        (["--near", "0"], 2, "above 0"),
        (["--parts", "a=1,b=1,c=1,d=1,e=1,f=1", "--group", "story"], 3, "5 groups"),
    ],
)
def test_wrong_calls(
    more: list[str], status: int, said: str, stories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["split", str(stories), "-o", str(tmp_path / "p"), *more]) == status
    assert said in capsys.readouterr().err
    assert not (tmp_path / "p").exists()


def test_two_documents_of_one_id_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twice = tmp_path / "twice.jsonl"
    twice.write_text('{"id":"a","text":"x","entities":[]}\n' * 2)
    assert main(["split", str(twice), "-o", str(tmp_path / "p")]) == 3
    assert "'a'" in capsys.readouterr().err.replace('"', "'")


def test_the_statistics_in_every_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(GOLD)]) == 0
    assert "distances in words" in capsys.readouterr().out
    assert main(["stats", str(GOLD), "--format", "json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert plain["documents"] == 2
    for name in ("s.json", "s.md", "s.svg"):
        assert main(["stats", str(GOLD), "-o", str(tmp_path / name)]) == 0
    assert json.loads((tmp_path / "s.json").read_bytes()) == plain
    assert (tmp_path / "s.md").read_text("utf-8").startswith("# Statistics of gold-2.0.0.jsonl\n\n## data set\n")
    assert (tmp_path / "s.svg").read_text("utf-8").startswith("<svg ")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [([], 2, "nothing to count"), (["nowhere"], 3, "is not there"), ([str(GOLD), "-o", "s.pdf"], 2, "expected one of")],
)
def test_wrong_calls_of_stats(words: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", *words]) == status
    assert said in capsys.readouterr().err
