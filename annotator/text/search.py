"""Finding words in a text: as they stand, or by a regular expression that may not run, or grow, for ever."""

from __future__ import annotations

from math import prod

import regex

from annotator.errors import InputError
from annotator.model.spans import Span

INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff]*"
"""What may stand unseen between two letters of a word: a search for the word finds it all the same."""

MAX_EXPRESSION = 1000
"""How long a regular expression may be, in characters."""

MAX_REPEATED = 1_000_000
"""How long it may be with its counted repeats written out: that is how they are compiled, in memory."""

_REPEAT = regex.compile(r"\{(\d+)")


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
        InputError: it is none, or one that would take all memory to compile.
    """
    written_out = len(expression) * prod(max(int(count[:9]), 1) for count in _REPEAT.findall(expression))
    if len(expression) > MAX_EXPRESSION or written_out > MAX_REPEATED:
        raise InputError("the expression is too long, or repeats too much; simplify it")
    try:
        return regex.compile(expression)
    except (regex.error, RecursionError, OverflowError) as error:
        raise InputError(f"not a regular expression: {error}") from error


def find(pattern: regex.Pattern[str], text: str, timeout_s: float) -> list[Span]:
    """Where the pattern stands in the text; empty matches are left out.

    Raises:
        InputError: it took longer than `timeout_s` in all, or more memory than there is.
    """
    try:
        return [match.span() for match in pattern.finditer(text, timeout=timeout_s) if match.end() > match.start()]
    except TimeoutError as error:
        raise InputError(
            f"the search took longer than {timeout_s:g} s and was stopped; simplify the expression"
        ) from error
    except MemoryError as error:
        raise InputError("the search needs more memory than there is; simplify the expression") from error
