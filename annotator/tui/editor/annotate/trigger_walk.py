"""The walk along likely triggers: an event is closed, and the next trigger waits for its letter."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Event
from annotator.model.spans import Span, envelope
from annotator.tui.editor.annotate.events import asked_at
from annotator.tui.editor.annotate.frames import to_role
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import next_trigger, next_unread, previous_trigger
from annotator.tui.editor.passes import EVENTS
from annotator.tui.editor.state import Frame, Outcome, State, TriggerWalk


def to_next(context: Context, state: State) -> Outcome:
    """To the next likely trigger; the walk goes on from there until it is left.

    From what was read for events already it is the first one in what was not.
    """
    start, end = state.selection
    trigger = next_unread(context, EVENTS, state.selection) or next_trigger(context, start)
    if trigger == state.selection:
        trigger = next_trigger(context, end)
    return _to(context, state, trigger, "no likely trigger further on")


def to_previous(context: Context, state: State) -> Outcome:
    """To the likely trigger before."""
    return _to(context, state, previous_trigger(context, state.selection[0]), "no likely trigger further up")


def _to(context: Context, state: State, trigger: Span | None, else_say: str) -> Outcome:
    if trigger is None:
        return Outcome(state.say(else_say))
    return Outcome(asked_at(context, replace(state, triggers=state.triggers or TriggerWalk(), message=""), trigger))


def go_on(context: Context, state: State, closed: Event) -> State:
    """After an event was closed: to the roles of an event made on the way, else to the next likely trigger."""
    owed = [each for each in (state.triggers or TriggerWalk()).owed if each != closed.id]
    state = replace(state, triggers=TriggerWalk(tuple(owed[1:]), envelope(closed.spans) if closed.spans else None))
    if owed and (event := context.document.events.get(owed[0])):
        at = envelope(event.spans) if event.spans else state.selection
        return to_role(replace(state.select(at), card=event.id), Frame(event.id, preselected=None), 0)
    after = envelope(closed.spans)[1] if closed.spans else state.selection[1]
    trigger = next_trigger(context, after)
    if trigger is None:
        return replace(state.leave("no likely trigger further on"), card=closed.id)
    return asked_at(context, state, trigger)
