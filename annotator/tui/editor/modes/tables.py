"""Which table of keys holds in a mode."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.coverage.sheet import DONE
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.mode_table import ModeTable
from annotator.tui.editor.modes.all_places import ALL
from annotator.tui.editor.modes.already_there import EVENT_THERE, RELATION_THERE
from annotator.tui.editor.modes.choosing import EVENT, LABEL, RELATION
from annotator.tui.editor.modes.filling import ROLE
from annotator.tui.editor.modes.hinting import HINT
from annotator.tui.editor.modes.listing import LIST
from annotator.tui.editor.modes.reading import READ
from annotator.tui.editor.modes.typing import TEXT
from annotator.tui.editor.modes.valuing import VALUE
from annotator.tui.editor.proposed.sheet import CONFIRM
from annotator.tui.editor.state import (
    AlreadyThere,
    Choosing,
    Filling,
    Hinting,
    Mode,
    Picking,
    Reading,
    Spreading,
    Typing,
    Valuing,
)

BY_MODE: Mapping[type, ModeTable] = {
    Hinting: HINT,
    Valuing: VALUE,
    Filling: ROLE,
    Spreading: ALL,
    Typing: TEXT,
    Picking: LIST,
    Reading: READ,
    Declaring: DONE,
    Confirming: CONFIRM,
}
BY_VERB: Mapping[str, ModeTable] = {"event": EVENT, "relation": RELATION, "make": LABEL}

ALL_TABLES = (
    EVENT,
    RELATION,
    LABEL,
    EVENT_THERE,
    RELATION_THERE,
    HINT,
    ROLE,
    VALUE,
    TEXT,
    LIST,
    ALL,
    DONE,
    CONFIRM,
    READ,
)
"""Every table, in the order of the documentation."""


def table_of(mode: Mode) -> ModeTable | None:
    """The table of a mode; None while labelling and after the comma, where the keymap itself is the table."""
    if isinstance(mode, Choosing):
        return BY_VERB[mode.verb]
    if isinstance(mode, AlreadyThere):
        return EVENT_THERE if mode.spans else RELATION_THERE
    return BY_MODE.get(type(mode))
