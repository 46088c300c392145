"""What is noted while a person goes through an article: which plants they saw, and what they were not shown."""

from __future__ import annotations

from annotator.model.spans import Span
from annotator.suggest.offered.lots import Shares
from annotator.suggest.offered.offer import Offer
from annotator.suggest.offered.source import LEARNER
from annotator.suggest.offered.sources import Sources
from annotator.suggest.offered.unaided import UNAIDED
from annotator.suggest.offered.withheld import Shown
from annotator.tui.editor.audited.held import Held
from annotator.tui.editor.context import Context
from annotator.tui.editor.offered.mentions import offered_at, offered_in
from annotator.tui.editor.state import State


def disclosed(shares: Shares) -> str:
    """What a person is told when an article is opened; "" where nothing is held back or planted."""
    if shares.planted and shares.unaided:
        return "a few suggestions are planted wrong, some sentences have none: read each"
    if shares.planted:
        return "a few suggestions are planted wrong, to see how they are taken: read each"
    return "some sentences have no suggestions: label there what you see" if shares.unaided else ""


def look_before(context: Context, held: Held, state: State) -> None:
    """Note what there is where a key is about to be pressed, unless that was noted after the last one."""
    if held and (held.noted is None or held.noted[0] is not context.offers or held.noted[1] != state.selection):
        note(context, held, context.sentence(state.selection))


def look(context: Context, held: Held, before: State, state: State) -> State:
    """The state after a key, which says so where a person has come into a sentence without suggestions."""
    if not held:
        return state
    sentence = context.sentence(state.selection)
    note(context, held, sentence)
    held.noted = context.offers, state.selection
    is_new = context.sentence(before.selection) != sentence
    is_told = is_new and not state.message and state.mode is None and held.is_unaided(context.text, sentence[0])
    return state.say(UNAIDED) if is_told else state


def note(context: Context, held: Held, sentence: Span) -> None:
    """Note what there is in a sentence that a person is in."""
    if not held.is_unaided(context.text, sentence[0]):
        for each in offered_in(context, sentence):
            if not each.planted:
                held.was_shown(each)
            elif offered_at(context, each.spans)[0].planted:
                # Behind what somebody else offers for the same words it would not be seen.
                held.seen[each.spans] = each
    elif sentence[0] not in held.hidden or not context.mentions(sentence):
        held.hidden[sentence[0]] = hidden_in(context, sentence)


def hidden_in(context: Context, sentence: Span) -> tuple[Offer, ...]:
    """What is not shown in a sentence; where a person has labelled, what the learner says is left out."""
    offers = context.offers
    if not isinstance(offers, Shown):
        return ()
    if context.mentions(sentence):
        others = Sources(tuple(each for each in offers.all if each.name != LEARNER))
        return offers.withholding.shown(others).withheld(sentence) if offers.withholding else ()
    return offers.withheld(sentence)
