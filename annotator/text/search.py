"""Finding words in a text: as they stand, or by a regular expression that may not run for ever."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.errors import InputError
from annotator.model.spans import Span

INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff]*"
"""What may stand unseen between two letters of a word: a search for the word finds it all the same."""


def words_pattern(words: str, *, whole: bool = False) -> regex.Pattern[str]:
    """The pattern of some words: any case unless they have a capital, any blank, unseen characters allowed."""
    parts = [r"\s+" if character.isspace() else regex.escape(character) for character in " ".join(words.split())]
    body = INVISIBLE.join(parts)
    edges = (r"(?<![\p{L}\p{N}])", r"(?![\p{L}\p{M}\p{N}])") if whole else ("", "")
    flags = regex.IGNORECASE if words == words.lower() else regex.V0
    return regex.compile(edges[0] + body + edges[1], flags)


def expression_pattern(expression: str) -> regex.Pattern[str]:
    """The pattern of a regular expression that somebody typed.

    Raises:
        InputError: it is none.
    """
    try:
        return regex.compile(expression)
    except regex.error as error:
        raise InputError(f"not a regular expression: {error}") from error


def find(pattern: regex.Pattern[str], text: str, timeout_s: float) -> Iterator[Span]:
    """Where the pattern stands in the text; empty matches are left out.

    Raises:
        InputError: it took longer than `timeout_s`.
    """
    try:
        for match in pattern.finditer(text, timeout=timeout_s):
            if match.end() > match.start():
                yield match.span()
    except TimeoutError as error:
        raise InputError(
            f"the search took longer than {timeout_s:g} s and was stopped; simplify the expression"
        ) from error
