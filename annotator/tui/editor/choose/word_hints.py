"""Hints on words: to jump there, to extend the selection, to add a piece to it."""

from __future__ import annotations

from annotator.tui.editor.context import Context
from annotator.tui.editor.state import Hinting, Outcome, State


def hint_words(verb: str, context: Context, state: State) -> Outcome:
    """Show hints on every word of the sentence."""
    if not context.text.strip():
        return Outcome(state.leave("there is no word here"))
    return Outcome(state.enter(Hinting(verb)))


def jump(context: Context, state: State) -> Outcome:
    """Show hints to jump to."""
    return hint_words("jump", context, state)


def extend(context: Context, state: State) -> Outcome:
    """Show hints to extend the selection to."""
    return hint_words("extend", context, state)


def fragment(context: Context, state: State) -> Outcome:
    """Show hints on which the next piece of the selection may begin."""
    return hint_words("fragment", context, state)
