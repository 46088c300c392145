"""What is recorded of conflict-wire in eval/results and in its card is what the commands beside it say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import annotator
from annotator.__main__ import main
from annotator.datasets.record import read_documents, read_records
from annotator.model.record import Record
from tests.shared import ROOT

GOLD = ROOT / "datasets" / "conflict-wire"
CARD = (GOLD / "README.md").read_text("utf-8")
SCHEMA = ROOT / "schema" / "conflict-news" / "2.1.0.yaml"
RESULTS = ROOT / "eval" / "results"
LEARNER = "eval/results/conflict-wire.learner.jsonl"


def said(*words: str) -> str:
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
def test_what_is_hard_is_what_the_command_says() -> None:
    told = said("eval/analysis/what_is_hard.py", "datasets/conflict-wire", LEARNER, "story")
    assert (
        (RESULTS / "conflict-wire.hard.md")
        .read_text("utf-8")
        .endswith(told.replace("\n## ", "\n### ").replace("## ", "### ", 1))
    )


@pytest.mark.slow
def test_the_card_says_which_drop_can_be_seen() -> None:
    table = said("eval/analysis/smallest_drop.py", "datasets/conflict-wire", LEARNER)
    assert table.count("\n") == 6
    assert table in (GOLD / "README.md").read_text("utf-8")


def test_the_recorded_predictions_are_of_these_articles() -> None:
    parts = {
        part: {each.id for each in read_documents(GOLD / f"{part}.jsonl")} for part in ("train", "development", "test")
    }
    by_story = {each.id for each in read_records(ROOT / LEARNER, loose=True)}
    assert by_story == set().union(*parts.values())
    test = {each.id for each in read_records(RESULTS / "conflict-wire-test.learner.jsonl", loose=True)}
    assert test == parts["test"]


MEASURES = {
    "entities `strict`": "entities.strict", "`trigger-c`": "events.trigger-c",
    "`argument-coref-c`": "events.argument-coref-c", "relations `triples`": "relations.triples",
    "chains `conll`": "coref.conll", "event chains `event-conll`": "coref.event-conll",
    "equal attribute values": "attributes.accuracy",
}  # fmt: skip
"""The rows of the card's table of agreement, and the measure of each."""


@pytest.mark.slow
def test_the_agreement_of_all_twice_labelled_articles_is_what_eval_says(tmp_path: Path) -> None:
    sides = [passes(names, tmp_path) for names in (("first", "third"), ("second", "fourth"))]
    ids = sides[0].keys() & sides[1].keys()
    assert len(ids) == 12
    one, other = ([side[name] for name in sorted(ids)] for side in sides)
    result = annotator.score(one, other, schema=SCHEMA, bootstrap=10000, seed=1)
    scores = {f"{each.layer}.{each.measure}": each for each in result.scores if each.is_overall}
    rows = re.findall(r"^\| (.+?)(?: \(.*?\))? \|.*\| (\.\d+) \| \[(\.\d+), (\.\d+)\] \|$", CARD, re.MULTILINE)
    assert [name for name, *_ in rows] == list(MEASURES)
    for name, *figures in rows:
        score = scores[MEASURES[name]]
        assert score.ci
        computed = (score.f1, *score.ci["f1"])
        assert [f"{each:.3f}".removeprefix("0") for each in computed if each is not None] == figures, name


def passes(names: tuple[str, str], tmp_path: Path) -> dict[str, Record]:
    """The records of two passes by id, the first brought to the version of the second."""
    target = tmp_path / f"{names[0]}.jsonl"
    old, new = (GOLD / "passes" / f"{name}.jsonl" for name in names)
    assert (
        main(["schema", "migrate", str(old), "--to", "2.1.0", "-o", str(target), "--schema", str(SCHEMA.parent)]) == 0
    )
    return {each.id: each for file in (target, new) for each in read_records(file)}
