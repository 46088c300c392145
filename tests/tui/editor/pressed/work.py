"""The work of a replay in pieces: one article at one point each, and what was known of the finished ones then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.suggest.learner import least
from annotator.suggest.learner_process.messages import Figures
from tests.tui.editor.offered_hand import OfferedHand
from tests.tui.editor.pressed.costs import Costs, costs_of
from tests.tui.editor.pressed.lot import Lot
from tests.tui.editor.replay import Hand
from tests.tui.editor.taught_learner import Finished, TaughtLearner, figures_then
from tests.tui.through_terminal import Pressed, content, label

WITHOUT = -1
"""The point at which nothing is offered."""
ONE, SENTENCE = "one at a time", "by sentence"


@dataclass(frozen=True)
class Piece:
    """One article after some finished ones, of which this is known, by one of the ways to take mentions."""

    lot: Lot
    finished: int
    number: int
    way: str = ONE
    figures: Figures | None = None
    through_terminal: bool = False

    @property
    def named(self) -> str:
        """As it is reported."""
        article = self.lot.replayed()[self.number].id
        return article + (" without offers" if self.finished == WITHOUT else f" after {self.finished}, {self.way}")

    def found(self) -> Costs:
        """What it costs.

        Raises:
            AssertionError: the hand finds no way, or other labels come out in the real program.
        """
        gold, schema = self.lot.replayed()[self.number], self.lot.schema()
        if self.finished == WITHOUT:
            bare = Hand(gold, schema)
            bare.annotate()
            return costs_of(bare)
        learner = TaughtLearner(_taught(self.lot, self.finished, self.figures))
        hand = OfferedHand(gold, schema, learner, by_sentence=self.way == SENTENCE)
        if self.way == SENTENCE:
            hand.annotate_mentions()
        else:
            hand.annotate()
        if self.through_terminal:
            _press(hand, learner, self.way)
        return costs_of(hand, hand.tally)


@dataclass(frozen=True)
class FiguresOf:
    """What is to be known out of fold of the finished articles of a point."""

    lot: Lot
    finished: int

    @property
    def named(self) -> str:
        """As it is reported."""
        return f"what is known of {self.finished} finished articles"

    def found(self) -> Figures | None:
        """It is computed."""
        return figures_then(self.lot.before()[: self.finished], self.lot.schema())


def _press(hand: Hand, learner: TaughtLearner, way: str) -> None:
    finished, made = learner.finished, hand.work.session.document
    pressed = Pressed(
        hand.gold, hand.work.session.schema, hand.pressed, learner.heard, finished.documents, finished.figures
    )
    with TemporaryDirectory() as folder:
        found = label(Path(folder), pressed)
    assert content(found) == content(made), "other labels in the real program"
    # By sentence all mentions are labelled, and of relations what was offered; a value may be refused whose form the
    # version of gold did not ask for.
    layers = slice(1) if way == SENTENCE else slice(None)
    assert hand.refused or content(found)[layers] == content(hand.gold)[layers], "other labels than in gold"


@lru_cache(maxsize=1)
def _taught(lot: Lot, finished: int, figures: Figures | None) -> Finished:
    """What the articles before a point teach, fitted once a process for all its pieces that follow."""
    return Finished(lot.before()[:finished], lot.schema(), figures)


def pieces_of(lot: Lot, finished: int) -> Iterator[Piece]:
    """The pieces of a point; by sentence only where something may be sure, which else is as one at a time."""
    ways = (ONE, SENTENCE) if finished >= least.ARTICLES else (ONE,)
    for way in ways:
        yield from (Piece(lot, finished, number, way) for number in range(len(lot.replayed())))
