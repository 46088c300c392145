"""What an article costs in keys where a source is always right: `python -m tests.tui.editor.always_right`.

The five articles of `offered_keys`, in the editor, by the same hand: everything in them is offered as gold has it, as
sure. What is left is what the screen itself costs: no better extractor saves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec import structs

from annotator.model.annotation import Entity, Event, Relation
from annotator.model.document import Document, by_id
from annotator.suggest.offered.source import Source
from annotator.suggest.offered.sources import Sources
from tests.tui.editor.offered_hand import Learner, OfferedHand
from tests.tui.editor.pressed.costs import Costs, costs_of
from tests.tui.editor.pressed.lot import Lot
from tests.tui.editor.replay import Hand

Kind = TypeVar("Kind", Entity, Event, Relation)
PROBABILITY = 0.99
KINDS = ("mention", "value", "head", "relation", "event")


class AlwaysRight(Learner):
    """Offers all that gold has, before the first key."""

    def __init__(self) -> None:
        self._has_offered = False

    def look(self, hand: Hand) -> None:
        """Offer it once."""
        if not self._has_offered:
            self._has_offered = True
            types = frozenset(each.type for each in hand.gold.entities.values())
            hand.work.take_offers(Sources((Source("gold", "1", _as_predicted(hand.gold), types),)))


def _as_predicted(gold: Document) -> Document:
    return structs.replace(
        gold, entities=_scored(gold.entities), events=_scored(gold.events), relations=_scored(gold.relations)
    )


def _scored(layer: Mapping[str, Kind]) -> Mapping[str, Kind]:
    return by_id([structs.replace(each, score=PROBABILITY) for each in layer.values()])


def pressed(gold: Document, lot: Lot, *, by_sentence: bool) -> Costs:
    """What an article costs one at a time, or its mentions by sentence."""
    hand = OfferedHand(gold, lot.schema(), AlwaysRight(), by_sentence=by_sentence)
    if by_sentence:
        hand.annotate_mentions()
    else:
        hand.annotate()
    return costs_of(hand, hand.tally)


def main() -> None:
    """Print what each kind costs."""
    lot = Lot()
    one, sentence = Costs(), Costs()
    for gold in lot.replayed():
        one += pressed(gold, lot, by_sentence=False)
        sentence += pressed(gold, lot, by_sentence=True)
    print(f"{'keys each':<20}{'one at a time':>14}{'by sentence':>13}")
    for kind in KINDS:
        by_sentence = f"{sentence.each(kind):.2f}" if kind in ("mention", "value") else ""
        print(f"{kind:<20}{one.each(kind) or 0:>14.2f}{by_sentence:>13}".rstrip())


if __name__ == "__main__":
    main()
