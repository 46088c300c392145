"""HINT: a letter leads to what it stands on; the view moves, the list of all that it may lead to opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from annotator.tui.editor.choose.hints import narrowed
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.moves import MOVES
from annotator.tui.editor.overview.annotation_list import annotation_items
from annotator.tui.editor.state import Filling, Hinting, Outcome, Picking, Reach, State, Target

Lead: TypeAlias = Callable[[Context, State, Hinting, Target], Outcome]
"""What is done with the target of a hint."""

LOOK_VERBS = tuple(MOVES)
"""The verbs that move the view while hints stand."""


def look(context: Context, state: State, mode: Hinting | Filling, key: str) -> Outcome:
    """Move the view as a key moves the selection; the hints follow."""
    return _looked_by(context.keys.alone[key], context, state, mode)


def look_on(context: Context, state: State, mode: Hinting | Filling, key: str) -> Outcome:
    """Move the view to the next sentence; the hints follow."""
    return _looked_by("next_sentence", context, state, mode)


def look_back(context: Context, state: State, mode: Hinting | Filling, key: str) -> Outcome:
    """Move the view to the sentence before; the hints follow."""
    return _looked_by("previous_sentence", context, state, mode)


def _looked_by(verb: str, context: Context, state: State, mode: Hinting | Filling) -> Outcome:
    return looked_at(
        state, mode, MOVES[verb](context, replace(state, selection=mode.reach.look or state.selection)).state
    )


def looked_at(state: State, mode: Hinting | Filling, moved: State) -> Outcome:
    """The mode with its hints where another state's selection is."""
    reach = Reach(mode.reach.more, moved.selection)
    looking = replace(mode, reach=reach, typed="")
    return Outcome(replace(state, mode=looking, goal_cell=moved.goal_cell, message=moved.message, put=moved.put))


def look_at_list(context: Context, state: State, mode: Hinting | Filling, key: str) -> Outcome:
    """Open the list of everything annotated, to look at one of its places."""
    items = annotation_items(context)
    if not items:
        return Outcome(state.say("nothing is annotated yet"))
    return Outcome(state.enter(Picking("look", "look at", items, back=mode)))


def more(context: Context, state: State, mode: Hinting, key: str) -> Outcome:
    """More hints: those of the whole screen, or only those of the sentence again."""
    reach = replace(mode.reach, more=(mode.reach.more + 1) % 2)
    return Outcome(state.enter(replace(mode, reach=reach, typed="")))


def narrow(context: Context, state: State, mode: Hinting, key: str, lead: Lead) -> Outcome:
    """What a letter does: it leads to a target, narrows the hints, or is none."""
    typed = mode.typed + key
    target, any_left = narrowed(mode.targets, typed)
    if target is not None:
        return lead(context, state, replace(mode, typed=""), target)
    if any_left:
        return Outcome(state.enter(replace(mode, typed=typed)))
    return Outcome(state.enter(replace(mode, typed="")).say(f"no hint {typed}"))
