"""A mention that is offered as it comes into the layer: with the values and the thing that its sources say."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from annotator.model.annotation import Entity
from annotator.suggest.offered.offer import Offer
from annotator.tui.editor.annotate.as_offered import taken
from annotator.tui.editor.annotate.proposals import COREF, with_proposals
from annotator.tui.editor.context import Context


def previewed(context: Context, offer: Offer) -> Entity:
    """The mention that an offer would become, without an id; all of it proposed."""
    words = " ".join(context.text[start:end] for start, end in offer.spans)
    return taken(context, offer, with_proposals(context, Entity("", offer.type, offer.spans, words)))


def one_thing_each(entities: Iterator[Entity]) -> Iterator[Entity]:
    """New mentions; those of the same type and words are one thing with the first of them."""
    firsts: dict[tuple[str, str], Entity] = {}
    for each in entities:
        first = firsts.setdefault((each.type, (each.text or "").casefold()), each)
        yield structs.replace(each, coref=first.coref) if COREF in each.unconfirmed else each
