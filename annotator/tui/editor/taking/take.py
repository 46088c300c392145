"""Enter takes what is offered at the selection, as a whole and decided; one key takes all sure ones of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from msgspec import structs

from annotator.model.annotation import Entity
from annotator.model.edits import add, update
from annotator.model.spans import Span
from annotator.suggest.offered.offer import Offer
from annotator.tui.editor.annotate.as_offered import taken
from annotator.tui.editor.annotate.document_date import asked_for
from annotator.tui.editor.annotate.edges import moved_edges
from annotator.tui.editor.annotate.mentions import advanced, new_mention
from annotator.tui.editor.annotate.proposals import confirmed, undecided
from annotator.tui.editor.confirming import SURE
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import next_candidate
from annotator.tui.editor.offered.mentions import offered_at, offered_in
from annotator.tui.editor.proposed.reasons import reasons_of
from annotator.tui.editor.state import Outcome, State
from annotator.tui.editor.taking.checking import to_check

TAKE, TAKE_SURE = "take", "take the sure ones"
"""The names of the edits."""


def accept(context: Context, state: State) -> Outcome:
    """Confirm what the card proposes, else take what is offered; an annotation whose edges were moved gets them."""
    moved = moved_edges(context, state)
    if moved:
        return moved
    card = context.card(state.card)
    if card is not None and (sure := confirmed(card)) != card:
        return Outcome(state, update(context.document, sure, "confirm"))
    offers = offered_at(context, state.spans)
    if offers:
        return take(context, state, offers[0])
    if card is None:
        return Outcome(state.say("nothing to confirm"))
    if not card.unconfirmed:
        return Outcome(state.say("nothing is proposed here"))
    answer = context.keys.key_of("questions")
    return Outcome(state.say(f"not decided yet: {', '.join(undecided(card))}; give a value, or answer with {answer}"))


def take(context: Context, state: State, offer: Offer) -> Outcome:
    """Put what is offered into the layer, all of it decided, and go on to the next likely mention."""
    proposed = taken(context, offer, new_mention(context, offer.type, offer.spans))
    entity = structs.replace(proposed, unconfirmed=undecided(proposed))
    after = advanced(context, state, offer.spans, entity.id, offer.type)
    return Outcome(asked_for(context, after, entity), add(context.document, entity, name=TAKE))


def take_sure(context: Context, state: State) -> Outcome:
    """Take all sure offers of the sentence; their values and things that are less sure stay proposed.

    The first one of which something stays proposed is on the card, the next one follows once it is decided.
    """
    sentence = context.sentence(state.selection)
    offers = list(_apart(each for each in offered_in(context, sentence) if each.is_sure))
    if not offers:
        return Outcome(state.say("nothing in this sentence is offered as sure"))
    sure = list(_in_order(context, offers))
    edit = add(context.document, *sure, name=TAKE_SURE)
    following = _next_left(context, sentence, offers)
    doubtful = to_check(sure)
    checks = f", {len(doubtful)} to check, Enter says yes" if doubtful else ""
    after = state.select(following or state.selection).leave(f"{len(sure)} taken{checks}; one undo takes all back")
    return Outcome(replace(after, card=doubtful[0] if doubtful else sure[-1].id, to_check=doubtful), edit)


def _in_order(context: Context, offers: Sequence[Offer]) -> Iterator[Entity]:
    """What is offered, as it comes into the layer: each knows those before it, of which it may be one thing with."""
    for each in offers:
        entity = taken(context, each, new_mention(context, each.type, each.spans))
        yield _with_sure_parts(context, entity)
        context = context.with_coming(entity)


def _apart(offers: Iterator[Offer]) -> Iterator[Offer]:
    """One offer a place, the first one there."""
    places: set[object] = set()
    for each in offers:
        if each.spans not in places:
            places.add(each.spans)
            yield each


def _with_sure_parts(context: Context, entity: Entity) -> Entity:
    """The mention with those of its proposed parts decided that are right nearly always."""
    unsure = {part for part, (_, confidence) in reasons_of(context, entity) if confidence < SURE}
    return structs.replace(entity, unconfirmed=tuple(each for each in entity.unconfirmed if each in unsure))


def _next_left(context: Context, sentence: Span, takes: Sequence[Offer]) -> Span | None:
    """The first likely mention from the start of the sentence on that is none of those taken."""
    spans = {each.span for each in takes}
    following = next_candidate(context, sentence[0])
    while following is not None and following in spans:
        following = next_candidate(context, following[1])
    return following
