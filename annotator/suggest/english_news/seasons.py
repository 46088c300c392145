"""Seasons as they are written with a year: EDTF, "2031-21" for the spring of 2031 and so on to "2031-24" for winter."""

from __future__ import annotations

from datetime import date

import regex

_FIRST_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBERS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_LONG = 3
"""How many months a season has."""

MONTHS_OF_YEAR = 12
SOON_MONTHS = (1, 2)
"""In how many months a season begins that is the next one, where nothing else is said."""

_WORDS = regex.compile(
    rf"(?:(?P<which>last|this|next) )?(?:the )?(?P<season>{'|'.join(_NUMBERS)})(?: (?:of )?(?P<year>\d{{4}}))?"
)


def season_value(words: str, published: date | None = None, *, ahead: bool = False) -> str | None:
    """The season that words in lower case name; a winter is one of the year in which it begins.

    Without a year it is the last one that began before publication, with `ahead`, or where it comes soon, the first one
    that begins after it, "last" one that is over. None for other words, and where a year is needed and
    nothing was `published`.
    """
    match = _WORDS.fullmatch(words)
    if match is None:
        return None
    season = match["season"]
    if match["year"]:
        return f"{match['year']}-{_NUMBERS[season]}"
    if published is None:
        return None
    first_month = _FIRST_MONTHS[season]
    is_soon = (first_month - published.month) % MONTHS_OF_YEAR in SOON_MONTHS
    which = match["which"] or ("next" if ahead or is_soon else "")
    return f"{_year(first_month, which, published):04d}-{_NUMBERS[season]}"


def _year(first_month: int, which: str, published: date) -> int:
    """The year in which a season begins, counted in months from publication."""
    months_in = (published.month - first_month) % MONTHS_OF_YEAR
    begun = published.year - (published.month < first_month)
    if which == "next":
        return begun + 1
    return begun - (which == "last" and months_in < _LONG)
