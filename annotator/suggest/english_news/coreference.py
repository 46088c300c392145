"""Which earlier mention is the same thing: the proposal for coreference, nearest first.

In turn: what a name or noun is said to be; the name that follows it; the same words; one name's words within the
other's; initials; a demonym and its place; the name that has the noun, or what "the town" was named last; for a pronoun
the nearest mention of the same type before it that agrees with it. Nothing is merged by it: a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from annotator.suggest.english_news.agreement import SEVERAL, form_of
from annotator.suggest.english_news.descriptions import described, name_behind
from annotator.suggest.english_news.known import Known
from annotator.suggest.english_news.levels import NAME, NOMINAL, PRONOUN, country_of, level_of
from annotator.suggest.english_news.pronouns import antecedent

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


_OF_CLASS = frozenset(("town", "village", "city", "country", "charity", "militia", "movement", "group", "faction"))
"""Nouns by which, with "the", what was named last of their kind is called again."""

_THE = regex.compile(r"\b[Tt]he\s+\Z")
_DEFINITE = regex.compile(
    r"(?:\b(?:the|these|those|its|his|her|their|my|our|your|whose)|’s|s’|'s)\s+(?:[\w’'-]+\s+){0,2}\Z", regex.IGNORECASE
)
"""What stands before a noun that means something that is known."""

_FARTHEST = 60
"""How far before a noun that begins, in code points."""


class Proposal(NamedTuple):
    """The thing a mention probably stands for, None for a new one, and why."""

    coref: str | None
    why: str


def same_thing(text: str, mention: Known, known: Sequence[Known]) -> Proposal:
    """The most likely thing of the same type among `known`, in any order; a new one when nothing speaks for any.

    Mentions before it come first, the nearest of them first of all.
    """
    alike = [each for each in known if each.type == mention.type]
    level = level_of(mention.surface)
    if level == PRONOUN:
        meant = antecedent(text, mention, alike)
        return Proposal(meant.coref, "nearest of its type") if meant else Proposal(None, "first mention")
    start = mention.span[0]
    nearest = sorted(alike, key=lambda each: (each.span[0] >= start, abs(each.span[0] - start), each.span[1]))
    beside = described(text, mention, [each for each in nearest if each.span[0] < start])
    if beside:
        return Proposal(beside[0].coref, beside[1])
    kind = "noun" if level == NOMINAL else "name"
    return _by_words(text, mention, nearest, kind) or Proposal(None, f"first {kind}")


def _by_words(text: str, mention: Known, nearest: Sequence[Known], kind: str) -> Proposal | None:
    name, has_comma = name_behind(text, mention)
    for each in nearest if name else ():
        if each.looks == NAME and (_same(name, each) or _part(name, each)):
            return Proposal(each.coref, "before its name")
    if has_comma:
        # The spokeswoman whose name follows is not the one before.
        return None
    same = [each for each in nearest if _same(mention.surface, each)]
    if kind == "noun" and _is_unknown(text, mention):
        # Unless somebody has said of such a noun that it means what was named before.
        same = [each for each in same if _is_named_before(each, nearest)]
    if same:
        return Proposal(same[0].coref, f"same {kind}")
    for why, fits in _RULES_OF_NAMES if kind == "name" else _RULES_OF_NOUNS:
        for each in nearest:
            if fits(mention.surface, each):
                return Proposal(each.coref, why)
    return _by_noun(text, mention, nearest) if kind == "noun" else None


def _is_named_before(mention: Known, others: Sequence[Known]) -> bool:
    return any(each.coref == mention.coref and each.span < mention.span for each in others)


def _is_unknown(text: str, noun: Known) -> bool:
    """Whether a plural says by its determiner that it means nothing known: "two men", "women of the village"."""
    start = noun.span[0]
    is_plural = SEVERAL in form_of(noun.surface, NOMINAL)
    return is_plural and not _DEFINITE.search(text, max(start - _FARTHEST, 0), start)


def _by_noun(text: str, noun: Known, nearest: Sequence[Known]) -> Proposal | None:
    """What is called by a word of its name, "the brigade", or by that of its class, "the town"."""
    start = noun.span[0]
    word = noun.surface.split()[-1].lower() if noun.surface.split() else ""
    if SEVERAL in form_of(noun.surface, NOMINAL):
        return None
    named = [each for each in nearest if each.looks == NAME and each.span[0] < start]
    for each in named:
        if word in each.surface.replace("-", " ").lower().split():
            return Proposal(each.coref, "noun of the name")
    if word in _OF_CLASS and named and _THE.search(text, max(start - _FARTHEST, 0), start):
        return Proposal(named[0].coref, "named last")
    return None


def _same(one: str, known: Known) -> bool:
    two = known.surface
    if one == two:
        return True
    alike = _is_named(one) and _is_named(two) if level_of(one) != NOMINAL else known.looks == NOMINAL
    return alike and _plain(one) == _plain(two)


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


def _part(one: str, known: Known) -> bool:
    mine, other = _name_words(one), _name_words(known.surface)
    return bool(mine and other) and (mine <= other or other <= mine)


def _initials(one: str, known: Known) -> bool:
    for short, long in ((one, known.surface), (known.surface, one)):
        letters = short.replace(".", "")
        if len(letters) > 1 and letters.isupper() and letters == "".join(initials_of(long)):
            return True
    return False


def initials_of(surface: str) -> list[str]:
    """The first letters of a name's capitalised words, in order."""
    return [word[0] for word in surface.replace("-", " ").split() if word[:1].isupper()]


def _of_one_place(one: str, known: Known) -> bool:
    """Whether two words are of one place: a country and a demonym, two demonyms, or two names of it."""
    return _place(one, known.surface) == _place(known.surface, one)


def _place(surface: str, other: str) -> str:
    name = country_of(surface, frozenset((other,))) or surface
    undotted = name.replace(".", "")
    return _ALSO_CALLED.get(undotted, undotted)


_RULES_OF_NOUNS = (("part of the name", _part),)
_RULES_OF_NAMES = (*_RULES_OF_NOUNS, ("initials", _initials), ("demonym", _of_one_place))
"""Which names are of one thing, by the reason."""
