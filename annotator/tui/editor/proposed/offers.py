"""What is offered beside the layer, as items of the lists of `$`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from annotator.model.spans import Span, surface
from annotator.schema.attributes.kinds import shown
from annotator.suggest.offered.offer import Offer
from annotator.suggest.offered.sure import offers_of
from annotator.tui.editor.confirming import SURE, Confirming, ProposedItem
from annotator.tui.editor.context import Context
from annotator.tui.editor.offered.events import shown_events_in
from annotator.tui.editor.offered.mentions import shown_in
from annotator.tui.editor.offered.relations import (
    MOST_SENTENCES,
    STATED_AT_MOST,
    OfferedRelation,
    all_sentences_of,
    confidence,
    offered_relations,
)
from annotator.tui.editor.proposed.item_words import item_words, thing_words, words_meant
from annotator.tui.editor.proposed.mentions import previewed
from annotator.tui.editor.proposed.reasons import reasons_of
from annotator.tui.editor.proposed.relations import previewed as previewed_relation

Admits = Callable[[Offer], bool]


class Looked(NamedTuple):
    """What was found offered, in the order of the text; whether more is, and whether sentences were not looked at."""

    items: tuple[ProposedItem, ...]
    is_cut: bool
    stopped: bool


def offered_first(context: Context, mode: Confirming, most: int) -> Looked:
    """So much of what is offered; of the whole article what comes first from the list's sentence on."""
    here, looking = context.sentence(mode.at)[0], OfferedItems(context, mode)
    found = list(islice(looking, most + 1))
    items = sorted(found[:most], key=lambda each: bool(each.span and each.span[0] >= here))
    return Looked(tuple(items), len(found) > most, looking.stopped)


class OfferedItems:
    """What is offered in the part that a list is of, sentence by sentence; costs what is taken from it.

    In the whole article it begins at the list's sentence, goes on to the end and then from the start. `stopped` says
    whether it has left sentences out, once it has been gone through.
    """

    def __init__(self, context: Context, mode: Confirming) -> None:
        """Nothing is looked at yet."""
        self._context, self._mode = context, mode
        self.stopped = False

    def __iter__(self) -> Iterator[ProposedItem]:
        """The items, each sentence's in a row."""
        context, mode = self._context, self._mode
        if mode.scope == "thing" or not (context.offers or context.learned_relations):
            return
        admits = _admitted_by(context, mode)
        for number, sentence in enumerate(_sentences(context, mode)):
            if number == MOST_SENTENCES:
                self.stopped = True
                return
            yield from _items_of(context, sentence, admits)


def _sentences(context: Context, mode: Confirming) -> Iterator[Span]:
    here = context.sentence(mode.at)
    if mode.scope == "sentence":
        yield here
        return
    yield from all_sentences_of(context, (here[0], len(context.text)))
    if here[0]:
        yield from all_sentences_of(context, (0, here[0]))


def _admitted_by(context: Context, mode: Confirming) -> Admits:
    """What belongs into a list of these words or of this type; all of it elsewhere."""
    card = context.card(mode.card)
    if mode.scope == "words":
        words = words_meant(context, mode)
        return lambda offer: offer.layer != "relations" and surface(context.text, offer.spans) == words
    if mode.scope == "type":
        return lambda offer: card is not None and offer.type == card.type
    return lambda offer: True


def _items_of(context: Context, sentence: Span, admits: Admits) -> Iterator[ProposedItem]:
    for each in shown_in(context, sentence):
        if _starts_in(each, sentence) and admits(each):
            yield _mention_item(context, each)
    for each in shown_events_in(context, sentence, only_sure=False):
        if _starts_in(each, sentence) and admits(each):
            yield _event_item(context, each)
    for related in offered_relations(context, sentence):
        if admits(related.offer):
            yield _relation_item(context, related)


def _starts_in(offer: Offer, sentence: Span) -> bool:
    return sentence[0] <= offer.span[0] < sentence[1]


def _mention_item(context: Context, offer: Offer) -> ProposedItem:
    """A mention; it is ticked where its type is sure, and all else that it would say."""
    entity = previewed(context, offer)
    likely = offer.probability if offer.probability is not None else 0.5
    parts = [value for part, (_, value) in reasons_of(context, entity) if part != "type"]
    values = [shown(each) for each in entity.attributes.values()]
    if context.schema.has_coref(entity):
        values.append(f"= {thing_words(context, entity)}")
    return ProposedItem(
        "",
        offer.span,
        item_words(context, entity),
        context.letters.tag(offer.type),
        " ".join(each for each in values if each),
        offer.said_by,
        min([max(likely, SURE) if offer.is_sure else min(likely, STATED_AT_MOST), *parts]),
        offer,
    )


def _event_item(context: Context, offer: Offer) -> ProposedItem:
    """An event with its fillers; it is never ticked: its frame is opened and closed by a person."""
    fillers = (f"{each.role} {surface(context.text, each.spans)}" for each in offer.parts)
    stated = min(0.5 if offer.probability is None else offer.probability, STATED_AT_MOST)
    share = max(context.kept.share(offers_of(offer.layer, offer.type), source, stated) for source in offer.sources)
    return ProposedItem(
        "",
        offer.span,
        "◆" + " ".join(surface(context.text, offer.spans).split()),
        context.letters.tag(offer.type),
        " ".join(" ".join(each.split()) for each in fillers),
        offer.said_by,
        min(share, STATED_AT_MOST),
        offer,
    )


def _relation_item(context: Context, offered: OfferedRelation) -> ProposedItem:
    relation = previewed_relation(context, offered)
    return ProposedItem(
        "",
        offered.span,
        item_words(context, relation),
        context.letters.tag(relation.type),
        " ".join([short_name(relation.type), *(shown(each) for each in relation.attributes.values())]),
        offered.offer.said_by,
        confidence(context, offered),
        offered.offer,
    )


def short_name(type_name: str) -> str:
    """A type's name without its group."""
    return type_name.rpartition(".")[2]
