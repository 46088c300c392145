"""What a date, a quantity or an amount of money means, where its form is regular: the proposal for its value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import regex

from annotator.suggest.english_calendar import DAYS, MONTHS, SHORT_MONTHS

_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {
    short.lower(): number for short in SHORT_MONTHS for number, name in enumerate(MONTHS, 1) if name.startswith(short)
}
_WEEK = tuple(day.lower() for day in DAYS)
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
CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}

_MODS = {
    "about": "APPROX",
    "around": "APPROX",
    "nearly": "APPROX",
    "almost": "APPROX",
    "some": "APPROX",
    "roughly": "APPROX",
    "early": "APPROX",
    "mid": "APPROX",
    "late": "APPROX",
    "before": "BEFORE",
    "by": "BEFORE",
    "until": "BEFORE",
    "after": "AFTER",
    "since": "AFTER",
}
_BOUNDS = regex.compile(r"(?i:over|under|at least|at most|more than|fewer than|less than|up to) ")
_MONTH = "(?P<month>[A-Za-z]{3,9})\\.?"
_FORMS = tuple(
    regex.compile(form)
    for form in (
        r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}(?:,? (?P<year>\d{{4}}))?",
        rf"{_MONTH},? (?P<year>\d{{4}})",
        rf"{_MONTH} (?:of )?(?P<whose>last) year",
        rf"(?P<which>last|this|next) {_MONTH}",
        _MONTH,
        r"(?P<year>\d{4})",
    )
)
_AMOUNT = regex.compile(
    r"(?P<sign>(?:US)?[$€£¥])?\s?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?i:[a-z]+(?:-[a-z]+)?))"
    r"(?: (?P<scale>dozen|hundred|thousand|million|billion))?(?P<percent>%)?(?: (?P<unit>\p{L}+))?"
)
_AGO = regex.compile(r"(?P<count>\d+|[a-z]+(?:-[a-z]+)?) (?P<unit>day|week|month|year)s? (?:ago|earlier)")
_DAY = regex.compile(r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)")
_MONTH_TOLD = regex.compile(r"\d{4}-\d\d(?=-|$)")
_MONTHS_OF: dict[str, int] = {"month": 1, "year": 12}
_LAST_YEAR = 9999
_MOST_UNITS = 10_000
"""Nobody counts more days, weeks, months or years back."""
_LONGEST = 60
"""Longer expressions are none of regular form."""


@dataclass(frozen=True, slots=True)
class Normal:
    """A value in its regular form, and how exact it is: APPROX, BEFORE, AFTER or nothing."""

    value: str
    mod: str | None = None


def date_value(words: str, published: date | None = None) -> Normal | None:
    """A date as ISO 8601 at the stated precision; None when its form is not regular or it names no day.

    What has no year, or is told by its distance ("yesterday", "last May"), is counted from the day of
    publication: the last such day, month or year that was not after it, unless "next" or "this" says otherwise.
    """
    mod, rest = _modified(words)
    relative = _relative(rest.lower(), published) if published else None
    if relative is not None:
        return Normal(relative, mod)
    for form in _FORMS:
        match = form.fullmatch(rest)
        if match and (value := _iso(match.groupdict(), published)):
            return Normal(value, mod)
    return None


def day_of_month(words: str, told_before: str) -> Normal | None:
    """A day that only its number names ("the 3rd"), in the month of a date told before it, in ISO 8601.

    None where that has no month, or no such day.
    """
    mod, rest = _modified(words)
    day, month = _DAY.fullmatch(rest), _MONTH_TOLD.match(told_before)
    if day is None or month is None:
        return None
    value = f"{month.group()}-{int(day['day']):02d}"
    try:
        date.fromisoformat(value)
    except ValueError:
        return None
    return Normal(value, mod)


def _modified(words: str) -> tuple[str | None, str]:
    """What a word in front says about how exact the rest is, and the rest, with single spaces."""
    words = " ".join(words.split()) if len(words) <= _LONGEST else ""
    first, _, rest = words.replace("mid-", "mid ").partition(" ")
    mod = _MODS.get(first.lower())
    return (mod, rest) if mod and rest else (None, words)


def _relative(words: str, published: date) -> str | None:
    if words in ("today", "yesterday", "tomorrow"):
        return (published + timedelta({"today": 0, "yesterday": -1, "tomorrow": 1}[words])).isoformat()
    if words in _WEEK:
        return (published - timedelta((published.weekday() - _WEEK.index(words)) % 7)).isoformat()
    if ago := _AGO.fullmatch(words):
        return _before(published, ago["unit"], _number("one" if ago["count"] in ("a", "an") else ago["count"]))
    which, _, unit = words.rpartition(" ")
    if unit in _WEEK and which == "last":
        return (published - timedelta((published.weekday() - _WEEK.index(unit)) % 7 or 7)).isoformat()
    step = {"last": -1, "this": 0, "next": 1}.get(which)
    if step is None:
        return None
    return _before(published, unit, Decimal(-step))


def _before(published: date, unit: str, count: Decimal | None) -> str | None:
    """The day, week, month or year so many before that of publication, at its own precision; None beyond all dates."""
    if count is None or count != int(count) or abs(count) > _MOST_UNITS:
        return None
    steps = int(count)
    try:
        if unit == "day":
            return (published - timedelta(steps)).isoformat()
        if unit == "week":
            year, week, _ = (published - timedelta(7 * steps)).isocalendar()
            return f"{year:04d}-W{week:02d}"
    except (OverflowError, ValueError):
        return None
    if unit not in _MONTHS_OF:
        return None
    then, month = divmod(published.year * 12 + published.month - 1 - steps * _MONTHS_OF[unit], 12)
    if not 1 <= then <= _LAST_YEAR:
        return None
    return f"{then:04d}-{month + 1:02d}" if unit == "month" else f"{then:04d}"


def _iso(parts: dict[str, str | None], published: date | None) -> str | None:
    name = (parts.get("month") or "").lower()
    month = _MONTH_NUMBERS.get(name) or int(parts.get("number") or 0)
    if name and not month:
        return None
    day = int(parts.get("day") or 0)
    year = int(parts.get("year") or 0) or _year(month, day or 1, parts, published)
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])


def _year(month: int, day: int, parts: dict[str, str | None], published: date | None) -> int:
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
    return by_word.get(parts.get("which") or "", year - ((month, day) > (published.month, published.day)))


def amount_value(words: str) -> Normal | None:
    """A quantity or an amount of money as a plain number with its unit: "5200", "2000000 USD", "900 crowns", "20 %".

    None for what has no number ("dozens") and for bounds ("more than 30", "up to 5"), for which there is no mod.
    """
    mod, rest = _modified(words)
    if _BOUNDS.match(rest):
        return None
    match = _AMOUNT.fullmatch(_without_article(rest))
    number = _number(match["number"]) if match else None
    if match is None or number is None or (match["sign"] and match["unit"]):
        return None
    plain = f"{number * SCALES.get(match['scale'] or '', 1):f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    unit = CURRENCIES.get(match["sign"] or "", match["percent"] or match["unit"] or "")
    return Normal(f"{plain} {'%' if unit == 'percent' else unit}".strip(), mod)


def _without_article(words: str) -> str:
    """An article in front of a dozen, a hundred ... is a one."""
    first, _, rest = words.partition(" ")
    return f"one {rest}" if first.lower() in ("a", "an") and rest.split(" ")[0] in SCALES else words


def _number(written: str) -> Decimal | None:
    if written[0].isdigit():
        return Decimal(written.replace(",", ""))
    tens, _, ones = written.lower().partition("-")
    numbers = [NUMERALS.get(tens), NUMERALS.get(ones) if ones else 0]
    if None in numbers or (ones and (tens not in TENS.split() or (NUMERALS[ones] > 9))):
        return None
    return Decimal(sum(number for number in numbers if number))
