"""Words of any language by the boundaries of Unicode (UAX 29), never within a grapheme cluster.

Scripts without blanks between words have no such boundaries: there each grapheme cluster is a word.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.model.spans import Span
from annotator.suggest.segment.clusters import CLUSTER

_UNSEEN = rf"(?:(?=[\p{{WB=Format}}\p{{WB=Extend}}\p{{WB=ZWJ}}]){CLUSTER})*+"
"""What stays with the cluster before it (rule WB4)."""


def _of(*names: str) -> str:
    """The expression for a class of characters by their Word_Break property."""
    return "[" + "".join(rf"\p{{WB={name}}}" for name in names) + "]"


def _one(*names: str) -> str:
    """The expression for a cluster that begins with such a character."""
    return rf"(?={_of(*names)}){CLUSTER}{_UNSEEN}"


_LETTER = ("ALetter", "Hebrew_Letter")
_IN_WORDS = _one("MidLetter", "MidNumLet", "Single_Quote")
_IN_NUMBERS = _one("MidNum", "MidNumLet", "Single_Quote")
_LETTERS_AND_DIGITS = rf"""(?:
    {_one("Hebrew_Letter")}(?:{_one("Double_Quote")}(?={_of("Hebrew_Letter")})|{_one("Single_Quote")})  # WB7a to WB7c
  | {_one(*_LETTER)}(?:{_IN_WORDS}(?={_of(*_LETTER)}))?                                                  # WB5 to WB7
  | {_one("Numeric")}(?:{_IN_NUMBERS}(?={_of("Numeric")}))?                                              # WB8 to WB12
)+"""
_PART = rf"(?:{_LETTERS_AND_DIGITS}|(?:{_one('Katakana')})+)"
_JOINER = rf"(?:{_one('ExtendNumLet')})"
WORD = rf"{_JOINER}*{_PART}(?:{_JOINER}+{_PART})*{_JOINER}*|{_JOINER}+|(?!\s){CLUSTER}{_UNSEEN}"
"""The expression for a word or mark, to be compiled with the flags of `FLAGS`."""

FLAGS = regex.VERBOSE | regex.V1
_WORD = regex.compile(WORD, FLAGS)


def unicode_words(text: str, start: int, end: int) -> Iterator[Span]:
    """The words and marks between two places that no token goes across."""
    for match in _WORD.finditer(text, start, end):
        yield match.span()
