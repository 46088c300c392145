"""What is noted while a person goes through an article: which plants they saw, and what they were not shown."""

from __future__ import annotations

from annotator.model.change import Edit
from annotator.model.spans import Span
from annotator.suggest.offered.lots import Shares
from annotator.suggest.offered.unaided import UNAIDED
from annotator.suggest.offered.withheld import Shown
from annotator.suggest.worth.offers import Written
from annotator.tui.editor.audited.held import Held
from annotator.tui.editor.context import Context
from annotator.tui.editor.index import places_of
from annotator.tui.editor.offered.mentions import offered_at, offered_in
from annotator.tui.editor.state import State
from annotator.tui.editor.taking.answers import written


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


def note_before(context: Context, held: Held, edit: Edit) -> None:
    """Note what is not shown at the places of an edit that is about to be made; afterwards nobody would know it."""
    if held.shares.unaided:
        for span in places_of(edit):
            sentence = context.sentence(span)
            if held.is_unaided(context.text, sentence[0]):
                _note_hidden(context, held, sentence)


def note(context: Context, held: Held, sentence: Span) -> None:
    """Note what there is in a sentence that a person is in."""
    if held.is_unaided(context.text, sentence[0]):
        _note_hidden(context, held, sentence)
        return
    for each in offered_in(context, sentence):
        if not each.planted:
            held.was_shown(each)
        elif offered_at(context, each.spans)[0].planted:
            # Behind what somebody else offers for the same words it would not be seen.
            held.seen[each.spans] = each


def _note_hidden(context: Context, held: Held, sentence: Span) -> None:
    """What is hidden in a sentence; where something is labelled the learner may have it from there."""
    if not context.mentions(sentence):
        held.hidden[sentence[0]] = hidden_in(context, sentence)


def hidden_in(context: Context, sentence: Span) -> tuple[Written, ...]:
    """What is not shown in a sentence, as the log would have it, were it refused."""
    offers = context.offers
    if not isinstance(offers, Shown):
        return ()
    return tuple(written(each, "refused", shown=False) for each in offers.withheld(sentence))
