"""Expressions of regular form: dates, amounts of money, quantities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import regex

from annotator.model.spans import Span
from annotator.suggest.english_calendar import DAYS, MONTHS, SHORT_MONTHS
from annotator.suggest.english_news.values import SMALL_NUMERALS, TENS

RegularKind: TypeAlias = Literal["date", "money", "quantity"]

_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:{'|'.join(SHORT_MONTHS)})\b\.?)"
_DAY = rf"(?:{'|'.join(DAYS)})"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_NUMBER = r"\d+(?:[.,]\d+)*"
_SCALE = r"(?:\s(?:thousand|million|billion)\b)?"
_ROUGH = (
    r"(?:(?:about|around|nearly|almost|roughly|some|over|under|at\ least|at\ most|more\ than|fewer\ than|less\ than"
    r"|up\ to)\s)?"
)
_MORE_THAN_ONE = SMALL_NUMERALS.split()[1:]
_NUMERAL = rf"(?:{'|'.join(_MORE_THAN_ONE)}|(?:{'|'.join(TENS.split())})(?:-(?:one|{'|'.join(_MORE_THAN_ONE[:8])}))?)"
_CROWD = (
    r"(?:(?:tens|dozens|scores|hundreds)\ of\ (?:hundreds|thousands|millions)"
    r"|(?:a|two|three|half\ a)\ (?:dozen|hundred|thousand|million)|dozens|scores|hundreds|thousands|millions)"
)

DATE = regex.compile(
    rf"""(?<![\w-])(?:
        \d{{4}}-\d\d-\d\d                                        # 2031-05-12
      | {_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?      # May 12, 2031
      | \d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?      # 12 May 2031
      | {_MONTH},?\s(?:\d{{4}}|(?:of\s)?last\ year)              # March, 2019
      | {_SEASON}\s(?:of\s)?\d{{4}}
      | (?:(?:early|late|mid)[-\s])?(?:19|20)\d\ds?              # 2017
      | (?:last|next|this)\s(?:week|weekend|month|year|{_DAY}|{_MONTH}|{_SEASON})
      | (?:same|previous|following)\sday
      | (?:{_NUMERAL}|\d+|a)\s(?:day|week|month|year)s?\s(?:ago|later|earlier)
      | (?<=\b(?:in|since|until|by|from|during|before|after|between)\s){_MONTH}
      | {_DAY} | yesterday | today | tomorrow
    )(?!\w)""",
    regex.VERBOSE,
)
MONEY = regex.compile(
    rf"""(?<!\w)(?i:{_ROUGH})(?:
        (?:US)?[$€£¥]\s?{_NUMBER}{_SCALE}
      | (?:{_NUMBER}|(?i:{_NUMERAL})){_SCALE}\s(?:dollars|euros|pounds|crowns|marks|dinars|rials|rubles|roubles)\b
    )""",
    regex.VERBOSE,
)
QUANTITY = regex.compile(
    rf"""(?<![\w-])(?i:{_ROUGH})(?:
        {_NUMBER}(?:%|{_SCALE}(?:\s(?:kilometres|kilometers|miles|metres|meters|tons|tonnes|percent)\b)?)(?!\w)
      | (?i:{_CROWD}|{_NUMERAL})\b
    )""",
    regex.VERBOSE,
)

_FORMS: tuple[tuple[RegularKind, regex.Pattern[str]], ...] = (
    ("date", DATE),
    ("money", MONEY),
    ("quantity", QUANTITY),
)


def regular_forms(text: str, start: int, end: int) -> Iterator[tuple[RegularKind, Span]]:
    """The expressions in a window, kind by kind; where two kinds overlap, the first one is the likelier."""
    for kind, pattern in _FORMS:
        for match in pattern.finditer(text, start, end):
            yield kind, match.span()
