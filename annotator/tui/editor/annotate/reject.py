"""`-`: the selection is no mention, or no trigger; the walk goes on and does not come back to it."""

from __future__ import annotations

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import after_label
from annotator.tui.editor.move.moves import go
from annotator.tui.editor.rejected import is_rejected, reject, take_back
from annotator.tui.editor.state import Outcome, State


def not_a_mention(context: Context, state: State) -> Outcome:
    """Put the selection aside and go on; a place that was put aside comes back."""
    span = state.selection
    words = context.text[slice(*span)]
    if not words.strip() or state.pieces:
        return Outcome(state.say("nothing is selected that could be put aside"))
    if any(isinstance(each, Entity) for each in context.exactly((span,))):
        return Outcome(state.say(f"{words} is labelled; take the label away first"))
    if is_rejected(context.document, span):
        return Outcome(state.say(f"{words}: a mention after all"), take_back(context.document, span))
    return Outcome(
        go(context, state, after_label(context, span)).state.say(f"{words}: not a mention"),
        reject(context.document, span),
    )


def not_a_trigger(context: Context, state: State, span: Span) -> Outcome:
    """Put a place aside as a trigger, or take it up again."""
    words = context.text[slice(*span)]
    if any(isinstance(each, Event) for each in context.exactly((span,))):
        return Outcome(state.say(f"{words} is an event; take it away first"))
    if is_rejected(context.document, span, "trigger"):
        return Outcome(state.say(f"{words}: a trigger after all"), take_back(context.document, span, "trigger"))
    return Outcome(state.say(f"{words}: not a trigger"), reject(context.document, span, "trigger"))
