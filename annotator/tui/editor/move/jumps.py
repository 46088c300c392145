"""Back to where one was before a search, a list, an undo or a jump, and forth again."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.change import Edit
from annotator.tui.editor.context import Context, anchor
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.index import places_of
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


def after_step(context: Context, state: State, edit: Edit, name: str) -> State:
    """The state after undo or redo: where it happened, with it on the card when it is there."""
    document = context.document
    state = state.say(f"{name}: {edit.name}")
    # What an edit changed first is where it was made; an undo reads it backwards.
    edit = edit.inverse() if name == "undo" else edit
    there = [annotation for change in edit.changes if (annotation := document.find(change.key))]
    places = [place for each in there if (place := anchor(document, each))] or places_of(edit)
    if places:
        state = state.select(places[0])
    left = there[0] if there else context.under(state.selection)
    return replace(state, card=left.id if left else None)
