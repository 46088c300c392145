"""What was taken together and is not sure in all its parts comes to the card, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotator.model.annotation import Entity
from annotator.tui.editor.context import Context
from annotator.tui.editor.proposed.reasons import confirmable
from annotator.tui.editor.state import State


def to_check(taken: Iterable[Entity]) -> tuple[str, ...]:
    """The ids of those of which something stays proposed."""
    return tuple(each.id for each in taken if confirmable(each))


def checked(context: Context, state: State) -> State:
    """The next one on the card, once the one there is decided or gone; the end of it where another is on the card."""
    if not state.to_check or state.mode is not None:
        return state
    first, *others = state.to_check
    there = context.document.find(first)
    if there is not None and state.card != first:
        return replace(state, to_check=())
    if there is not None and confirmable(there):
        return state
    left = tuple(each for each in others if (known := context.document.find(each)) and confirmable(known))
    return replace(state, to_check=left, card=left[0] if left else state.card)
