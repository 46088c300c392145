"""Where something stands: the words around it on one line, its type and line, and what is to be said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.model.spans import Span

AROUND = 60
"""How many code points of context stand on each side; a row shows as many as it has room for."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in an article as a row of a list shows it; `state` is what is proposed, wrong or known of it."""

    type: str
    line: int
    before: str
    words: str
    after: str
    state: str = ""


def passage(text: str, span: Span, type_name: str = "", state: str = "") -> Passage:
    """The passage at a span of a text."""
    start, end = span
    return Passage(
        type_name,
        text.count("\n", 0, start) + 1,
        _before(text, start),
        flat(text[start:end]),
        flat(text[end : end + AROUND]),
        state,
    )


def _before(text: str, start: int) -> str:
    """What stands before a place, from a word's beginning on."""
    first = max(start - AROUND, 0)
    words = flat(text[first:start])
    is_cut = first > 0 and not text[first - 1].isspace() and not text[first].isspace()
    return words.partition(" ")[2] if is_cut and " " in words else words


def flat(words: str) -> str:
    """Words on one line, with single blanks."""
    return re.sub(r"\s+", " ", words)
