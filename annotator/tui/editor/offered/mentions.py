"""The mentions that are offered in the text: those of sources, and of rules where they know the type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.model.annotation import Entity
from annotator.model.spans import Span, Spans, contains, envelope
from annotator.suggest.offered.offer import Offer
from annotator.suggest.offered.sources import merged
from annotator.suggest.suggester import Candidate, Suggestion
from annotator.tui.editor.context import Context, can_label
from annotator.tui.editor.rejected import is_rejected


def offered_in(context: Context, span: Span) -> tuple[Offer, ...]:
    """What sources offer at a place and nobody has decided about, in reading order."""
    return tuple(_undecided(context, span, context.offers.mentions(span)))


def shown_in(context: Context, span: Span) -> tuple[Offer, ...]:
    """What is drawn at a place: of several offers for the same words the first."""
    offers = offered_in(context, span)
    return tuple(each for number, each in enumerate(offers) if not number or offers[number - 1].spans != each.spans)


def offered_at(context: Context, spans: Spans) -> tuple[Offer, ...]:
    """What is offered for exactly these spans, that of most sources first; none where a person has decided."""
    return tuple(_undecided(context, envelope(spans), _said(context, spans)))


def offered_over(context: Context, span: Span) -> tuple[Offer, ...]:
    """What is offered from one place to another, in pieces too, whatever is labelled there."""
    return said_at(context, (span,)) or tuple(
        each for each in context.offers.mentions(span) if each.span == span and can_label(context.schema, each.type)
    )


def said_at(context: Context, spans: Spans) -> tuple[Offer, ...]:
    """What is offered for exactly these spans, whatever is labelled there; none where it was refused."""
    if is_rejected(context.document, envelope(spans)):
        return ()
    return tuple(each for each in _said(context, spans) if can_label(context.schema, each.type))


def _said(context: Context, spans: Spans) -> tuple[Offer, ...]:
    offers = [each for each in context.offers.mentions(envelope(spans)) if each.spans == spans]
    known = [_by_rule(context, each) for each in _rules_at(context, spans)]
    return merged((*offers, *known))


def _rules_at(context: Context, spans: Spans) -> Iterator[Suggestion[Candidate]]:
    """What the rules propose for exactly these spans, where they know its type."""
    if len(spans) == 1:
        for each in context.suggester.candidates(context, context.sentence(spans[0])):
            if each.value.span == spans[0] and each.value.types:
                yield each


def _by_rule(context: Context, proposed: Suggestion[Candidate]) -> Offer:
    span, type_name = proposed.value.span, proposed.value.types[0]
    entity = Entity("", type_name, (span,), context.text[slice(*span)])
    return Offer(entity, (proposed.source,), proposed.confidence, reason=proposed.reason)


def offered_places(context: Context, span: Span) -> list[Span]:
    """The places in whole sentences at which sources offer a mention, decided ones among them, in no particular order.

    What labels of other words have decided about is not among them, nor what is in pieces.
    """
    offers = [each for each in context.offers.mentions(span) if len(each.spans) == 1]
    labelled = _Labelled(context, span) if offers else None
    return [each.span for each in offers if labelled and not labelled.stands_in_the_way(each)]


def _undecided(context: Context, span: Span, offers: Sequence[Offer]) -> Iterator[Offer]:
    """The offers at whose place nothing is labelled, and that were not refused."""
    if not offers:
        return
    labelled = _Labelled(context, span)
    for each in offers:
        is_open = can_label(context.schema, each.type) and not is_rejected(context.document, each.span)
        if is_open and not labelled.stands_at(each.spans) and not labelled.stands_in_the_way(each):
            yield each


class _Labelled:
    """The mentions that are labelled about a place."""

    def __init__(self, context: Context, span: Span) -> None:
        self._context = context
        self._window = span
        self._here = self._about(span)

    def _about(self, span: Span) -> list[Spans]:
        return [each.spans for each in self._context.mentions(span) if isinstance(each, Entity)]

    def stands_at(self, spans: Spans) -> bool:
        """Whether exactly these spans are labelled."""
        return spans in self._here

    def stands_in_the_way(self, offer: Offer) -> bool:
        """Whether a label of other words overlaps an offer whose sources say no such nesting."""
        near = self._here if contains(self._window, offer.span) else self._about(offer.span)
        return any(self._is_in_the_way(offer, each) for each in near if each != offer.spans)

    def _is_in_the_way(self, offer: Offer, labelled: Spans) -> bool:
        place, other = offer.span, envelope(labelled)
        if place[1] <= other[0] or other[1] <= place[0]:
            return False
        if not (contains(place, other) or contains(other, place)):
            return True
        nested = (each.sources for each in self._context.offers.mentions(other) if each.spans == labelled)
        return not any(set(names) & set(offer.sources) for names in nested)
