"""What a date means, where its form is regular: the proposal for its value."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import regex

from annotator.suggest.english_calendar import DAYS, MONTHS, SHORT_MONTHS
from annotator.suggest.english_news.normal import Normal, modified
from annotator.suggest.english_news.numerals import DAY_ORDINALS, number
from annotator.suggest.english_news.seasons import season_value

_MONTH_NUMBERS = {name.lower(): position for position, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {
    short.lower(): position
    for short in SHORT_MONTHS
    for position, name in enumerate(MONTHS, 1)
    if name.startswith(short)
}
_WEEK = tuple(day.lower() for day in DAYS)
_MONTH = "(?P<month>[A-Za-z]{3,9})\\.?"
_DAY = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    regex.compile(form)
    for form in (
        r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
        rf"{_DAY} (?:of )?{_MONTH}(?:,? (?P<year>\d{{4}}))?",
        rf"(?i:the )?(?P<ordinal>[A-Za-z-]{{5,14}}) of {_MONTH}(?:,? (?P<year>\d{{4}}))?",
        rf"{_MONTH},? (?P<year>\d{{4}})",
        rf"{_MONTH} (?:of )?(?P<whose>last) year",
        rf"(?P<which>(?i:last|this|next)) {_MONTH}",
        _MONTH,
        r"(?P<year>\d{4})",
    )
)
_RANGE = regex.compile(r"(?P<first>.+?)(?: (?:to|and) | ?[–/] ?|-)(?P<last>.+)")
_DAY_ALONE = regex.compile(r"\d{1,2}")
_DAY_IN_FRONT = regex.compile(r"\d{1,2}(?=\D)")
_YEAR_BEHIND = regex.compile(r"\D ?(\d{4})$")
_AGO = regex.compile(r"(?P<count>\d+|[a-z]+(?:-[a-z]+)?) (?P<unit>day|week|month|year)s? (?:ago|earlier)")
_FEASTS = {"christmas": "25 December", "new year’s eve": "31 December"} | dict.fromkeys(
    ("new year", "the new year", "new year’s day"), "1 January"
)
_TODAY = dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening"), 0) | {
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
}
_MONTHS_OF: dict[str, int] = {"month": 1, "year": 12}
_LAST_YEAR = 9999
_MOST_UNITS = 10_000
"""Nobody counts more days, weeks, months or years back."""
SOON_DAYS = 60
"""A day without a year that comes so soon is the next one: nobody tells of the last one, months ago, without a year."""


def date_value(words: str, published: date | None = None, *, ahead: bool = False) -> Normal | None:
    """A date as ISO 8601 at the stated precision; None when its form is not regular or it names no day.

    What has no year, or is told by its distance ("yesterday", "last May"), is counted from the day of
    publication: the last such day, month or year that was not after it, unless "next" or "this" says otherwise, it
    comes soon, or it lies `ahead`. Seasons are those of EDTF, two dates with "to" between them an interval ("A/B").
    """
    mod, rest = modified(words)
    value = _plain(rest, published, ahead) or _interval(rest, published, ahead)
    return Normal(value, mod) if value else None


def _plain(words: str, published: date | None, ahead: bool) -> str | None:
    low = words.lower().replace("'", "’")
    relative = _relative(low, published, ahead) if published else None
    if relative or (relative := season_value(low, published, ahead=ahead)):
        return relative
    words = _FEASTS.get(low, words)
    for form in _FORMS:
        match = form.fullmatch(words)
        if match and (value := _iso(match.groupdict(), published, ahead)):
            return value
    return None


def _interval(words: str, published: date | None, ahead: bool) -> str | None:
    """Two dates of which a word or a sign makes one; the first has the month and the year of the other one."""
    match = _RANGE.fullmatch(words)
    if match is None:
        return None
    first, last = match["first"], match["last"]
    if _DAY_ALONE.fullmatch(first):
        first = _DAY_IN_FRONT.sub(first, last, count=1) if _DAY_IN_FRONT.match(last) else ""
    elif year := _YEAR_BEHIND.search(last):
        first = first if _YEAR_BEHIND.search(first) else f"{first} {year[1]}"
    ends = [_plain(each, published, ahead) for each in (first, last)]
    return "/".join(each for each in ends if each) if all(ends) and str(ends[0]) < str(ends[1]) else None


def _relative(words: str, published: date, ahead: bool) -> str | None:
    if words in _TODAY:
        return (published + timedelta(_TODAY[words])).isoformat()
    if words in _WEEK:
        days = (published.weekday() - _WEEK.index(words)) % 7
        return (published - timedelta(days - 7 if ahead and days else days)).isoformat()
    if ago := _AGO.fullmatch(words):
        return before(published, ago["unit"], counted(ago["count"]))
    which, _, unit = words.rpartition(" ")
    if unit in _WEEK and which == "last":
        return (published - timedelta((published.weekday() - _WEEK.index(unit)) % 7 or 7)).isoformat()
    step = {"last": -1, "this": 0, "next": 1}.get(which)
    if step is None:
        return None
    return before(published, unit, Decimal(-step))


def counted(written: str) -> Decimal | None:
    """The number of units that a word in lower case tells."""
    return number("one" if written in ("a", "an") else written)


def before(from_day: date, unit: str, count: Decimal | None) -> str | None:
    """The day, week, month or year so many before a day, at its own precision; None beyond all dates."""
    if count is None or count != int(count) or abs(count) > _MOST_UNITS:
        return None
    steps = int(count)
    try:
        if unit == "day":
            return (from_day - timedelta(steps)).isoformat()
        if unit == "week":
            year, week, _ = (from_day - timedelta(7 * steps)).isocalendar()
            return f"{year:04d}-W{week:02d}"
    except (OverflowError, ValueError):
        return None
    if unit not in _MONTHS_OF:
        return None
    then, month = divmod(from_day.year * 12 + from_day.month - 1 - steps * _MONTHS_OF[unit], 12)
    if not 1 <= then <= _LAST_YEAR:
        return None
    return f"{then:04d}-{month + 1:02d}" if unit == "month" else f"{then:04d}"


def _iso(parts: dict[str, str | None], published: date | None, ahead: bool) -> str | None:
    name = (parts.get("month") or "").lower()
    month = _MONTH_NUMBERS.get(name) or int(parts.get("number") or 0)
    if name and not month:
        return None
    day = int(parts.get("day") or 0) or DAY_ORDINALS.get((parts.get("ordinal") or "").lower(), 0)
    if parts.get("ordinal") and not day:
        return None
    year = int(parts.get("year") or 0) or _year(month, day, parts, published, ahead)
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])


def _year(month: int, day: int, parts: dict[str, str | None], published: date | None, ahead: bool) -> int:
    """The year of a month, or of a day in it, that the text does not tell; 0 when it cannot be known."""
    if published is None or not month:
        return 0
    year = published.year
    by_word = {
        "last": year - (month >= published.month),
        "this": year,
        "next": year + (month <= published.month),
    }
    if parts.get("whose"):
        return year - 1
    which = (parts.get("which") or "").lower()
    return by_word[which] if which else year + _years_on(month, day, published, ahead)


def _years_on(month: int, day: int, published: date, ahead: bool) -> int:
    """How many years after that of publication a month lies, or a day in it."""
    there, here = (month, day or published.day), (published.month, published.day)
    months = (month - published.month) % 12
    is_soon = day and 0 < 30 * months + day - published.day <= SOON_DAYS
    return int(there < here) if ahead or is_soon else -int(there > here)
