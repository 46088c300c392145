"""What an article costs in keys with the learner beside it: `python -m tests.tui.editor.offered_keys [-o PICTURE.svg]`.

The articles of conflict-wire after 0, 1, 3, 5, 10 and 15 finished ones, at each point the same five, as `annotator
suggest simulate` draws them (seed 0). They are annotated in the editor, on a screen of 80x24, by a hand that takes what
is offered: mentions one at a time and by sentence, relations, events. The learner is fitted to the finished articles,
and asked anew where the screen asks it. With `--at 5` only that point, with `--articles 1` only the first article.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from annotator.datasets.data_set_files import record_files
from annotator.datasets.record import read_documents
from annotator.model.document import Document
from annotator.suggest.worth.keys import Tally
from annotator.suggest.worth.simulation import POINTS
from annotator.suggest.worth.simulation_picture import picture
from tests.tui.editor.key_table import PASSES, schema_of
from tests.tui.editor.offered_hand import OfferedHand
from tests.tui.editor.replay import Hand
from tests.tui.editor.taught_learner import Finished, TaughtLearner, figures_then

ARTICLES = 5
SEED = 0
THING = "what it is one with"
TITLE = "five articles of conflict-wire, pressed in the program"

Counts = Counter[str]


@dataclass(frozen=True)
class Costs:
    """What articles cost by kind: keys, and how many there are; of the keys of mentions those for their things."""

    keys: Counts = field(default_factory=Counter)
    count: Counts = field(default_factory=Counter)
    things: int = 0
    tally: Tally = field(default_factory=Tally)

    def __add__(self, other: Costs) -> Costs:
        """Those of both."""
        return Costs(
            self.keys + other.keys, self.count + other.count, self.things + other.things, self.tally + other.tally
        )

    def each(self, kind: str) -> float:
        """The keys of one of a kind."""
        return self.keys[kind] / self.count[kind]

    @property
    def thing(self) -> float:
        """The keys that say what a mention is one with, by mention."""
        return self.things / self.count["mention"]

    @property
    def corrections(self) -> float:
        """Offered mentions of another type, or that are none, by 100 mentions."""
        return 100 * self.tally.corrections / self.tally.gold


@dataclass(frozen=True)
class Point:
    """What articles cost after some finished ones: one at a time, their mentions by sentence, and without offers."""

    finished: int
    one_at_a_time: Costs
    by_sentence: Costs
    without: Costs

    def figures(self) -> dict[str, float | None]:
        """As `annotator suggest simulate` names them."""
        return {
            **_figures(self.one_at_a_time),
            "keys_per_mention_by_sentence": self.by_sentence.each("mention"),
            "corrections_per_100_mentions": self.one_at_a_time.corrections,
        }

    def by_hand(self) -> dict[str, float | None]:
        """The same without offers."""
        return _figures(self.without)


def _figures(costs: Costs) -> dict[str, float | None]:
    return {f"keys_per_{kind}": costs.each(kind) for kind in ("mention", "relation", "event")}


@cache
def drawn() -> tuple[Document, ...]:
    """All articles in the order of the lot: the first ones are finished, the last ones replayed."""
    documents = [each for file in record_files(PASSES.parent) for each in read_documents(file)]
    return tuple(Random(SEED).sample(sorted(documents, key=lambda each: each.id), len(documents)))


def replayed(finished: int, articles: int = ARTICLES) -> tuple[Costs, Costs]:
    """The articles one at a time, and their mentions by sentence."""
    order = drawn()
    documents, schema = order[:finished], schema_of(order[0])
    known = Finished(documents, schema, figures_then(documents, schema))
    one, sentence = Costs(), Costs()
    for gold in order[len(order) - ARTICLES :][:articles]:
        hand = OfferedHand(gold, schema_of(gold), TaughtLearner(known))
        hand.annotate()
        one += costs_of(hand, hand.tally)
        hand = OfferedHand(gold, schema_of(gold), TaughtLearner(known), by_sentence=True)
        hand.annotate_mentions()
        sentence += costs_of(hand, hand.tally)
    return one, sentence


def without(articles: int = ARTICLES) -> Costs:
    """The same articles without any offer."""
    order, total = drawn(), Costs()
    for gold in order[len(order) - ARTICLES :][:articles]:
        hand = Hand(gold, schema_of(gold))
        hand.annotate()
        total += costs_of(hand, Tally())
    return total


def costs_of(hand: Hand, tally: Tally) -> Costs:
    """What a hand has spent."""
    keys: Counts = Counter()
    for (during, _), spent in hand.spent.items():
        keys[during] += spent
    count = Counter({kind: len(hand.keys[kind]) for kind in keys})
    return Costs(keys, count, hand.spent["mention", THING], tally)


def points(finished: Iterable[int], articles: int, jobs: int) -> list[Point]:
    """All points, the longest first: two processes share them."""
    longest = sorted(set(finished), reverse=True)
    with ProcessPoolExecutor(jobs) as pool:
        bare = pool.submit(without, articles)
        done = [(each, pool.submit(replayed, each, articles)) for each in longest]
        return [Point(each, *costs.result(), bare.result()) for each, costs in reversed(done)]


HEADING = (" finished", "mention", "its thing", "by sentence", "corrections", "value", "relation", "event")


def table(found: Sequence[Point]) -> str:
    """A line for each point, and one without offers."""
    rows = [HEADING, ("no offers", *_row(found[0].without), *_rest(found[0].without))]
    for each in found:
        costs = each.one_at_a_time
        mentions = (*_row(costs)[:2], f"{each.by_sentence.each('mention'):.2f}", f"{costs.corrections:.0f}")
        rows.append((str(each.finished), *mentions, *_rest(costs)))
    return "".join(line.rstrip() + "\n" for line in _aligned(rows))


def _row(costs: Costs) -> tuple[str, ...]:
    return f"{costs.each('mention'):.2f}", f"{costs.thing:.2f}", "", ""


def _rest(costs: Costs) -> Iterator[str]:
    return (f"{costs.each(kind):.2f}" for kind in ("value", "relation", "event"))


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        yield "  ".join(cell.rjust(len(name)) for cell, name in zip(row, HEADING, strict=True))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--at", type=int, nargs="*", default=POINTS)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("-o", "--output", type=Path)
    chosen = parser.parse_args()
    found = points(chosen.at, chosen.articles, chosen.jobs)
    print(table(found), end="")
    if chosen.output:
        chosen.output.write_text(picture(found, TITLE), "utf-8")


if __name__ == "__main__":
    main()
