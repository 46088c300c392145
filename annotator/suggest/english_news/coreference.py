"""Which earlier mention is the same thing: the proposal for coreference, nearest first.

In turn: the name that a noun is in apposition to; the same words; one name's words within the other's; initials; a
demonym and its place; for a pronoun the nearest mention of the same type before it. Nothing is merged by it: a person
decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from annotator.model.spans import Span
from annotator.suggest.english_news.levels import NAME, NOMINAL, PRONOUN, country_of, level_of

_ARTICLES = frozenset(("Al", "El", "The"))
_ALSO_CALLED = {
    "US": "America",
    "USA": "America",
    "United States": "America",
    "United States of America": "America",
    "UK": "Britain",
    "United Kingdom": "Britain",
    "Great Britain": "Britain",
    "UAE": "Emirates",
    "United Arab Emirates": "Emirates",
    "Saudi Arabia": "Arabia",
}


_NO_ADJECTIVES = "of|in|on|at|by|for|from|to|with|and|or|the|an?|that|who|which|is|was|are|were|has|had"
_APPOSITION = regex.compile(
    rf",\s+(?:the|an?|its|his|her|their|one\s+of\s+the)(?:\s+(?!(?:{_NO_ADJECTIVES})\b)[\p{{Ll}}’'-]+){{0,3}}\s+\Z"
)
"""What stands between a name and the noun that says what it is."""

_BARE = regex.compile(r",\s+\Z")
"""The same, where a noun that says what somebody is has no determiner, or where the name comes second."""

_FARTHEST = 80
"""How far before a noun that begins."""


class Known(NamedTuple):
    """A mention that has its place already."""

    span: Span
    surface: str
    type: str
    coref: str


class Proposal(NamedTuple):
    """The thing a mention probably stands for, and why."""

    coref: str
    why: str


def same_thing(surface: str, type_name: str, span: Span, known: Sequence[Known]) -> Proposal | None:
    """The most likely thing of the same type among `known`, in any order; None when nothing speaks for any.

    Mentions before `span` come first, the nearest of them first of all.
    """
    alike = [each for each in known if each.type == type_name]
    if level_of(surface) == PRONOUN:
        before = [each for each in alike if each.span[0] < span[0]]
        return Proposal(max(before, key=lambda each: each.span).coref, "nearest of its type") if before else None
    nearest = sorted(alike, key=lambda each: (each.span[0] >= span[0], abs(each.span[0] - span[0])))
    for why, fits in (("the same words", _same), ("part of the name", _part), ("initials", _initials)):
        for each in nearest:
            if fits(surface, each.surface):
                return Proposal(each.coref, why)
    return next((Proposal(each.coref, "demonym") for each in nearest if _of_one_place(surface, each.surface)), None)


def _same(one: str, two: str) -> bool:
    if one == two:
        return True
    alike = _is_named(one) and _is_named(two) if level_of(one) != NOMINAL else level_of(two) == NOMINAL
    return alike and _plain(one) == _plain(two)


def described(text: str, span: Span, type_name: str, known: Sequence[Known]) -> Proposal | None:
    """The one that stands before the comma, where a noun or a name is in apposition to it.

    "Marek, the former head of", "Marek, head of" and "the head, Ilan Marek," are.
    """
    level = level_of(text[slice(*span)])
    match = (_APPOSITION if level == NOMINAL else _BARE).search(text, max(span[0] - _FARTHEST, 0), span[0])
    if match is None and level == NOMINAL and text[span[1] : span[1] + 4] == " of ":
        match = _BARE.search(text, max(span[0] - _FARTHEST, 0), span[0])
    if match is None or level not in (NAME, NOMINAL):
        return None
    before = {NOMINAL: NAME, NAME: NOMINAL}[level]
    named = (each for each in known if each.type == type_name and each.span[1] == match.start())
    return next((Proposal(each.coref, "apposition") for each in named if level_of(each.surface) == before), None)


def _is_named(surface: str) -> bool:
    return any(map(str.isupper, surface))


@lru_cache(maxsize=4096)
def _plain(surface: str) -> str:
    """The words without what spellings of one name differ in: case, full stops, hyphens, kinds of blanks."""
    return " ".join(surface.replace(".", "").replace("-", " ").casefold().split())


@lru_cache(maxsize=4096)
def _name_words(surface: str) -> frozenset[str]:
    words = surface.replace("-", " ").split()
    return frozenset(word for word in words if word[:1].isupper()) - _ARTICLES


def _part(one: str, two: str) -> bool:
    mine, other = _name_words(one), _name_words(two)
    return bool(mine and other) and (mine <= other or other <= mine)


def _initials(one: str, two: str) -> bool:
    for short, long in ((one, two), (two, one)):
        letters = short.replace(".", "")
        if len(letters) > 1 and letters.isupper() and letters == "".join(initials_of(long)):
            return True
    return False


def initials_of(surface: str) -> list[str]:
    """The first letters of a name's capitalised words, in order."""
    return [word[0] for word in surface.replace("-", " ").split() if word[:1].isupper()]


def _of_one_place(one: str, two: str) -> bool:
    """Whether two words are of one place: a country and a demonym, two demonyms, or two names of it."""
    return _place(one, two) == _place(two, one)


def _place(surface: str, other: str) -> str:
    name = country_of(surface, frozenset((other,))) or surface
    undotted = name.replace(".", "")
    return _ALSO_CALLED.get(undotted, undotted)
