"""Everything proposed in some part of the article, each with its reason and how likely it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import structs

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.schema.attributes.kinds import shown
from annotator.tui.editor.annotate.coref import chain_words
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.annotate.proposals import COREF
from annotator.tui.editor.confirming import Confirming, ProposedItem
from annotator.tui.editor.context import Context, anchor
from annotator.tui.editor.offered.relations import OfferedRelation, confidence, offered_relations
from annotator.tui.editor.proposed.reasons import UNKNOWN, confirmable, reasons_of
from annotator.tui.editor.proposed.relations import previewed

MOST_ITEMS = 200
"""For how many annotations reasons are looked up at a time; the rest comes when these are decided."""


def confirmed(annotation: Annotation) -> Annotation:
    """The annotation with all that is proposed for it decided; what is only asked for stays open."""
    sure = confirmable(annotation)
    return structs.replace(annotation, unconfirmed=tuple(each for each in annotation.unconfirmed if each not in sure))


def proposed_in(context: Context, mode: Confirming) -> tuple[tuple[ProposedItem, ...], int]:
    """The items of a list, and how many annotations of it have something proposed.

    In a sentence the likely ones come first, elsewhere the doubtful ones, in the order of the text within each reason.
    """
    by_id = {each.id: each for each in _in_scope(context, mode) if confirmable(each)}
    placed = sorted(by_id.values(), key=lambda each: (anchor(context.document, each) or (0, 0), each.id))
    items = [_item(context, each) for each in placed[:MOST_ITEMS]]
    new = [_relation_item(context, each) for each in islice(_suggested(context, mode), MOST_ITEMS - len(items))]
    items += new
    if mode.scope == "sentence":
        items.sort(key=lambda each: not each.is_sure)
    else:
        items.sort(key=lambda each: (each.confidence, each.reason))
    return tuple(items), len(placed) + len(new)


def _suggested(context: Context, mode: Confirming) -> Iterator[OfferedRelation]:
    """The relations that are offered in the part that a list is of."""
    if mode.scope == "sentence":
        yield from offered_relations(context, context.sentence(mode.at))
    elif mode.scope == "article":
        yield from offered_relations(context, (0, len(context.text)))


def _relation_item(context: Context, offered: OfferedRelation) -> ProposedItem:
    relation = previewed(context, offered)
    return ProposedItem(
        "",
        offered.span,
        _words(context, relation),
        context.letters.tag(relation.type),
        " ".join([short_name(relation.type), *(shown(each) for each in relation.attributes.values())]),
        offered.offer.said_by,
        confidence(context, offered),
        offered.offer,
    )


def short_name(type_name: str) -> str:
    """A type's name without its group."""
    return type_name.rpartition(".")[2]


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
        words = card.text if isinstance(card, Entity) else context.text[slice(*mode.at)]
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
        shown_values.append(f"= {_thing(context, annotation)}")
    return ProposedItem(
        annotation.id,
        anchor(context.document, annotation),
        _words(context, annotation),
        context.letters.tag(annotation.type),
        " ".join(shown_values),
        reason,
        confidence,
    )


def _words(context: Context, annotation: Annotation) -> str:
    if isinstance(annotation, Relation):
        ends = (context.document.find(each) for each in (annotation.head, annotation.tail))
        return " ▸ ".join(words_of(context, each) if each else "?" for each in ends)
    sign = "◆" if isinstance(annotation, Event) else ""
    return sign + " ".join(words_of(context, annotation).split())


def _thing(context: Context, annotation: Entity | Event) -> str:
    if annotation.coref is None or len(context.index.chain(annotation.coref)) < 2:
        return "new"
    return f"{chain_words(context, annotation.coref)} {len(context.index.chain(annotation.coref))}x"
