"""What a date, a quantity or an amount of money means, where its form is regular: the proposal for its value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import regex

_MONTH_NAMES = (
    "jan january",
    "feb february",
    "mar march",
    "apr april",
    "may",
    "jun june",
    "jul july",
    "aug august",
    "sep sept september",
    "oct october",
    "nov november",
    "dec december",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
NUMERALS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)  # noqa: SIM905
} | {"dozen": 12}
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}

_ROUGH = {
    "about": "APPROX",
    "around": "APPROX",
    "nearly": "APPROX",
    "almost": "APPROX",
    "some": "APPROX",
    "roughly": "APPROX",
    "before": "BEFORE",
    "after": "AFTER",
}
_MONTH = "(?P<month>[A-Za-z]{3,9})\\.?"
_FORMS = tuple(
    regex.compile(form)
    for form in (
        rf"{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<year>\d{{4}}))?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s(?P<year>\d{{4}}))?",
        rf"{_MONTH},?\s(?P<year>\d{{4}})",
        rf"{_MONTH}\s(?:of\s)?(?P<last>last)\syear",
        r"(?P<year>\d{4})",
    )
)
_AMOUNT = regex.compile(
    r"(?P<sign>[$€£¥])?\s?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?:\s(?P<scale>thousand|million|billion))?(?:\s(?P<unit>\p{L}+))?"
)


@dataclass(frozen=True, slots=True)
class Normal:
    """A value in its regular form, and how exact it is: APPROX, BEFORE, AFTER or nothing."""

    value: str
    mod: str | None = None


def date_value(words: str, published: date | None = None) -> Normal | None:
    """ISO 8601 at the stated precision; a day or month without a year takes the last one before publication."""
    mod, rest = _rough(words)
    relative = _relative(rest, published)
    if relative is not None:
        return Normal(relative, mod)
    for form in _FORMS:
        match = form.fullmatch(rest)
        if match and (value := _iso(match.groupdict(), published)):
            return Normal(value, mod)
    return None


def _rough(words: str) -> tuple[str | None, str]:
    first, _, rest = " ".join(words.split()).partition(" ")
    mod = _ROUGH.get(first.lower())
    return (mod, rest) if mod else (None, " ".join(words.split()))


def _relative(words: str, published: date | None) -> str | None:
    if published is None:
        return None
    lower = words.lower()
    if lower in ("today", "yesterday", "tomorrow"):
        shift = {"today": 0, "yesterday": -1, "tomorrow": 1}[lower]
        return date.fromordinal(published.toordinal() + shift).isoformat()
    if lower in ("last year", "this year", "next year"):
        return str(published.year + {"last": -1, "this": 0, "next": 1}[lower.split()[0]])
    return None


def _iso(parts: dict[str, str | None], published: date | None) -> str | None:
    month = MONTHS.get((parts.get("month") or "").lower())
    if parts.get("month") and month is None:
        return None
    if parts.get("last") and published:
        return f"{published.year - 1:04d}-{month:02d}"
    day = int(parts.get("day") or 0)
    year = int(parts.get("year") or 0) or _year_before(month, day or 1, published)
    if not year or day > 31:
        return None
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])


def _year_before(month: int | None, day: int, published: date | None) -> int:
    if published is None or month is None:
        return 0
    return published.year if (month, day) <= (published.month, published.day) else published.year - 1


def amount_value(words: str) -> Normal | None:
    """A quantity or an amount of money as a plain number with its unit: "5200", "2000000 USD", "900 crowns"."""
    mod, rest = _rough(words)
    lower = rest.lower().removeprefix("a ")
    if lower in NUMERALS:
        return Normal(str(NUMERALS[lower]), mod)
    match = _AMOUNT.fullmatch(rest)
    if match is None:
        return None
    number = float(match["number"].replace(",", "")) * SCALES.get(match["scale"] or "", 1)
    unit = CURRENCIES.get(match["sign"] or "", match["unit"] or "")
    plain = str(int(number)) if number.is_integer() else str(number)
    return Normal(f"{plain} {unit}".strip(), mod)
