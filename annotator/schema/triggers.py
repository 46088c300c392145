"""Likely triggers: the words that a schema lists for a type of events, and which words of a text they stand for.

An entry is a word or several, letter case aside; a `*` at the end of a word stands for any ending: `attack*` is attack,
attacks, attacked, attacking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, TypeAlias

from annotator.schema.handwritten.declared import Limit, legal
from annotator.schema.handwritten.values import twice

_ENTRY = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*\*?(?: [^\W_]+(?:['’-][^\W_]+)*\*?)*")

Trigger: TypeAlias = Annotated[str, legal(_ENTRY.fullmatch, 'a word or several, "*" at the end of one for any ending')]
Triggers: TypeAlias = Annotated[tuple[Trigger, ...], Limit(twice, {"uniqueItems": True})]


def trigger_pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """What finds the words of a text that some entries stand for, the longest at each place."""
    longest_first = sorted(entries, key=len, reverse=True)
    return re.compile("|".join(rf"\b{''.join(_parts(each))}\b" for each in longest_first) or r"(?!)", re.IGNORECASE)


def _parts(entry: str) -> Iterator[str]:
    for number, word in enumerate(entry.split(" ")):
        yield (r"\s+" if number else "") + re.escape(word.removesuffix("*")) + (r"[^\W\d_]*" if word[-1] == "*" else "")
