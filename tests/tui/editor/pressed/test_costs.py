"""Keys counted with the learner beside the hand: the sums and the table."""

from __future__ import annotations

from collections import Counter

from annotator.suggest.worth.keys import Tally
from tests.tui.editor.pressed.costs import Costs, Point, table

KINDS = ("mention", "value", "relation", "event")


def costs(keys: int, tally: Tally | None = None) -> Costs:
    return Costs(Counter(dict.fromkeys(KINDS, keys)), Counter(dict.fromkeys(KINDS, 10)), 4, tally or Tally())


def test_costs_are_added_up_before_they_are_divided() -> None:
    both = costs(10, Tally(10, 5, 1, 2)) + costs(20, Tally(10, 5, 1, 0))
    assert (both.each("mention"), both.thing, both.corrections) == (1.5, 0.4, 20.0)


def test_the_table_has_a_line_for_each_point_one_without_offers_and_the_goals() -> None:
    found = [Point(3, costs(20, Tally(10, 8, 1, 1)), costs(15), costs(30))]
    assert table(found) == (
        " finished  mention  its thing  by sentence  corrections  value  relation  event\n"
        "no offers     3.00       0.40                             3.00      3.00   3.00\n"
        "        3     2.00       0.40         1.50           20   2.00      2.00   2.00\n"
        "     goal     1.30                    1.00           27             2.70   6.00\n"
    )
    assert found[0].figures()["keys_per_mention_by_sentence"] == 1.5
    assert found[0].by_hand()["keys_per_event"] == 3.0


def test_what_an_article_has_none_of_costs_nothing_that_could_be_told() -> None:
    assert Costs().each("event") is None
    assert table([Point(0, Costs(), Costs(), Costs())]).splitlines()[2].split() == ["0", *"-------"]
