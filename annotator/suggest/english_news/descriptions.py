"""What stands beside a name or noun and says that both are one: an apposition, a title, a predicate, "named"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from annotator.suggest.english_news.agreement import SEVERAL, form_of
from annotator.suggest.english_news.known import Known
from annotator.suggest.english_news.levels import ADJECTIVE, NAME, NOMINAL

_NO_ADJECTIVES = "of|in|on|at|by|for|from|to|with|and|or|the|an?|that|who|which|is|was|are|were|has|had"
_ADJECTIVES = rf"(?:\s+(?!(?:{_NO_ADJECTIVES})\b)[\p{{Ll}}’'-]+){{0,3}}"
_WORDS = rf"(?:\s+(?!(?:{_NO_ADJECTIVES})\b)[\p{{L}}’'-]+){{0,3}}"
_AGO = r"(?:now|then|later|formerly|once|by\s+then|currently)"

_APPOSITION = regex.compile(
    rf",\s+(?:the|an?|its|his|her|their|one\s+of\s+the){_ADJECTIVES}\s+\Z"
    rf"|,\s+(?:an?|its|his|her|their){_WORDS}\s+\Z"
    rf"|,\s+(?:{_AGO}\s+)?(?:the\s+)?(?:\p{{Lu}}[\p{{L}}-]*\s+){{0,3}}[\p{{L}}-]+(?:’s|s’|'s){_WORDS}\s+\Z"
    rf"|,\s+{_AGO}\s+(?:(?:the|an?)\s+)?(?:[\p{{Ll}}-]+\s+){{0,3}}\Z"
    rf"|,\s+\d+,(?:\s+(?:the|an?))?{_ADJECTIVES}\s+\Z"
)
"""What stands between a name and the noun that says what it is."""

_BARE = regex.compile(r",\s+\Z")
"""The same, where a noun that says what somebody is has no determiner, or where the name comes second."""

_POSSESSED = regex.compile(r"(?:’s|'s)\b")
"""What stands behind a noun of which something else is told: "a baker’s son"."""

_IS_ONE = regex.compile(
    rf"\s(?:is|was|are|were|became|becomes|remains|remained|been)\s+(?:(?:now|then|once|also|still|by\s+then)\s+)?"
    rf"(?:an?|the|its|his|her|their){_WORDS}\s+\Z"
)
_AS_ONE = regex.compile(rf"\bas\s+(?:an?|the|its|his|her){_WORDS}\s+\Z")
_ENDS_CLAUSE = regex.compile(r"[.!?;:,“”]")
_MOST_WORDS_TO_VERB = 2
_MOST_CHARS_TO_AS = 60

_CALLED = regex.compile(
    r"\s+(?:named|called|known(?:\s+only)?\s+as|nicknamed|who\s+calls\s+(?:him|her)self)\s+(?:the\s+)?\Z"
    r"|,\s+(?:or|called|nicknamed|(?:also\s+)?known\s+as)\s+(?:the\s+)?\Z"
    r"|\s\(\Z"
)
_ITS_NAME = regex.compile(r"(?:,|(?=\s))\s+((?:\p{Lu}[\p{L}’'-]*\s?){1,3})(?=[,.]|\s|$)")
"""The name that follows a noun, with or without a comma."""

FARTHEST = 100
"""How far before a mention that begins, in code points."""


def described(text: str, mention: Known, before: Sequence[Known]) -> tuple[Known, str] | None:
    """The one of the mentions before, the last first, that it is said to be, and how that is said; None without any.

    "Marek, the former head of", "Marek, head of", "the head, Ilan Marek,", "commander Marek", "a pilot named Marek",
    "Marek was a driver" are.
    """
    level = mention.looks
    if level == NOMINAL:
        return _noun_of(text, mention, before)
    if level != NAME:
        return None
    start = mention.span[0]
    rules = (
        (_BARE.search(text, max(start - FARTHEST, 0), start), (NOMINAL,), "apposition"),
        (regex.search(r"[ \u00a0]\Z", text[max(start - 1, 0) : start]), (NOMINAL,), "title"),
    )
    for match, levels, why in rules:
        ends = start - 1 if why == "title" else match.start() if match else 0
        found = _ending(before, ends, levels) if match else None
        if found:
            return found, why
    called = _CALLED.search(text, max(start - FARTHEST, 0), start)
    found = _ending(before, called.start(), (NAME, NOMINAL, ADJECTIVE)) if called else None
    return (found, "called") if found else None


def _noun_of(text: str, noun: Known, before: Sequence[Known]) -> tuple[Known, str] | None:
    """The name that a noun is said of."""
    start, end = noun.span
    if _POSSESSED.match(text, end):
        return None
    first = max(start - FARTHEST, 0)
    match = _APPOSITION.search(text, first, start)
    if match is None and text[end : end + 4] == " of ":
        match = _BARE.search(text, first, start)
    found = _ending(before, match.start(), (NAME,)) if match else None
    if found:
        return found, "apposition"
    for found in (_subject(text, noun, before), _as_one(text, noun, before)):
        if found:
            return found, "predicate"
    return None


def _ending(before: Sequence[Known], place: int, levels: Sequence[str]) -> Known | None:
    return next((each for each in before if each.span[1] == place and each.looks in levels), None)


def _subject(text: str, noun: Known, before: Sequence[Known]) -> Known | None:
    """What a noun is a predicate of: "the Column was a militia"."""
    match = _IS_ONE.search(text, max(noun.span[0] - FARTHEST, 0), noun.span[0])
    subject = next((each for each in before if each.span[1] <= match.start()), None) if match else None
    if not match or not subject:
        return None
    gap = text[subject.span[1] : match.start()]
    is_near = len(gap.split()) <= _MOST_WORDS_TO_VERB and not _ENDS_CLAUSE.search(gap)
    alike = (SEVERAL in form_of(subject.surface, subject.level)) == (SEVERAL in form_of(noun.surface, NOMINAL))
    return subject if is_near and alike else None


def _as_one(text: str, noun: Known, before: Sequence[Known]) -> Known | None:
    """What somebody works as, or is known as."""
    match = _AS_ONE.search(text, max(noun.span[0] - FARTHEST, 0), noun.span[0])
    nearest = next((each for each in before if each.span[1] <= match.start()), None) if match else None
    if not match or not nearest or match.start() - nearest.span[1] > _MOST_CHARS_TO_AS:
        return None
    return None if regex.search(r"[.!?;:“”]", text[nearest.span[1] : match.start()]) else nearest


def name_behind(text: str, noun: Known) -> tuple[str, bool]:
    """The name that stands directly behind a noun, "" without any, and whether a comma stands between them."""
    match = _ITS_NAME.match(text, noun.span[1]) if noun.looks == NOMINAL else None
    return (match[1].strip(), match[0].startswith(",")) if match else ("", False)
