"""READ: a page to scroll through."""

from __future__ import annotations

from dataclasses import replace

from annotator.tui.editor.context import Context
from annotator.tui.editor.mode_table import LEAVE, ModeKey, ModeTable
from annotator.tui.editor.state import Outcome, Reading, State

PAGE = 10
"""How many lines a page is."""

STEPS = {"down": 1, "up": -1, "pagedown": PAGE, "pageup": -PAGE, "space": PAGE, "home": -(10**9), "end": 10**9}


def _scroll(context: Context, state: State, mode: Reading, key: str) -> Outcome:
    top = min(max(mode.top + STEPS[key], 0), max(len(mode.lines) - PAGE, 0))
    return Outcome(state.enter(replace(mode, top=top)))


READ = ModeTable(
    "READ",
    (
        ModeKey(_scroll, "scroll; Space and PgDn by a page", "scroll", keys=tuple(STEPS), shown="Up Down"),
        LEAVE,
        ModeKey(LEAVE.does, "leave", family=lambda key: True, shown="any other key"),
    ),
)
"""The keys while a page is read."""
