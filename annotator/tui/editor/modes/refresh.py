"""What a mode shows of the document and the screen, found anew after every key: hints, roles, lists that change."""

from __future__ import annotations

from dataclasses import replace

from annotator.tui.editor.annotate.frames import at_role
from annotator.tui.editor.annotate.notes import label_items
from annotator.tui.editor.annotate.relation_walk import go_on
from annotator.tui.editor.context import Context
from annotator.tui.editor.modes.hinting import with_targets
from annotator.tui.editor.modes.valuing import with_things
from annotator.tui.editor.proposed.sheet import refreshed as with_proposed
from annotator.tui.editor.state import Filling, Hinting, Picking, State, Valuing
from annotator.tui.editor.taking.checking import checked


def refreshed(context: Context, state: State) -> State:
    """The state with its mode as the document and the screen now are."""
    mode = state.mode
    if isinstance(mode, Hinting):
        return with_targets(context, state, mode)
    if isinstance(mode, Filling):
        return at_role(context, state, mode)
    if isinstance(mode, Valuing):
        return with_things(context, state, mode)
    if isinstance(mode, Picking) and mode.verb == "label":
        return state.enter(replace(mode, items=label_items(context)))
    if mode is None and state.relating:
        return go_on(context, state)
    return with_proposed(context, checked(context, state))
