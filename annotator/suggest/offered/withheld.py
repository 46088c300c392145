"""What of the offers is shown: nothing in sentences that are labelled unaided, and here and there a wrong one.

Both cost what is near: a place is asked about when it is looked at, and the answer does not depend on when that is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.model.spans import Span, Spans
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.offered.lots import Lots
from annotator.suggest.offered.offer import Offer, OfferedLayer
from annotator.suggest.offered.planted import can_be_planted, plant
from annotator.suggest.offered.sources import Sources, merged
from annotator.suggest.segment.segmenter import Segmenter


@dataclass(frozen=True)
class Withholding:
    """What is held back and planted in one article.

    At the places in `answered` a plant was answered already: what is offered there is no plant any more.
    """

    lots: Lots
    schema: LabelSchema
    segmenter: Segmenter
    text: str
    answered: frozenset[Spans] = frozenset()
    _known: dict[int, bool] = field(default_factory=dict, compare=False, repr=False)

    def is_unaided(self, char: int) -> bool:
        """Whether a place is in a sentence that is labelled without suggestions."""
        if not self.lots.shares.unaided:
            return False
        if char not in self._known:
            sentence = self.segmenter.sentence_at(self.text, char)
            self._known[char] = self.lots.is_unaided(self.text[slice(*sentence)])
        return self._known[char]

    def hides(self, offer: Offer) -> bool:
        """Whether any part of an offer is in such a sentence."""
        return any(self.is_unaided(start) for start, _ in offer.spans)

    def shown(self, sources: Sources) -> Shown:
        """What is shown of some sources."""
        return Shown(sources.all, self)


@dataclass(frozen=True)
class Shown(Sources):
    """Sources as a person sees them."""

    withholding: Withholding | None = None

    def withheld(self, span: Span) -> tuple[Offer, ...]:
        """The mentions and events at a place that are offered and not shown, in reading order."""
        holding = self.withholding
        if holding is None:
            return ()
        offers = (*super()._at("entities", span), *super()._at("events", span))
        return tuple(each for each in offers if holding.hides(each))

    def planted(self, span: Span) -> tuple[Offer, ...]:
        """The wrong ones at a place."""
        if self.withholding is None or not self.withholding.lots.shares.planted:
            return ()
        return tuple(each for each in self.mentions(span) if each.planted)

    def _at(self, layer: OfferedLayer, span: Span) -> tuple[Offer, ...]:
        offers = super()._at(layer, span)
        if not offers or self.withholding is None or not self.withholding.lots.shares:
            return offers
        return merged(self._with_plants(self.withholding, offers, span))

    def _with_plants(self, holding: Withholding, offers: tuple[Offer, ...], span: Span) -> Iterator[Offer]:
        for each in offers:
            if holding.hides(each):
                continue
            wrong = self._plant(holding, each)
            if wrong is None:
                yield each
            elif wrong.span[0] < span[1] and span[0] < wrong.span[1]:
                yield wrong

    def _plant(self, holding: Withholding, offer: Offer) -> Offer | None:
        """The wrong offer in the place of another; None where that is shown."""
        if not can_be_planted(offer, holding.schema) or not holding.lots.is_planted(offer.span):
            return None
        near = [each for each in super()._at("entities", offer.span) if each.key != offer.key]
        sure = {name for source in self.all for name in source.sure}
        wrong = plant(offer, holding.lots, holding.schema, holding.segmenter, holding.text, sure)
        if wrong is None or holding.answered & {wrong.spans, offer.spans}:
            return None
        # Where somebody else says something else of these words, what is right there is not sure.
        return None if any(each.spans in (offer.spans, wrong.spans) for each in near) else wrong
