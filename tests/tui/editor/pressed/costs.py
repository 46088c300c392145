"""What articles cost in keys: by kind, and after how many finished ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.suggest.worth.keys import Tally
from tests.tui.editor.replay import Hand

THING = "what it is one with"
HEADING = (" finished", "mention", "its thing", "by sentence", "corrections", "value", "relation", "event")

GOALS = ("goal", "1.30", "", "1.00", "27", "", "2.70", "6.00")
"""What was set as a goal before anything was counted."""

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

    def each(self, kind: str) -> float | None:
        """The keys of one of a kind; None where there is none."""
        return self.keys[kind] / self.count[kind] if self.count[kind] else None

    @property
    def thing(self) -> float | None:
        """The keys that say what a mention is one with, by mention."""
        return self.things / self.count["mention"] if self.count["mention"] else None

    @property
    def corrections(self) -> float | None:
        """Offered mentions of another type, or that are none, by 100 mentions."""
        return 100 * self.tally.corrections / self.tally.gold if self.tally.gold else None


def costs_of(hand: Hand, tally: Tally | None = None) -> Costs:
    """What a hand has spent."""
    keys: Counts = Counter()
    for (during, _), spent in hand.spent.items():
        keys[during] += spent
    count = Counter({kind: len(hand.keys[kind]) for kind in keys})
    return Costs(keys, count, hand.spent["mention", THING], tally or Tally())


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


def table(found: Sequence[Point]) -> str:
    """A line for each point, one without offers before them, and the goals below."""
    bare = found[0].without
    rows = [HEADING, ("no offers", _shown(bare.each("mention")), _shown(bare.thing), "", "", *_rest(bare))]
    for each in found:
        costs = each.one_at_a_time
        by_sentence, corrections = each.by_sentence.each("mention"), costs.corrections
        mentions = map(_shown, (costs.each("mention"), costs.thing, by_sentence))
        rows.append((str(each.finished), *mentions, _shown(corrections, decimals=0), *_rest(costs)))
    rows.append(GOALS)
    return "".join(line.rstrip() + "\n" for line in _aligned(rows))


def _rest(costs: Costs) -> Iterator[str]:
    return (_shown(costs.each(kind)) for kind in ("value", "relation", "event"))


def _shown(value: float | None, decimals: int = 2) -> str:
    return "-" if value is None else f"{value:.{decimals}f}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        yield "  ".join(cell.rjust(len(name)) for cell, name in zip(row, HEADING, strict=True))
