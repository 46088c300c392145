"""Keys counted with the learner beside the hand: the sums, the table, and the figures of the page."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from annotator.suggest.worth.keys import Tally
from tests.shared import ROOT
from tests.tui.editor.key_table import schema_of
from tests.tui.editor.offered_hand import OfferedHand
from tests.tui.editor.offered_keys import ARTICLES, SEED, Costs, Point, costs_of, drawn, table
from tests.tui.editor.taught_learner import Finished, TaughtLearner

PAGE = ROOT / "docs" / "suggestions.md"
KINDS = ("mention", "value", "relation", "event")


def costs(keys: int, tally: Tally | None = None) -> Costs:
    return Costs(Counter(dict.fromkeys(KINDS, keys)), Counter(dict.fromkeys(KINDS, 10)), 4, tally or Tally())


def test_costs_are_added_up_before_they_are_divided() -> None:
    both = costs(10, Tally(10, 5, 1, 2)) + costs(20, Tally(10, 5, 1, 0))
    assert (both.each("mention"), both.thing, both.corrections) == (1.5, 0.4, 20.0)


def test_the_table_has_a_line_for_each_point_and_one_without_offers() -> None:
    found = [Point(3, costs(20, Tally(10, 8, 1, 1)), costs(15), costs(30))]
    assert table(found) == (
        " finished  mention  its thing  by sentence  corrections  value  relation  event\n"
        "no offers     3.00       0.40                             3.00      3.00   3.00\n"
        "        3     2.00       0.40         1.50           20   2.00      2.00   2.00\n"
    )
    assert found[0].figures()["keys_per_mention_by_sentence"] == 1.5
    assert found[0].by_hand()["keys_per_event"] == 3.0


def test_the_articles_are_those_of_the_simulation() -> None:
    assert SEED == 0
    assert [each.id for each in drawn()[-5:]] == ["causeway-01", "vail-02", "valley-01", "valley-03", "quay-01"]


@pytest.mark.slow
def test_the_page_has_the_figures_of_its_command() -> None:
    """Of the mentions of one article by sentence; the whole table takes minutes."""
    order = drawn()
    gold = order[-ARTICLES]
    known = Finished(order[:1], schema_of(gold), None)
    hand = OfferedHand(gold, schema_of(gold), TaughtLearner(known), by_sentence=True)
    hand.annotate_mentions()
    found = costs_of(hand, hand.tally)
    shown = f" {found.thing:.2f} {found.each('mention'):.2f} {found.corrections:.0f} {found.each('value'):.2f} "
    [line] = re.findall(r"offered_keys --at 1 --articles 1\n.*\n.*\n *(1 .*)\n", PAGE.read_text("utf-8"))
    assert shown in re.sub(" +", " ", line), "put in what the command prints"
