"""Finding words in the article: what was typed, and the same words once more."""

from __future__ import annotations

from dataclasses import replace

import regex

from annotator.errors import InputError
from annotator.model.spans import Span
from annotator.text.identical import identical
from annotator.text.search import expression_pattern, find, words_pattern
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.moves import go
from annotator.tui.editor.state import Outcome, State, Typing

TIMEOUT_S = 1.0
"""How long a regular expression may look."""


def ask(context: Context, state: State) -> Outcome:
    """Ask for words; with nothing typed, the last ones again."""
    words = "search (r/.../ is a regular expression)"
    return Outcome(replace(state, mode=Typing("search", words, proposal=state.last_search)))


def ask_query(context: Context, state: State) -> Outcome:
    """Ask for what is searched in the whole project."""
    return Outcome(state.enter(Typing("query", "in the project (words, r/regex/, type:NAME, conflicts)")))


def search(context: Context, state: State, mode: Typing) -> Outcome:
    """Go to the next place with what was typed, from the top again after the end."""
    query = mode.text or mode.proposal
    if not query.strip():
        return Outcome(state.leave())
    state = replace(state.leave(), last_search=query)
    place, message = first_place(context, state.selection, query)
    return go(context, state.say(message), place)


def first_place(context: Context, selection: Span, query: str) -> tuple[Span | None, str]:
    """The first place behind a selection with what was typed, from the top again after the end, and what to say."""
    try:
        places = list(find(pattern(query), context.text, TIMEOUT_S))
    except InputError as error:
        return None, str(error)
    if not places:
        return None, f"{query!r} is not in this article"
    number = next((number for number, span in enumerate(places) if span[0] > selection[0]), 0)
    return places[number], f"{number + 1} of {len(places)}; / Enter for the next"


def pattern(query: str) -> regex.Pattern[str]:
    """What is searched for: `r/EXPRESSION/`, or words.

    Raises:
        InputError: it is no regular expression.
    """
    if len(query) > 3 and query.startswith("r/") and query.endswith("/"):
        return expression_pattern(query[2:-1])
    return words_pattern(query)


def next_identical(context: Context, state: State) -> Outcome:
    """To the next place with the words of the selection, from the top again after the end."""
    places = identical(context.text, state.selection)
    if not places:
        return Outcome(state.say("no other place with these words"))
    following = [span for span in places if span[0] > state.selection[0]]
    return go(context, state, (following or places)[0])
