"""Likely mentions, for the walk that labels one after the other: found in a window, in reading order.

Names (capitalised runs), demonyms, pronouns, nouns of a list, dates, amounts of money, quantities, and whatever was
labelled before. Boundaries are those of the guidelines: no determiner, no title, no possessive; inside a word where a
hyphen joins two things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import regex

from annotator.model.spans import Span
from annotator.text.tokens import tokens
from annotator.text.words import demonyms, words

Kind: TypeAlias = Literal["known", "name", "pronoun", "noun", "date", "money", "quantity"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A likely mention; `type_hint` is the type it had elsewhere, for known strings."""

    span: Span
    kind: Kind
    type_hint: str = ""


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_NUMBER = r"\d+(?:[.,]\d+)*"
_ROUGH = r"(?:(?:about|around|nearly|almost|over|some|at\ least|more\ than|less\ than|up\ to)\s)?"
_NUMERAL = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|thousands|a\ dozen)"

DATE = regex.compile(
    rf"""\b(?:
        {_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?   # May 12, 2031
      | \d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?   # 12 May 2031
      | {_MONTH},?\s(?:\d{{4}}|(?:of\s)?last\ year)           # March, 2019
      | (?:early|late|mid)?-?(?:19|20)\d{{2}}s?(?!\d)         # 2017
      | (?:last|next|this)\s(?:week|month|year|{_DAY}|{_MONTH}|spring|summer|autumn|winter)
      | (?:the\s)?(?:same|previous|following)\sday
      | {_DAY} | yesterday | today | tomorrow
    )(?!\w)""",
    regex.VERBOSE,
)
MONEY = regex.compile(
    rf"(?i:\b{_ROUGH})(?:[$€£¥]\s?{_NUMBER}(?:\s(?:thousand|million|billion))?"
    rf"|\b{_NUMBER}(?:\s(?:thousand|million|billion))?\s(?:dollars|euros|pounds|crowns|marks|dinars|rials))"
)
QUANTITY = regex.compile(
    rf"(?i:\b{_ROUGH})(?:\b{_NUMBER}(?:\s(?:thousand|million|billion))?(?:\s(?:kilometres|kilometers|miles|metres|tons|tonnes|percent))?"
    rf"|\b(?i:{_NUMERAL}))\b"
)
_INNER = frozenset(("of", "de", "la", "al", "el", "ul", "bin", "ibn", "abu", "du", "des", "von", "van", "der"))
_STATES = frozenset(("US", "U.S.", "UK", "U.K.", "EU", "UN", "U.N."))
_ARTICLES = frozenset(("the", "a", "an"))


def candidates(text: str, start: int, end: int, known: Mapping[str, str] | None = None) -> tuple[Candidate, ...]:
    """The candidates of a window, in reading order, none overlapping; the window should hold whole sentences.

    `known` maps strings labelled before to their types; a known string beats any other reading of its words.
    """
    found: list[Candidate] = []
    for each in (
        *_known(text, start, end, known or {}),
        *_regular(text, start, end),
        *_names(text, start, end),
        *_words(text, start, end),
    ):
        if not any(each.span[0] < other.span[1] and other.span[0] < each.span[1] for other in found):
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.span))


def _known(text: str, start: int, end: int, known: Mapping[str, str]) -> Iterator[Candidate]:
    if not known:
        return
    boundaries = {span[0] for span in tokens(text, start, end)}
    ends = {span[1] for span in tokens(text, start, end)}
    longest = max(map(len, known))
    for first in sorted(boundaries):
        fitting = (last for last in sorted(ends, reverse=True) if first < last <= first + longest)
        last = next((last for last in fitting if text[first:last] in known), None)
        if last is not None:
            yield Candidate((first, last), "known", known[text[first:last]])


def _regular(text: str, start: int, end: int) -> Iterator[Candidate]:
    kinds: tuple[tuple[Kind, regex.Pattern[str]], ...] = (("date", DATE), ("money", MONEY), ("quantity", QUANTITY))
    for kind, pattern in kinds:
        for match in pattern.finditer(text, start, end):
            if match.group().strip():
                yield Candidate(_without_rough(text, match.span()), kind)


def _without_rough(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _names(text: str, start: int, end: int) -> Iterator[Candidate]:
    run: list[Span] = []
    for span in tokens(text, start, end):
        if run and not _continues(text, run[-1], span):
            yield from _finished(text, run, start)
            run = []
        if run or _starts_name(text, span):
            run.append(span)
    yield from _finished(text, run, start)


def _word(text: str, span: Span) -> str:
    return text[span[0] : span[1]]


def _is_capital(text: str, span: Span) -> bool:
    return text[span[0]].isupper()


def _starts_name(text: str, span: Span) -> bool:
    return _is_capital(text, span) or (_word(text, span) in ("al", "el") and text[span[1] : span[1] + 1] == "-")


def _continues(text: str, before: Span, span: Span) -> bool:
    gap = text[before[1] : span[0]]
    word = _word(text, span)
    if gap == "" and (word in "-’'" or text[before[0] : before[1]] == "-"):
        return text[before[0] : before[1]] == "-" or (word == "-" and text[span[1] : span[1] + 1].isupper())
    after_of = word == "the" and text[before[0] : before[1]] == "of"
    return gap in (" ", "\u00a0") and (_is_capital(text, span) or word in _INNER or after_of)


def _finished(text: str, run: list[Span], window_start: int) -> Iterator[Candidate]:
    run = list(run)
    while run and not _is_capital(text, run[-1]):
        run.pop()
    while run and _drops_first(text, run, window_start):
        run.pop(0)
    for part in _parts(text, run):
        yield Candidate((part[0][0], part[-1][1]), "name")


def _parts(text: str, run: list[Span]) -> Iterator[list[Span]]:
    """A run cut where one thing ends and another begins: behind a state or demonym, and around a title."""
    if not run or text[run[0][0]] == "-":
        return
    first = _word(text, run[0])
    if len(run) > 1 and (first in _STATES or first in demonyms() or first.endswith("ian")) and text[run[1][0]] != "-":
        yield run[:1]
        yield from _parts(text, run[1:])
        return
    title = next((index for index, each in enumerate(run[:-1]) if _word(text, each).lower() in words("titles")), None)
    if title is None or not _is_capital(text, run[title + 1]):
        yield run
        return
    yield from _parts(text, run[:title])
    yield from _parts(text, run[title + 1 :])


def _drops_first(text: str, run: list[Span], window_start: int) -> bool:
    """Whether the first word is a determiner, a title before a name, or only a capital because a sentence starts."""
    word = _word(text, run[0])
    lower = word.lower().rstrip(".")
    if lower in words("pronouns") and word != "US":
        return True
    if lower in _ARTICLES or lower in words("lower"):
        return True
    if len(run) > 1 and lower in words("titles"):
        return True
    starts = run[0][0] == window_start or text[: run[0][0]].rstrip("“\"'‘( \u00a0")[-1:] in (".", "\n", "!", "?", ":")
    return starts and lower in words("nouns") and len(run) == 1


def _words(text: str, start: int, end: int) -> Iterator[Candidate]:
    for span in tokens(text, start, end):
        word = _word(text, span)
        if word.lower() in words("pronouns") and word != "US" and word != "I.":
            yield Candidate(span, "pronoun")
        elif word.lower() in words("nouns") and not _is_title(text, span):
            yield Candidate(span, "noun")


def _is_title(text: str, span: Span) -> bool:
    """Whether a word is the bare title of the name behind it."""
    return _word(text, span).lower() in words("titles") and text[span[1] : span[1] + 2].strip()[:1].isupper()
