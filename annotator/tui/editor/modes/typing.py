"""TEXT: a line is typed; Enter takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from annotator.tui.editor.annotate import document_date, notes, typed_values
from annotator.tui.editor.choose import text_input
from annotator.tui.editor.context import Context
from annotator.tui.editor.mode_table import ModeKey, ModeTable, is_character
from annotator.tui.editor.modes import hinting
from annotator.tui.editor.modes.leaving import leave
from annotator.tui.editor.move import search
from annotator.tui.editor.state import Outcome, Request, State, Typing


def _query(context: Context, state: State, mode: Typing) -> Outcome:
    query = mode.text.strip()
    return Outcome(state.leave(), request=Request("query", query)) if query else Outcome(state)


def _rename(context: Context, state: State, mode: Typing) -> Outcome:
    new_id = mode.text.strip()
    same = new_id in ("", context.document.id)
    return Outcome(state.leave(), request=None if same else Request("rename", new_id))


TAKES: Mapping[str, Callable[[Context, State, Typing], Outcome]] = {
    "attribute": typed_values.take,
    "note": notes.note,
    "date": document_date.take,
    "link": notes.link,
    "label": notes.typed_label,
    "search": search.search,
    "find_word": hinting.found_word,
    "query": _query,
    "rename": _rename,
}
"""What Enter does with the text, by the verb of the mode."""


def _enter(context: Context, state: State, mode: Typing, key: str) -> Outcome:
    return TAKES[mode.verb](context, state, mode)


def _next(context: Context, state: State, mode: Typing, key: str) -> Outcome:
    return typed_values.take_and_go_on(context, state, mode) if mode.frame else Outcome(state)


def _type(context: Context, state: State, mode: Typing, key: str) -> Outcome:
    if key == "backspace" and not mode.text and mode.back is not None:
        return Outcome(state.enter(mode.back))
    return Outcome(state.enter(text_input.typed(mode, key)))


def _leave(context: Context, state: State, mode: Typing, key: str) -> Outcome:
    return Outcome(state.enter(mode.back)) if mode.back is not None else leave(context, state, mode, key)


def _enter_words(context: Context, mode: Typing) -> str:
    return "take and close" if mode.frame else "take"


def _next_words(context: Context, mode: Typing) -> str:
    return "take, next slot" if mode.frame else ""


TEXT = ModeTable(
    "TEXT",
    (
        ModeKey(_type, "text; what is selected is replaced", family=is_character),
        ModeKey(_enter, "take the text; a value of the card also confirms and closes it", _enter_words,
                keys=("enter",)),
        ModeKey(_next, "a value of the card: take it and go to the next slot", _next_words, keys=("tab",)),
        ModeKey(_type, "empty the line", "empty", keys=("ctrl+u",)),
        ModeKey(_type, "move in the text and remove from it", keys=("left", "right", "home", "end", "backspace",
                "delete", "ctrl+w", "ctrl+a", "ctrl+b", "ctrl+e", "ctrl+f"), shown="Left Right Home End Bksp Del"),
        ModeKey(_leave, "leave; nothing changes, the card stays", "leave", keys=("escape",)),
    ),
    is_text=True,
)  # fmt: skip
"""The keys while a text is typed."""
