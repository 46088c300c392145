"""Words of English: abbreviations, possessives and numbers as the guidelines of English corpora want them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.model.spans import Span
from annotator.suggest.english_calendar import SHORT_MONTHS
from annotator.suggest.segment.clusters import CLUSTER, UNSPACED

_TITLES = ("Mr", "Mrs", "Ms", "Dr", "Gen", "Col", "Lt", "Maj", "Sgt", "Capt", "Sen", "Rep", "St")
_ABBREVIATIONS = "|".join((*SHORT_MONTHS, *_TITLES, "No", "Inc", "Ltd", "Corp"))
_LETTER = rf"[[\p{{L}}\p{{M}}\p{{Nd}}_]--[{UNSPACED}]]"
_UNSEEN = r"[\u00ad\u200b-\u200d\u2060]"
"""What may stand unseen within a word."""

_WORD = regex.compile(
    rf"""
    (?:
        (?:\p{{Lu}}\.){{2,}}                                   # U.S.
      | (?:{_ABBREVIATIONS})\.(?=\s)                       # Feb. Gen.
      | ['\u2019]s\b                                           # the possessive
      | [$\u20ac\u00a3\u00a5]?\p{{Nd}}+(?:[.,:]\p{{Nd}}+)*(?:(?:st|nd|rd|th|s)(?!\p{{L}})|%)?  # 5,200 $1,500 3.5 2nd
      | (?=[{UNSPACED}]){CLUSTER}
      | {_LETTER}+(?:(?:{_UNSEEN}+|['\u2019](?!s\b)){_LETTER}+)*                             # words, Sha'abi, O'Neil
      | (?!\s){CLUSTER}                                        # anything else that shows
    )
    [\p{{M}}\p{{GCB=Extend}}\p{{GCB=SpacingMark}}\p{{GCB=ZWJ}}]*   # marks stay with what they stand on
    """,
    regex.VERBOSE | regex.V1,
)


def english_words(text: str, start: int, end: int) -> Iterator[Span]:
    """The words and marks between two places that no token goes across."""
    for match in _WORD.finditer(text, start, end):
        yield match.span()
