"""Esc while the slots of a card are asked for: what is preselected and not put in is left out, and said."""

from __future__ import annotations

from annotator.tui.editor.annotate.preselected import proposed_with
from annotator.tui.editor.context import Context
from annotator.tui.editor.mode_table import ModeKey
from annotator.tui.editor.state import Filling, Frame, Hinting, Outcome, State, Typing, Valuing


def leave(context: Context, state: State, mode: Filling | Valuing | Typing | Hinting, key: str) -> Outcome:
    """Leave the card; nothing that was given is lost."""
    return Outcome(state.leave(left_out(context, mode.frame) if mode.frame else ""))


def left_out(context: Context, frame: Frame) -> str:
    """How many preselected fillers do not get into the layer; "" where there are none."""
    event = context.document.events.get(frame.subject)
    count = len(proposed_with(context, event, frame).arguments) - len(event.arguments) if event else 0
    return f"{count} preselected left out; {context.keys.key_of('fill')} asks again" if count else ""


LEAVE_FRAME = ModeKey(leave, "leave; what is preselected is left out, the card stays", "leave", keys=("escape",))
