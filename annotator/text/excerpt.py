"""A place of a text with some words around it, on one line."""

from __future__ import annotations

CONTEXT_CHARS = 40


def excerpt(text: str, start: int, end: int) -> str:
    """Some words before and after `[start, end)` of the same line, the place in brackets."""
    before = text[max(start - CONTEXT_CHARS, 0) : start]
    after = text[end : end + CONTEXT_CHARS]
    words = f"{before.rpartition(chr(10))[2]}[{text[start:end]}]{after.partition(chr(10))[0]}"
    return " ".join(words.split())
