"""What annotating costs in keys, counted by replaying gold through the editor on a screen of 80x24.

The article was kept back: nobody looked at its labels while the screen was built.
"""

from __future__ import annotations

import pytest

from tests.shared import ROOT
from tests.tui.editor.key_table import PASSES, SHOWN, each_of, keys_of, replayed, table
from tests.tui.editor.replay import Hand, mean

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "keys.md"


@pytest.fixture(scope="module")
def hand() -> Hand:
    """The hand that has annotated the article as in the second of its two passes; it asserts that gold comes out."""
    return replayed(PASSES / "second.jsonl", SHOWN)


@pytest.mark.parametrize(("kind", "most", "least"), [("mention", 2.2, 100), ("relation", 4.0, 20), ("event", 7.0, 30)])
def test_an_annotation_of_an_unseen_article_costs_no_more_keys_on_average(
    hand: Hand, kind: str, most: float, least: int
) -> None:
    """A mention with its level and thing confirmed, a relation with its attributes, an event all in."""
    assert len(hand.keys[kind]) >= least
    assert each_of(hand, kind) <= most


def test_a_mention_is_labelled_with_less_than_two_keys(hand: Hand) -> None:
    assert mean(hand.keys["labelled"]) < 2


def test_every_key_is_in_the_table(hand: Hand) -> None:
    assert sum(keys_of(hand, kind) for kind in ("mention", "value", "head", "relation", "event")) == len(hand.pressed)


def test_the_page_of_keys_has_the_table_of_its_command() -> None:
    said = f"$ python -m tests.tui.editor.key_table\n{table(replayed(PASSES / 'second.jsonl', SHOWN))}```"
    assert said in PAGE.read_text("utf-8"), "put in what the command prints"
