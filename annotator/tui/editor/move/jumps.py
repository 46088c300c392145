"""Back to where one was before a search, a list, an undo or a jump, and forth again."""

from __future__ import annotations

from dataclasses import replace

from annotator.tui.editor.context import Context
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.state import Hinting, Picking, State, Typing

JUMPS = ("undo", "redo", "text_start", "text_end", "next_identical", "page_up", "page_down")
"""The verbs that leave a place at once."""


def is_jump(before: State, verb: str, after: State) -> bool:
    """Whether a key has led away from a place, not on from it."""
    if after.selection == before.selection:
        return False
    if verb:
        return verb in JUMPS
    return isinstance(before.mode, Hinting | Picking | Typing | Declaring) and after.mode is None


def back(context: Context, state: State, before: State | None) -> State:
    """The state at the place where one was before, with the same annotation on the card if it is still there."""
    if before is None:
        return state.say("you have not been anywhere else yet")
    length = len(context.text)
    start, end = before.selection
    place = state.select((min(start, length), min(end, length)))
    return replace(place, card=before.card if context.card(before.card) else None)
