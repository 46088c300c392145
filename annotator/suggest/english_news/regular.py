"""Expressions of regular form: dates, amounts of money, quantities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import regex

from annotator.model.spans import Span
from annotator.suggest.english_calendar import DAYS, MONTHS, SHORT_MONTHS
from annotator.suggest.english_news.amounts import BOUNDS
from annotator.suggest.english_news.numerals import DAY_ORDINALS, SMALL_NUMERALS, TENS

RegularKind: TypeAlias = Literal["date", "money", "quantity"]

_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:{'|'.join(SHORT_MONTHS)})\b\.?)"
_DAY = rf"(?:{'|'.join(DAYS)})"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_NUMBER = r"\d+(?:[.,]\d+)*"
_SCALE = r"(?:\s(?:thousand|million|billion)\b)?"
_ROUGH = rf"(?:(?:about|around|nearly|almost|roughly|some|{BOUNDS})\s)?"
_MORE_THAN_ONE = SMALL_NUMERALS.split()[1:]
_NUMERAL = rf"(?:{'|'.join(_MORE_THAN_ONE)}|(?:{'|'.join(TENS.split())})(?:-(?:one|{'|'.join(_MORE_THAN_ONE[:8])}))?)"
_CROWD = (
    r"(?:(?:tens|dozens|scores|hundreds)\ of\ (?:hundreds|thousands|millions)"
    r"|(?:a|two|three|half\ a)\ (?:dozen|hundred|thousand|million)|dozens|scores|hundreds|thousands|millions)"
)
_UNIT = r"(?:kilomet(?:re|er)s?|miles?|met(?:re|er)s?|millimet(?:re|er)s?|tons?|tonnes?|hectares?|kilos?|percent)"
_TIME = r"(?:second|minute|hour|day|night|week|fortnight|month|year|decade)s?"
_NO_COUNT = rf"(?!\s(?:{_TIME}|times|o’clock|in\ the\ (?:morning|afternoon|evening))(?:\b|’)|-{_TIME}\b)"
"""A duration, how often something was and a time of day are no quantities."""

_NO_NUMBER = (
    r"(?<!\b(?i:aged?|age\ of|half\ past|quarter\ to|quarter\ past|boys\ of|girls\ of)\s)"
    r"(?<!\bnumber\s(?=\d))(?<!\b\p{Lu}\p{Ll}+\s(?=\p{Lu}\p{Ll}+\b(?!\s\p{Lu})))"
)
"""An age, a time of day, the number of a house and what is part of a name ("Directorate Nine") count nothing."""

_NTH = rf"(?:{'|'.join(DAY_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_AFTER_NTH = r"(?=[.,;:?!’”)\n]|\s(?:and|but|that|when|while|it|he|she|they|the|was|were|had|has)\b|\s–|$)"
_DAY_MONTH = rf"\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?"
_MONTH_YEAR = rf"(?:(?:last|this)\s{_MONTH}|{_MONTH}(?:,?\s\d{{4}})?)"

DATE = regex.compile(
    rf"""(?<![\w-])(?:
        \d{{4}}-\d\d-\d\d                                        # 2031-05-12
      | {_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?      # May 12, 2031
      | \d{{1,2}}(?:\sto\s|[–/-]){_DAY_MONTH}                    # 8 to 16 May
      | {_DAY_MONTH}                                             # 12 May 2031
      | (?i:{_NTH})\sof\s{_MONTH}(?:,?\s\d{{4}})?                # first of May
      | (?<=\b[Bb]etween\s){_MONTH_YEAR}\sand\s{_MONTH_YEAR}
      | {_MONTH},?\s(?:\d{{4}}|(?:of\s)?last\ year)              # March, 2019
      | {_SEASON}\s(?:of\s)?\d{{4}}
      | (?:(?:[Ee]arly|[Ll]ate|[Mm]id)[-\s])(?:(?:19|20)\d\ds?|{_MONTH})
      | (?:19|20)\d\ds?                                          # 2017
      | (?i:last|next|this)\s(?:week|weekend|month|year|season|{_DAY}|{_MONTH}|{_SEASON})
      | (?i:same|next|previous|following)\s(?:day|week|month|year|morning|evening|night)
      | (?i:that)\s(?:day|evening|night|morning|afternoon)
      | (?i:{_NUMERAL}|\d+|an?)\s{_TIME}\s(?:ago|later|earlier|after(?=\s(?:the|his|her|their|its|an?)\b))
      | (?<=\b[Tt]he\s)(?:day|week|month|year)\s(?:after|before)
      | New\sYear[’']s\s(?:Day|Eve) | (?<=\b(?:in|by|after|before|until)\sthe\s)New\sYear | Christmas | [Mm]idsummer
      | (?<=\b(?:in|since|until|by|from|during|before|after|between)\s){_MONTH}
      | (?<=\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|during|before|after)\s(?:the\s|a\s\w+\s)?){_SEASON}(?!\sof\b)
      | (?<=\b[Tt]he\s)(?i:\d{{1,2}}(?:st|nd|rd|th)){_AFTER_NTH}
      | (?<=\bon\sthe\s)(?i:{_NTH}){_AFTER_NTH}
      | {_DAY} | (?i:yesterday|today|tomorrow)
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
    rf"""(?<![\w-])(?<!\b\d\d:)(?i:{_ROUGH}){_NO_NUMBER}(?:
        {_NUMBER}-{_UNIT}(?!\w)
      | {_NUMBER}(?:%|{_SCALE}(?:\s{_UNIT}\b)?)(?!\w){_NO_COUNT}
      | (?i:{_NUMERAL}\sor\s{_NUMERAL})\b{_NO_COUNT}
      | (?i:{_CROWD}|{_NUMERAL}(?:\s{_UNIT})?)\b{_NO_COUNT}
    )""",
    regex.VERBOSE,
)
_AGE = regex.compile(r"(?<=\p{Lu}[\p{L}’-]+,\s)\d{1,3}(?=[,.])")
"""An age behind a name."""

_FORMS: tuple[tuple[RegularKind, regex.Pattern[str]], ...] = (
    ("date", DATE),
    ("money", MONEY),
    ("quantity", QUANTITY),
)


def regular_forms(text: str, start: int, end: int) -> Iterator[tuple[RegularKind, Span]]:
    """The expressions in a window, kind by kind; where two kinds overlap, the first one is the likelier."""
    ages = {match.span() for match in _AGE.finditer(text, start, end)}
    for kind, pattern in _FORMS:
        for match in pattern.finditer(text, start, end):
            if match.span() not in ages:
                yield kind, match.span()
