"""The forms that an attribute's `format` can ask of its text: a date, a number, an amount of money.

A symbol in capitals such as HARVEST_REF is legal in every form: it stands for what cannot be resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time

SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
LEAST_SYMBOL_CHARS = 2

SEASONS = ("21", "22", "23", "24")
"""Spring, summer, autumn and winter in the place of a month, as in ISO 8601-2."""

_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_SEASON = re.compile(r"\d{4}-2[1-4]")
"""Spring, summer, autumn, winter: the codes of ISO 8601-2."""
_WEEK = re.compile(r"(?P<year>\d{4})-W(?P<week>\d\d)(?:-(?P<day>[1-7]))?")
_CLOCK = re.compile(r"(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?")
_PLAIN_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_NUMBER = re.compile(rf"{_PLAIN_NUMBER}(?: ?%| \S+(?: \S+)*)?")
_MONEY = re.compile(rf"{_PLAIN_NUMBER} \S+(?: \S+)*")


@dataclass(frozen=True, slots=True)
class Form:
    """A form: what a message says was expected, and whether a text has it."""

    expected: str
    holds: Callable[[str], bool]

    def fault(self, text: str) -> str | None:
        """What is wrong with a text; None when it has the form or is a symbol."""
        if self.holds(text) or (len(text) >= LEAST_SYMBOL_CHARS and SYMBOL.fullmatch(text)):
            return None
        return f"{text!r} is not legal; expected {self.expected}, or a symbol such as HARVEST_REF"


def _is_date(text: str) -> bool:
    """ISO 8601 at any precision, or two such dates with a slash between them."""
    first, slash, last = text.partition("/")
    return _is_one_date(first) and (not slash or _is_one_date(last))


def _is_one_date(text: str) -> bool:
    if _SEASON.fullmatch(text):
        return True
    day, clock_sign, clock = text.partition("T")
    match = _DAY.fullmatch(day) or _WEEK.fullmatch(day)
    if match is None or (clock_sign and not (match["day"] and _is_clock(clock))):
        return False
    try:
        if match.groupdict().get("month") in SEASONS and not match["day"]:
            return True
        if "week" in match.groupdict():
            date.fromisocalendar(int(match["year"]), int(match["week"]), int(match["day"] or 1))
        else:
            date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return False
    return True


def _is_clock(text: str) -> bool:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return False
    try:
        time(int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:
        return False
    return True


FORMS: Mapping[str, Form] = {
    "date": Form(
        "an ISO 8601 date at the precision that is known, as 2031, 2031-05, 2031-05-12 or 2031-22 for its summer",
        _is_date,
    ),
    "number": Form(
        "a plain number, with its unit if it has one, as 200, 1500 or 40 kilometres",
        lambda text: bool(_NUMBER.fullmatch(text)),
    ),
    "money": Form("a plain number and its currency, as 1500 USD", lambda text: bool(_MONEY.fullmatch(text))),
}
"""The forms by the word that a schema says them with."""
