"""Grapheme clusters: what a person takes for one character, and an edge or a cursor steps over as one."""

from __future__ import annotations

import regex

_CLUSTER = regex.compile(r"\X")
REACH = 64
"""How far a grapheme cluster may reach, in code points, to be moved over as one."""


def next_cluster(text: str, char: int) -> int:
    """The end of the grapheme cluster that starts here."""
    match = _CLUSTER.match(text, char, min(char + REACH, len(text)))
    return match.end() if match else char


def previous_cluster(text: str, char: int) -> int:
    """The start of the grapheme cluster that ends here."""
    start = max(char - REACH, 0)
    borders = [match.start() for match in _CLUSTER.finditer(text, start, char)]
    return borders[-1] if borders else char
