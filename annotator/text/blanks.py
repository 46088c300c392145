"""Blanks and what stands between them: the next thing to read, however far away, and spans without blank ends."""

from __future__ import annotations

import regex

from annotator.model.spans import Span

_INK = regex.compile(r"\S")
_INK_BACKWARD = regex.compile(r"(?r)\S")


def next_ink(text: str, char: int) -> int | None:
    """Where the first code point at or after `char` stands that is no blank; None when only blanks follow."""
    match = _INK.search(text, char)
    return match.start() if match else None


def previous_ink(text: str, char: int) -> int | None:
    """Where the last code point before `char` stands that is no blank; None when only blanks come before."""
    match = _INK_BACKWARD.search(text, 0, char)
    return match.start() if match else None


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks at its ends; empty, at its start, when there is nothing else."""
    first, last = next_ink(text, span[0]), previous_ink(text, span[1])
    if first is None or last is None or first >= span[1] or last < span[0]:
        return span[0], span[0]
    return first, last + 1
