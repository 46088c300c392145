"""`annotator train`, and `model:` where an extractor is named: their words and exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from annotator.__main__ import main
from tests.shared import ROOT
from tests.suggest.learner import taught

pytestmark = pytest.mark.slow
WIRE = ROOT / "datasets" / "conflict-wire"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(taught.GOLD, "gold.jsonl")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(list(words))
    told = capsys.readouterr()
    return status, told.out, told.err


TRAIN = ("train", "gold.jsonl", "-o", "m", "--schema", str(taught.SCHEMA_FILE))


def test_a_trained_model_predicts_wherever_an_extractor_is_named(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, out, _ = run(capsys, *TRAIN)
    assert status == 0
    assert "learned from 2 documents of conflict-news@2.0.0: 124 mentions, 44 events" in out
    (folder / "deep").mkdir()
    for confine in ((), ("--confine",)):
        words = ("predict", "model:m", "gold.jsonl", "-o", "p.jsonl", "--cache", "kept", *confine)
        status, _, err = run(capsys, *words)
        assert (status, "2 documents" in err) == (0, True), err
    predicted = [json.loads(line) for line in (folder / "p.jsonl").read_text("utf-8").splitlines()]
    assert {each["extractor"]["name"] for each in predicted} == {"model:m"}
    assert all(each["extractor"]["version"].startswith("5+sha256:") for each in predicted)
    assert {each["meta"]["trained_on"] for each in predicted} == {"model:m"}
    status, out, err = run(capsys, "eval", "gold.jsonl", "p.jsonl", "--fail-under", "entities.strict.f1=0.9")
    assert status == 0, out
    warned = "model:m was trained on documents that it is scored on: its figures say nothing of new ones (2)"
    assert warned in out + err
    suite = f'gold = "../gold.jsonl"\nschema = "{taught.SCHEMA_FILE}"\n[[extractor]]\nname = "m"\nspec = "model:../m"\n'
    (folder / "deep" / "suite.toml").write_text(suite + 'fail_under = ["entities.strict.f1=0.9"]\n', "utf-8")
    status, out, err = run(capsys, "bench", "deep/suite.toml")
    assert status == 0, out + err
    assert warned.replace("model:m", "model:../m") in out + err


def test_with_a_tagger_it_says_whether_one_was_fitted(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pycrfsuite")
    status, _, err = run(capsys, *TRAIN, "--learner", "crf")
    assert status == 0
    assert "without a tagger: 124 mentions are finished and rules find" in err


def test_json_tells_the_counts(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, *TRAIN, "--format", "json")
    told = json.loads(out)
    assert status == 0
    assert (told["documents"], told["mentions"], told["events"], told["model"]) == (2, 124, 44, "m")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("train", "gold.jsonl"), 2, "--output"),
        (("train", "gold.jsonl", "-o", "-"), 2, "expected a folder's name"),
        (("train", "nowhere.jsonl", "-o", "m"), 3, "nowhere.jsonl: cannot be read"),
        (("train", "-o", "m"), 3, "annotator.toml"),
        (("train", "gold.jsonl", "-o", "m", "--learner", "deep"), 2, "--learner"),
        (("train", "gold.jsonl", "-o", "gold.jsonl", "--schema", str(taught.SCHEMA_FILE)), 5, "is a file"),
        (("predict", "model:nowhere", "gold.jsonl"), 4, "there is no folder"),
        (("predict", "model:", "gold.jsonl"), 2, "names no folder"),
        (("predict", "model", "gold.jsonl"), 2, "names no folder"),
        (("predict", "model:.", "gold.jsonl"), 4, "holds no model.json; expected a folder that `annotator train -o`"),
    ],
)
def test_what_is_wrong_is_said(
    words: tuple[str, ...], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, _, err = run(capsys, *words)
    assert (found, said in err) == (status, True), err


def test_a_model_of_another_schema_version_refuses_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *TRAIN)[0] == 0
    status, _, err = run(capsys, "predict", "model:m", str(WIRE / "test.jsonl"))
    assert status == 4
    assert "is made for conflict-news@2.1.0, the model was trained under conflict-news@2.0.0; train it again" in err


def test_trained_on_the_train_part_it_finds_more_than_half_of_the_test_part(capsys: pytest.CaptureFixture[str]) -> None:
    """What is promised of the trained baseline: at least 0.55 strict F1 of mentions on articles of other stories."""
    schema = str(ROOT / "schema" / "conflict-news" / "2.1.0.yaml")
    assert run(capsys, "train", str(WIRE / "train.jsonl"), "-o", "m", "--schema", schema)[0] == 0
    test = str(WIRE / "test.jsonl")
    assert run(capsys, "predict", "model:m", test, "-o", "p.jsonl", "--schema", schema)[0] == 0
    status, out, err = run(capsys, "eval", test, "p.jsonl", "--fail-under", "entities.strict.f1=0.55")
    assert status == 0, out + err
    assert "was trained on" not in out + err
