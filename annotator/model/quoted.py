"""Text from data inside a message: in quotes, cut short, and without a character that a terminal would obey."""

from __future__ import annotations

SHOWN_CHARS = 60
"""How much of a long text a message shows."""


def quoted(text: str, limit: int = SHOWN_CHARS) -> str:
    r"""The text in quotes for a message.

    Control characters, bidi overrides, zero-width characters and lone surrogates stand as escapes (`\x1b`, `\u202e`);
    letters of any script as themselves. A longer text is cut, and its length said.
    """
    shown = repr(text[:limit])
    return shown if len(text) <= limit else f"{shown}... ({len(text)} characters)"
