"""The tables of docs/keys.md, made of the tables of keys."""

from __future__ import annotations

from textwrap import fill

from annotator.tui.editor.mode_table import ModeKey
from annotator.tui.editor.modes.tables import ALL_TABLES
from annotator.tui.keymap import PREFIX, VERBS, Keymap, keymap, written
from annotator.tui.review import keys as review
from tests.docs.markdown import table

TITLES = (
    "the type of an event (`!`)",
    "the type of a relation (`>`)",
    "the type of a new filler",
    "an event that is there already",
    "a relation that is there already",
    "hints",
    "the roles of an event",
    "a slot of the card",
    "a line of text",
    "a list",
    "every place with the same words (a capital)",
    "the sheet of what is done (`_`)",
    "what is proposed (`$`)",
    "a page to read",
)
"""What the table of each mode is about, in their order."""


def verbs() -> str:
    """Every verb of the labelling screen that has a key."""
    rows = [
        (" ".join(f"`{written(key)}`" for key in each.keys), _second(each.second), each.help)
        for each in VERBS
        if each.keys or each.second
    ]
    return table(("keys", "second spelling", "does"), rows)


def _second(key: str) -> str:
    return f"`{PREFIX}` `{written(key)}`" if key else ""


def names() -> str:
    """What the verbs are called in `annotator.toml`."""
    return fill(", ".join(f"`{each.name}`" for each in VERBS), 118) + "\n"


def modes() -> str:
    """What each key is in every mode, from the tables that dispatch them."""
    keys, parts = keymap(), []
    for title, mode in zip(TITLES, ALL_TABLES, strict=True):
        rows = [(_of_mode(keys, each), each.help) for each in mode.entries]
        parts.append(f"**{mode.chip}**, {title}\n\n{table(('keys', 'does'), rows)}")
    return "\n".join(parts)


def _of_mode(keys: Keymap, entry: ModeKey) -> str:
    written_key = entry.written(keys)
    return " ".join(f"`{each}`" for each in written_key.split()) if written_key else ""


def vim() -> str:
    """The letters of the second state of the vim profile."""
    rows = [(" ".join(f"`{letter}`" for letter in each.vim), each.help) for each in VERBS if each.vim]
    return table(("letters", "does"), rows)


def errors() -> str:
    """The keys of the review of errors."""
    rows = [(" ".join(f"`{written(key)}`" for key in each.keys), each.help) for each in review.VERBS]
    return table(("keys", "does"), rows)
