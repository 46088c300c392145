"""The events that are offered in the text: their triggers, types, and fillers by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.model.annotation import Entity, Event, Trigger
from annotator.model.spans import Span, Spans, envelope, surface
from annotator.suggest.offered.offer import Offer
from annotator.suggest.offered.sources import merged
from annotator.suggest.suggester import Candidate, Suggestion
from annotator.tui.editor.context import Context, can_happen
from annotator.tui.editor.rejected import is_rejected
from annotator.tui.editor.state import Preselected


def offered_events_in(context: Context, span: Span) -> tuple[Offer, ...]:
    """The events that sources offer at a place and nobody has decided about, in reading order."""
    return tuple(each for each in context.offers.events(span) if _is_open(context, each)) if context.offers else ()


def shown_events_in(context: Context, span: Span, *, only_sure: bool) -> tuple[Offer, ...]:
    """What is drawn at a place: of several events offered on the same words the first."""
    offers = [each for each in offered_events_in(context, span) if each.is_sure or not only_sure]
    return tuple(each for number, each in enumerate(offers) if not number or offers[number - 1].spans != each.spans)


def offered_events_at(context: Context, spans: Spans) -> tuple[Offer, ...]:
    """The events that are offered on exactly these spans, that of most sources first; rules know the type of some."""
    if not spans:
        return ()
    offers = context.offers.events(envelope(spans)) if context.offers else ()
    known = (_by_rule(context, each) for each in _rules_at(context, spans))
    here = merged((*(each for each in offers if each.spans == spans), *known))
    return tuple(each for each in here if can_happen(context.schema, each.type))


def open_events_at(context: Context, spans: Spans) -> tuple[Offer, ...]:
    """The same, where no event stands yet and a person has not refused one."""
    return tuple(each for each in offered_events_at(context, spans) if _is_open(context, each))


def _rules_at(context: Context, spans: Spans) -> Iterator[Suggestion[Candidate]]:
    """The likely triggers of the rules on exactly these spans, where they know the type."""
    if len(spans) == 1:
        for each in context.suggester.triggers(context, context.sentence(spans[0])):
            if each.value.span == spans[0] and each.value.types:
                yield each


def _by_rule(context: Context, proposed: Suggestion[Candidate]) -> Offer:
    spans = (proposed.value.span,)
    event = Event("", proposed.value.types[0], Trigger(spans, surface(context.text, spans)))
    return Offer(event, (proposed.source,), proposed.confidence, reason=proposed.reason)


def _is_open(context: Context, offer: Offer) -> bool:
    """Whether an event may be made where one is offered, and a person has neither made nor refused one there."""
    if not offer.spans or not can_happen(context.schema, offer.type):
        return False
    return not is_rejected(context.document, offer.span, "trigger") and not any(
        isinstance(each, Event) for each in context.exactly(offer.spans)
    )


def offered_triggers(context: Context, span: Span) -> list[Span]:
    """The places of one piece in whole sentences at which sources offer an event, decided ones among them."""
    offers = context.offers.events(span) if context.offers else ()
    places = (each.span for each in offers if len(each.spans) == 1 and can_happen(context.schema, each.type))
    return list(dict.fromkeys(each for each in places if span[0] <= each[0] < span[1]))


def offered_fillers(context: Context, event: Event) -> Sequence[Preselected]:
    """The fillers that sources say of an event: what is labelled at the places that they name."""
    offer = next((each for each in offered_events_at(context, event.spans) if each.type == event.type), None)
    return tuple(_standing(context, event, offer)) if offer else ()


def _standing(context: Context, event: Event, offer: Offer) -> Iterator[Preselected]:
    for part in offer.parts:
        here = [each for each in context.exactly(part.spans) if each.id != event.id]
        of_type = [each for each in here if each.type == part.type]
        kind = Event if part.type in context.schema.event_types else Entity
        alike = of_type or [each for each in here if isinstance(each, kind)]
        if alike:
            yield Preselected(part.role, alike[0].id)
