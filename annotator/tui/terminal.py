"""The terminal under the screen: whether there is one, and how its keys are called."""

from __future__ import annotations

import sys

from textual import events


def is_terminal() -> bool:
    """Whether a terminal shows what we send and can answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.__stdin__, sys.__stderr__))


def key_name(event: events.Key) -> str:
    """A key as the keymap calls it: a character by itself, anything else by textual's name."""
    character = event.character
    if character and character.isprintable() and character != " " and not event.key.startswith(("ctrl+", "alt+")):
        return character
    if event.key.startswith("alt+") and character and character.isprintable():
        return f"alt+{character}"
    return event.key
