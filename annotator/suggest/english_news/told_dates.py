"""Dates that hang on one told before them: "two days later", "that evening", "the 16th"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import regex

from annotator.suggest.english_news.dates import before, counted
from annotator.suggest.english_news.normal import Normal, modified
from annotator.suggest.english_news.numerals import DAY_ORDINALS

_DAY = regex.compile(r"(?:the )?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)|(?P<ordinal>[a-z]+(?:-[a-z]+)?))")
_MONTH_TOLD = regex.compile(r"\d{4}-(?:0\d|1[0-2])(?=-|$)")
_UNIT = r"(?P<unit>day|week|fortnight|month|year)"
_LATER = regex.compile(rf"(?P<count>\d+|[a-z]+(?:-[a-z]+)?) {_UNIT}s? (?P<way>later|afterwards|earlier)")
_SAME = regex.compile(r"(?:that|(?:the )?same) (?:very )?(?:day|evening|night|morning|afternoon)|(?:the )?day")
_NEXT = regex.compile(
    rf"(?:the )?(?:(?P<way>next|following|previous) (?:{_UNIT}|morning|evening|night)"
    rf"|{_UNIT} (?P<side>after|before))"
)
_FORWARD = frozenset(("later", "afterwards", "next", "following", "after"))


def told_value(words: str, told: Sequence[str], published: date | None = None) -> Normal | None:
    """What a date means that is told by its distance from the last one of `told`, ISO values in the order of the text.

    A day that only its number names is in the last month told that it may have been in before publication. None for
    other words, and where what was told has not the precision that is needed ("two days later" than a year).
    """
    mod, rest = modified(words)
    low = rest.lower()
    value = _day_of_month(low, told, published) or (_from(low, told[-1].rpartition("/")[2]) if told else None)
    return Normal(value, mod) if value else None


def _day_of_month(words: str, told: Sequence[str], published: date | None) -> str | None:
    match = _DAY.fullmatch(words)
    day = match and (int(match["day"] or 0) or DAY_ORDINALS.get(match["ordinal"] or ""))
    if not day:
        return None
    months = [month.group() for each in reversed(told) if (month := _MONTH_TOLD.match(each))]
    for month in [*months[:1], *([f"{published:%Y-%m}"] if published else ()), *months[1:]]:
        found = _valid(f"{month}-{day:02d}")
        if found and (published is None or found <= published):
            return found.isoformat()
    return None


def _valid(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _from(words: str, anchor: str) -> str | None:
    """The date so far from another one."""
    if _SAME.fullmatch(words):
        return anchor if _valid(anchor) else None
    if later := _LATER.fullmatch(words):
        count, unit, way = counted(later["count"]), later["unit"], later["way"]
    elif beside := _NEXT.fullmatch(words):
        count, unit, way = counted("one"), beside["unit"] or "day", beside["way"] or beside["side"]
    else:
        return None
    if count is None or count != int(count):
        return None
    return _moved(anchor, unit, int(count) if way in _FORWARD else -int(count))


def _moved(anchor: str, unit: str, count: int) -> str | None:
    """A date some units after another one, at the precision of the unit, months in a year that is told with one."""
    day, month = _valid(anchor), _MONTH_TOLD.match(anchor)
    if unit in ("day", "week", "fortnight"):
        days = count * {"day": 1, "week": 7, "fortnight": 14}[unit]
        try:
            return (day + timedelta(days)).isoformat() if day else None
        except OverflowError:
            return None
    first = _valid(f"{month.group()}-01") if month else _valid(f"{anchor}-01-01")
    if first is None or (unit == "month" and not month):
        return None
    months = {"month": 1, "year": 12}[unit] if month else 1
    return before(first, "month" if month else "year", Decimal(-count * months))
