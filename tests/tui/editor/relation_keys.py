"""What relations and the ways to their heads cost in keys: `python -m tests.tui.editor.relation_keys`.

The articles of conflict-wire's development and test parts and the one that was kept back, mentions and relations alone,
by a hand that never slips: without a learner, and with one that has learned from ten articles of the train part.
It takes minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from annotator.datasets.record import read_documents
from annotator.model.document import Document, by_id
from tests.tui.editor.key_table import PASSES, keys_of, schema_of
from tests.tui.editor.offered_hand import OfferedHand
from tests.tui.editor.replay import Hand
from tests.tui.editor.taught_learner import Finished, TaughtLearner

FINISHED = 10
HELD_OUT = Path(__file__).with_name("held_out.jsonl")
PARTS = (PASSES.parent / "development.jsonl", PASSES.parent / "test.jsonl", HELD_OUT)


class Spent(NamedTuple):
    """The relations of some articles, and the keys that went to their heads and to them."""

    relations: int
    of_heads: int
    of_relations: int


def articles() -> Iterator[Document]:
    """Those that are labelled, without what leads from or to events."""
    for part in PARTS:
        for each in read_documents(part):
            between = (one for one in each.relations.values() if {one.head, one.tail} <= set(each.entities))
            yield replace(each, events=by_id([]), relations=by_id(between))


@cache
def taught() -> Finished:
    """What ten finished articles teach."""
    finished = list(read_documents(PASSES.parent / "train.jsonl"))[:FINISHED]
    return Finished(finished, schema_of(finished[0]), None)


def spent_on(gold: Document, *, with_learner: bool) -> Spent:
    """What an article costs."""
    schema = schema_of(gold)
    hand = OfferedHand(gold, schema, TaughtLearner(taught())) if with_learner else Hand(gold, schema)
    hand.annotate()
    return Spent(len(gold.relations), keys_of(hand, "head"), keys_of(hand, "relation"))


def bare(gold: Document) -> Spent:
    """Without a learner."""
    return spent_on(gold, with_learner=False)


def learned(gold: Document) -> Spent:
    """With one."""
    return spent_on(gold, with_learner=True)


def row(name: str, spent: Iterator[Spent]) -> str:
    """A line: relations, keys each, of heads, of relations, of both."""
    relations, heads, keys = (sum(each) for each in zip(*spent, strict=True))
    figures = "".join(f"{each / relations:>10.2f}" for each in (heads, keys, heads + keys))
    return f"{name:<18}{relations:>9}{figures}"


def main() -> None:
    """Print the table."""
    print(f"{'':<18}{'relations':>9}{'head':>10}{'relation':>10}{'both':>10}")
    with ProcessPoolExecutor(2) as pool:
        for name, spend in (("without a learner", bare), ("ten finished", learned)):
            print(row(name, pool.map(spend, articles())), flush=True)


if __name__ == "__main__":
    main()
