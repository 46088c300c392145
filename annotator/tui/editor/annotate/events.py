"""Events: `!`, the letter of the type, then a hint for each role; Tab goes to the next likely trigger first."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Event, Trigger
from annotator.model.edits import add
from annotator.model.spans import Span, Spans, surface
from annotator.tui.editor.annotate.as_offered import taken
from annotator.tui.editor.annotate.frames import to_role
from annotator.tui.editor.annotate.mentions import trimmed, words_of
from annotator.tui.editor.annotate.proposals import with_proposals
from annotator.tui.editor.choose.type_options import event_options
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.words import doubtful_edge
from annotator.tui.editor.offered.events import offered_events_at
from annotator.tui.editor.state import AlreadyThere, Choosing, Frame, Outcome, State


def start(context: Context, state: State) -> Outcome:
    """Ask for the type of an event on the selection."""
    if not context.letters.events:
        return Outcome(state.say("the schema has no events"))
    return Outcome(asking_type(context, state, trimmed(context.text, state.spans)))


def asking_type(context: Context, state: State, spans: Spans) -> State:
    """The state in which the type of an event on these spans is asked for."""
    return state.enter(Choosing("event", event_options(context), spans=spans))


def asked_at(context: Context, state: State, span: Span) -> State:
    """The same at another place."""
    return asking_type(context, replace(state.select(span), card=None), (span,))


def happen(context: Context, state: State, type_name: str, spans: Spans) -> Outcome:
    """Make the event and ask for its roles; where it is there already, ask first."""
    if not spans:
        return Outcome(state.say("select the trigger first, or Tab to a likely one"))
    known = [each for each in context.exactly(spans) if isinstance(each, Event) and each.type == type_name]
    if known:
        ids = tuple(each.id for each in known)
        return Outcome(state.enter(AlreadyThere("open", is_there(context, known[0]), ids, type_name, spans=spans)))
    return made(context, state, type_name, spans)


def is_there(context: Context, event: Event) -> str:
    """That an event is there already, with its fillers."""
    fillers = ", ".join(f"{part.role} {_words(context, part.target)}" for part in event.arguments)
    return f"{event.type} is there" + (f" ({fillers})" if fillers else "")


def _words(context: Context, annotation_id: str) -> str:
    annotation = context.document.find(annotation_id)
    return words_of(context, annotation) if annotation else annotation_id


def new_event(context: Context, type_name: str, spans: Spans) -> Event:
    """An event with an id of its own and what is proposed for it, by an offer of it before all else."""
    new = Event(context.fresh_id("E"), type_name, Trigger(spans, surface(context.text, spans)))
    event = with_proposals(context, new)
    offer = next((each for each in offered_events_at(context, spans) if each.type == type_name), None)
    return taken(context, offer, event) if offer else event


def made(context: Context, state: State, type_name: str, spans: Spans) -> Outcome:
    """Add an event and ask for its roles."""
    event = new_event(context, type_name, spans)
    at = replace(state, card=event.id, pieces=spans[:-1], selection=spans[-1], message="")
    doubt = doubtful_edge(surface(context.text, spans))
    asking = to_role(at, Frame(event.id, preselected=None), 0)
    return Outcome(asking, add(context.document, event, name="event"), caution=doubt)


def fill(context: Context, state: State) -> Outcome:
    """Ask for the roles of the event on the card, or of the one under the cursor."""
    card = context.card(state.card)
    event = card if isinstance(card, Event) else context.under(state.selection)
    if not isinstance(event, Event):
        return Outcome(state.say("put an event on the card first"))
    return Outcome(to_role(replace(state, card=event.id), Frame(event.id, preselected=None), 0))
