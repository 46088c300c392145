"""What is recorded of conflict-wire in eval/results and in its card is what the commands beside it say."""

from __future__ import annotations

import subprocess
import sys

import pytest

from annotator.datasets.record import read_documents, read_records
from tests.shared import ROOT

GOLD = ROOT / "datasets" / "conflict-wire"
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
