"""A text as spaCy's tokens: words and whether a blank follows, so that mentions begin and end with tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")


def words_and_blanks(text: str, edges: Iterable[int]) -> tuple[list[str], list[bool]]:
    """The tokens of a text, cut at these places too, and whether the blank behind each belongs to it.

    Joined with their blanks they are the text. Other white space is tokens of its own, as spaCy has it.
    """
    cuts = set(edges)
    borders = {0, len(text), *cuts}
    for match in _WORD_OR_SIGN.finditer(text):
        borders.update(match.span())
    words: list[str] = []
    blanks: list[bool] = []
    for start, end in pairwise(sorted(borders)):
        piece = text[start:end]
        if piece == " " and words and not blanks[-1] and not cuts & {start, end} and not words[-1].isspace():
            blanks[-1] = True
        else:
            words.append(piece)
            blanks.append(False)
    return words, blanks
