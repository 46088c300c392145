"""The command that counts keys with the learner beside the hand: what it refuses, and the figures of the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.shared import ROOT
from tests.tui.editor.offered_hand import OfferedHand
from tests.tui.editor.offered_keys import main
from tests.tui.editor.pressed.costs import costs_of
from tests.tui.editor.pressed.lot import Lot
from tests.tui.editor.taught_learner import Finished, TaughtLearner

PAGE = ROOT / "docs" / "suggestions.md"


@pytest.mark.slow
def test_the_page_has_the_figures_of_its_command() -> None:
    """Of the mentions of one article by sentence; the whole table takes minutes."""
    lot = Lot()
    known = Finished(lot.before()[:1], lot.schema(), None)
    hand = OfferedHand(lot.replayed()[0], lot.schema(), TaughtLearner(known), by_sentence=True)
    hand.annotate_mentions()
    found = costs_of(hand, hand.tally)
    shown = f" {found.thing:.2f} {found.each('mention'):.2f} {found.corrections:.0f} {found.each('value'):.2f} "
    [line] = re.findall(r"offered_keys --at 1 --articles 1\n.*\n.*\n *(1 .*)\n", PAGE.read_text("utf-8"))
    assert shown in re.sub(" +", " ", line), "put in what the command prints"


def test_what_is_no_gold_and_what_is_not_there_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([__file__]) == 2
    assert main([str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err
