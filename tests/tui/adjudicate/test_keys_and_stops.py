"""The goal on unseen double annotation: at most .45 stops a difference, and one key a decision."""

from __future__ import annotations

import pytest

from annotator.project.adjudication.adjudicate_files import decisions_by_document, read_decisions
from tests.shared import ROOT
from tests.tui.adjudicate.deciding_hand import DecidingHand

PASSES = ROOT / "datasets" / "conflict-wire" / "passes"


@pytest.mark.slow
def test_two_unseen_passes_are_decided_in_few_stops_and_keys() -> None:
    files = PASSES / "third.jsonl", PASSES / "fourth.jsonl"
    known = decisions_by_document(read_decisions(PASSES / "adjudication.jsonl"))
    hand = DecidingHand(files, ROOT / "schema" / "conflict-news" / "2.1.0.yaml", known)
    hand.decide_all()
    assert hand.open == []
    assert (hand.guessed, hand.decisions) == (0, 108), "as it was decided, every one of them"
    assert hand.stops.total() <= 0.45 * hand.differences
    assert hand.keys <= hand.decisions
