"""What items of the lists offer, as it comes into the layer; events come by their frames."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from annotator.model.annotation import Annotation, Entity, Relation
from annotator.suggest.offered.offer import Offer
from annotator.tui.editor.annotate.as_offered import taken
from annotator.tui.editor.annotate.mentions import new_mention
from annotator.tui.editor.annotate.proposals import undecided
from annotator.tui.editor.confirming import ProposedItem
from annotator.tui.editor.context import Context
from annotator.tui.editor.offered.relations import OfferedRelation
from annotator.tui.editor.proposed.mentions import one_thing_each
from annotator.tui.editor.proposed.relations import made


def into_layer(context: Context, items: Sequence[ProposedItem]) -> list[Annotation]:
    """The mentions and relations that items offer, with ids, decided."""
    offers = [each.offer for each in items if each.offer]
    mentions = one_thing_each(_mention(context, each) for each in offers if each.layer == "entities")
    relations = (made(context, each, decided=True) for each in map(relation_in, offers) if each)
    return [*(structs.replace(each, unconfirmed=undecided(each)) for each in mentions), *relations]


def opened(context: Context, offer: Offer) -> Entity | Relation | None:
    """The mention or relation that is offered, with an id, all of it proposed; None for an event."""
    if offered := relation_in(offer):
        return made(context, offered, decided=False)
    if offer.layer != "entities":
        return None
    entity = _mention(context, offer)
    return structs.replace(entity, unconfirmed=tuple(sorted({"type", *entity.unconfirmed})))


def relation_in(offer: Offer) -> OfferedRelation | None:
    """The relation that is offered between annotations of the layer."""
    return OfferedRelation(offer.annotation, offer) if isinstance(offer.annotation, Relation) else None


def _mention(context: Context, offer: Offer) -> Entity:
    return taken(context, offer, new_mention(context, offer.type, offer.spans))
