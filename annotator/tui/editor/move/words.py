"""Words as the selection steps over them: punctuation goes with the word before it and is never one of its own."""

from __future__ import annotations

from unicodedata import category

from annotator.model.spans import Span
from annotator.suggest.segment.segmenter import Segmenter

_MEANING = frozenset("%‰#@&§")
"""Signs that Unicode calls punctuation and that stand for something."""


def is_word(words: str) -> bool:
    """Whether a string is more than punctuation and blanks."""
    return any(each in _MEANING or category(each)[0] not in "PZC" for each in words)


def next_word(segmenter: Segmenter, text: str, char: int) -> Span | None:
    """The first word that starts at or after a code point."""
    token = segmenter.next_token(text, char)
    while token and not is_word(text[slice(*token)]):
        token = segmenter.next_token(text, max(token[1], token[0] + 1))
    return token


def first_word(segmenter: Segmenter, text: str) -> Span:
    """The first word of a text, its first token where none is a word; nothing at its start where there is none."""
    return next_word(segmenter, text, 0) or segmenter.next_token(text, 0) or (0, 0)


def previous_word(segmenter: Segmenter, text: str, char: int) -> Span | None:
    """The last word that starts before a code point."""
    token = segmenter.previous_token(text, char)
    while token and not is_word(text[slice(*token)]):
        token = segmenter.previous_token(text, token[0])
    return token


def doubtful_edge(words: str) -> str:
    """What is doubtful about where a mention begins or ends, in words; "" where nothing is."""
    if not is_word(words):
        return f"{words} is only punctuation"
    if category(words[-1]) == "Pd":
        return f"it ends in {words[-1]}"
    return f"it begins with {words[0]}" if category(words[0]) == "Pd" else ""
