"""Everything proposed in some part of the article, each with its reason and how likely it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import structs

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.schema.attributes.kinds import shown
from annotator.tui.editor.annotate.proposals import COREF
from annotator.tui.editor.confirming import Confirming, ProposedItem
from annotator.tui.editor.context import Context, anchor
from annotator.tui.editor.proposed.item_words import item_words, thing_words, words_meant
from annotator.tui.editor.proposed.offers import offered_first
from annotator.tui.editor.proposed.reasons import UNKNOWN, confirmable, reasons_of

MOST_ITEMS = 200
"""For how many annotations reasons are looked up at a time; the rest comes when these are decided."""


def confirmed(annotation: Annotation) -> Annotation:
    """The annotation with all that is proposed for it decided; what is only asked for stays open."""
    sure = confirmable(annotation)
    return structs.replace(annotation, unconfirmed=tuple(each for each in annotation.unconfirmed if each not in sure))


class Listed(NamedTuple):
    """The items of a list, how many there are with those not looked at, and whether more than those may be offered.

    `stopped` says that there are sentences which were not looked at.
    """

    items: tuple[ProposedItem, ...]
    total: int
    is_cut: bool
    stopped: bool


def proposed_in(context: Context, mode: Confirming) -> Listed:
    """The items of a list: what is proposed of annotations, and what is offered beside them.

    In a sentence the likely ones come first, elsewhere the doubtful ones, in the order of the text within each reason;
    what is only taken by itself comes last. Of more than are looked at it is those from the list's place on.
    """
    by_id = {each.id: each for each in _in_scope(context, mode) if confirmable(each)}
    here, document = context.sentence(mode.at)[0], context.document
    placed = sorted((anchor(document, each) or (0, 0), each.id) for each in by_id.values())
    from_here = sorted(placed, key=lambda each: each[0][0] < here)[:MOST_ITEMS]
    items = [_item(context, by_id[id_]) for _, id_ in sorted(from_here)]
    offered = offered_first(context, mode, MOST_ITEMS - len(items))
    items = sorted([*items, *offered.items], key=_likely_first if mode.scope == "sentence" else _doubtful_first)
    is_cut = offered.is_cut or offered.stopped
    return Listed(tuple(items), len(placed) + len(offered.items), is_cut=is_cut, stopped=offered.stopped)


def _likely_first(item: ProposedItem) -> tuple[bool, bool]:
    return item.is_alone, not item.is_sure


def _doubtful_first(item: ProposedItem) -> tuple[bool, float, str]:
    return item.is_alone, item.confidence, item.reason


def _in_scope(context: Context, mode: Confirming) -> Iterable[Annotation]:
    document, card = context.document, context.card(mode.card)
    if mode.scope == "article":
        return document.annotations()
    if mode.scope == "type":
        return [each for each in document.annotations() if card and each.type == card.type]
    if mode.scope == "thing":
        coref = card.coref if isinstance(card, Entity | Event) else None
        members = context.index.chain(coref) if coref else ()
        return [each for member in members if (each := document.find(member))]
    if mode.scope == "words":
        words = words_meant(context, mode)
        return [each for each in document.entities.values() if each.text == words]
    return _in_sentence(context, mode)


def _in_sentence(context: Context, mode: Confirming) -> Iterator[Annotation]:
    here = context.mentions(context.sentence(mode.at))
    yield from here
    for naming in {naming for each in here for naming in context.index.naming(each.id)}:
        annotation = context.document.find(naming)
        if isinstance(annotation, Relation):
            yield annotation


def _item(context: Context, annotation: Annotation) -> ProposedItem:
    reasons = dict(reasons_of(context, annotation))
    confidence = min((each[1] for each in reasons.values()), default=UNKNOWN[1])
    least = min(reasons.values(), key=lambda each: each[1], default=UNKNOWN)
    reason = reasons.get(COREF, least)[0]
    values = [shown(annotation.attributes.get(part)) for part in confirmable(annotation) if part in reasons]
    shown_values = [each for each in values if each]
    if COREF in reasons and isinstance(annotation, Entity | Event):
        shown_values.append(f"= {thing_words(context, annotation)}")
    return ProposedItem(
        annotation.id,
        anchor(context.document, annotation),
        item_words(context, annotation),
        context.letters.tag(annotation.type),
        " ".join(shown_values),
        reason,
        confidence,
    )
