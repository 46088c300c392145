"""Which earlier mention is the same thing: the proposal for coreference, nearest first.

In turn: the same words; one name's words within the other's; initials; a demonym and its place; for a pronoun or a noun
the nearest mention of the same type before it. Nothing is merged by it: a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.model.spans import Span
from annotator.text.levels import NOMINAL, PRONOUN, country_of, level_of

REACH = 40
"""How many mentions back a pronoun or noun looks."""


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
    """The most likely thing among `known`, in reading order; None when nothing speaks for any."""
    level = level_of(surface)
    nearest = sorted(known, key=lambda each: (each.span[0] >= span[0], abs(each.span[0] - span[0])))
    if level != PRONOUN:
        for why, fits in (
            ("the same words", _same),
            ("part of the name", _part),
            ("initials", _initials),
            ("demonym", _demonym),
        ):
            for each in nearest:
                if each.type == type_name and fits(surface, each.surface):
                    return Proposal(each.coref, why)
    if level in (PRONOUN, NOMINAL):
        before = [each for each in nearest if each.span[0] < span[0] and each.type == type_name][:REACH]
        if before and level == PRONOUN:
            return Proposal(before[0].coref, "nearest of its type")
    return None


def _same(one: str, two: str) -> bool:
    return one == two or (one.casefold() == two.casefold() and not one.islower())


def _name_words(surface: str) -> set[str]:
    return {word for word in surface.replace("-", " ").split() if word[:1].isupper()}


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


def _demonym(one: str, two: str) -> bool:
    return country_of(one, frozenset((two,))) == two or country_of(two, frozenset((one,))) == one
