"""A new annotation as an offer says it: with the values and the thing that it names, proposed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from annotator.model.annotation import Entity, Event, Value
from annotator.suggest.offered.offer import Offer
from annotator.tui.editor.annotate.coref import may_be_one
from annotator.tui.editor.annotate.proposals import COREF, Chained, admitted
from annotator.tui.editor.context import Context


def taken(context: Context, offer: Offer, made: Chained) -> Chained:
    """A new mention or event with the values and the thing that an offer says, else those that are proposed."""
    said: dict[str, Value] = admitted(context, offer.type, offer.annotation.attributes)
    return structs.replace(
        made,
        attributes={**made.attributes, **said},
        coref=next(_things(context, offer, made), made.coref),
        unconfirmed=tuple(sorted({*made.unconfirmed, *said})),
    )


def _things(context: Context, offer: Offer, made: Entity | Event) -> Iterator[str]:
    """The things of the labelled mentions or events that the offer's source says are one with it, the nearest first."""
    if COREF not in made.unconfirmed:
        return
    start = offer.span[0]
    for spans in sorted(context.offers.one_with(offer), key=lambda each: abs(each[0][0] - start)):
        for other in context.exactly(spans):
            if isinstance(other, type(made)) and other.coref and may_be_one(context, made, other):
                yield other.coref
