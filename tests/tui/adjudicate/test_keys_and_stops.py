"""The goal on unseen double annotation: at most .45 stops a difference, and one key a decision."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from typing_extensions import override

from annotator.agreement.adjudication.row import NOTHING, Row
from annotator.agreement.gold_diff import diff_documents
from annotator.datasets.record import read_documents
from annotator.datasets.write import write_records
from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from annotator.model.canonical import record_of
from annotator.project.adjudication.adjudicate_files import decisions_by_document, read_decisions
from tests.shared import ROOT
from tests.tui.adjudicate.deciding_hand import Chosen, DecidingHand

SCHEMA = ROOT / "schema" / "conflict-news" / "2.1.0.yaml"
PASSES = ROOT / "datasets" / "conflict-wire" / "passes"


@pytest.mark.slow
def test_two_unseen_passes_are_decided_in_few_stops_and_keys() -> None:
    files = PASSES / "third.jsonl", PASSES / "fourth.jsonl"
    known = decisions_by_document(read_decisions(PASSES / "adjudication.jsonl"))
    hand = DecidingHand(files, SCHEMA, known)
    hand.decide_all()
    assert hand.open == []
    assert (hand.guessed, hand.decisions) == (0, 108), "as it was decided, every one of them"
    assert hand.stops.total() <= 0.45 * hand.differences
    assert hand.keys <= hand.decisions


class OnePerson(DecidingHand):
    """Decides always as one of the two annotators says."""

    name = ""

    @override
    def wanted(self, row: Row) -> Chosen:
        own = next((each.content for each in row.readings if self.name in each.by), NOTHING)
        return () if own is NOTHING or row.problem else (own,)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["third", "fourth"])
def test_always_the_reading_of_one_person_is_the_layer_of_that_person(name: str, tmp_path: Path) -> None:
    files = tmp_path / "third.jsonl", tmp_path / "fourth.jsonl"
    for file in files:
        every = read_documents(PASSES / file.name)
        write_records([next(each for each in every if each.id == "exchange-04")], file)
    hand = OnePerson(files, SCHEMA, {})
    hand.name = name
    hand.decide_all()
    assert hand.open == []
    own, gold = hand.layers["exchange-04"][name], hand.merge("exchange-04").document
    scores = score([record_of(own)], [record_of(replace(gold, annotator=name))], ScoreOptions()).scores
    assert [each for each in scores if each.f1 not in (None, pytest.approx(1.0))] == []
    changes = diff_documents(own, gold)
    # Gold is unsure only where all are who say it; chains have the names that most give them.
    assert [
        each for each in changes if each.change not in ("note", "coref") and each.before != {"uncertain": True}
    ] == []
