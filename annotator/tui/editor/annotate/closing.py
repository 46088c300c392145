"""The end of a card: Enter confirms what it shows and leaves it, or goes on to the next trigger of the walk."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Annotation, Event
from annotator.model.edits import update
from annotator.tui.editor.annotate.preselected import carried_to_fillers, proposed_with
from annotator.tui.editor.annotate.proposals import confirmed, undecided
from annotator.tui.editor.annotate.trigger_walk import go_on
from annotator.tui.editor.context import Context
from annotator.tui.editor.state import Frame, Outcome, State


def close(context: Context, state: State, frame: Frame, card: Annotation | None = None) -> Outcome:
    """Confirm everything that a card proposes and end; `card` is the annotation with what was just given to it."""
    subject = context.document.find(frame.subject)
    card = card or subject
    if subject is None or card is None:
        return Outcome(state.leave("it is gone"))
    missing = _missing(context, card)
    if frame.required and missing:
        return Outcome(state.say(f"{missing} has no value yet: its letter, or Esc leaves it open"))
    whole = proposed_with(context, card, frame) if isinstance(card, Event) else card
    sure = confirmed(whole)
    edit = update(context.document, sure, "confirm") if sure != subject else None
    if edit and isinstance(whole, Event) and whole != card:
        edit += carried_to_fillers(context, whole)
    over = state.over(card.id)
    if state.triggers is not None and isinstance(card, Event):
        return Outcome(go_on(context, replace(over, triggers=state.triggers), card), edit)
    return Outcome(over.say(_left_open(sure, missing)), edit)


def _missing(context: Context, card: Annotation) -> str:
    """The first required attribute without a value; "" where there is none."""
    attributes = context.schema.attributes_of(card.type)
    return next((each.name for each in attributes if each.required and each.name not in card.attributes), "")


def _left_open(card: Annotation, missing: str) -> str:
    if missing:
        return f"{missing} has no value yet"
    open_parts = undecided(card)
    return f"not decided yet: {', '.join(open_parts)}" if open_parts else ""
