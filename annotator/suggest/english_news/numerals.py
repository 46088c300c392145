"""Numbers in figures and in English words."""

from __future__ import annotations

from decimal import Decimal

SMALL_NUMERALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMERALS = (
    {word: number for number, word in enumerate(SMALL_NUMERALS.split(), 1)}
    | {word: number * 10 for number, word in enumerate(TENS.split(), 2)}
    | {"dozen": 12, "hundred": 100, "thousand": 1000}
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
    *("nineteenth", "twentieth"),
)
DAY_ORDINALS = (
    {word: number for number, word in enumerate(_ORDINALS, 1)}
    | {f"twenty-{word}": number for number, word in enumerate(_ORDINALS[:9], 21)}
    | {"thirtieth": 30, "thirty-first": 31}
)
"""The days of a month as they are written in words."""


def number(written: str) -> Decimal | None:
    """The number that figures or words name: "5,200", "twenty-two"; None for other words."""
    if written[0].isdigit():
        return Decimal(written.replace(",", ""))
    tens, _, ones = written.lower().partition("-")
    numbers = [NUMERALS.get(tens), NUMERALS.get(ones) if ones else 0]
    if None in numbers or (ones and (tens not in TENS.split() or (NUMERALS[ones] > 9))):
        return None
    return Decimal(sum(each for each in numbers if each))
