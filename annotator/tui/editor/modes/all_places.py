"""ALL?: whether all places with the same words get the type too."""

from __future__ import annotations

from annotator.tui.editor.annotate.label_all import find, spreading
from annotator.tui.editor.context import Context
from annotator.tui.editor.mode_table import ModeKey, ModeTable, Words
from annotator.tui.editor.state import Outcome, Spreading, State


def _key(context: Context, state: State, mode: Spreading, key: str) -> Outcome:
    return spreading(context, state, mode, key)


def _find(context: Context, state: State, mode: Spreading, key: str) -> Outcome:
    return find(context, state, mode)


def _words(all_at_once: str, one_by_one: str) -> Words:
    return lambda context, mode: all_at_once if mode.step < 0 else one_by_one


ALL = ModeTable(
    "ALL?",
    (
        ModeKey(_key, "all of them; while stepping: yes, this one", _words("all", "yes"), keys=("enter",)),
        ModeKey(_key, "step through them one by one; while stepping: no", _words("step", "no"),
                keys=("space", "tab")),
        ModeKey(_find, "find one of the places, and step on from there", "find", verbs=("search",)),
        ModeKey(_key, "only the first; while stepping: those chosen so far", _words("this only", "done"),
                keys=("escape",)),
    ),
)  # fmt: skip
"""The keys while identical words are offered."""
