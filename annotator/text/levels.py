"""Whether a mention is a name, an adjective of one, a noun or a pronoun: the proposal for its level."""

from __future__ import annotations

from annotator.text.words import demonyms, words

NAME, ADJECTIVE, NOMINAL, PRONOUN = "NAM", "ADJ", "NOM", "PRO"

_SUFFIXES = (("ian", "ia"), ("ian", ""), ("ean", "ea"), ("an", "a"), ("an", ""), ("ese", ""), ("ish", ""), ("i", ""))
"""How an adjective of a place ends, and what stands there in the place's name."""


def country_of(word: str, places: frozenset[str] = frozenset()) -> str | None:
    """The place that a demonym belongs to: from a list, or by its ending where the place is among `places`."""
    if word in demonyms():
        return demonyms()[word]
    for ending, name_ending in _SUFFIXES:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and stem + name_ending in places:
            return stem + name_ending
    return None


def level_of(surface: str, places: frozenset[str] = frozenset()) -> str:
    """The level of these words: PRO by a list (matched by case: "US" is no pronoun), ADJ, NOM by its capitals, NAM.

    `places` are names of places seen so far, by which invented demonyms are told from names.
    """
    if surface == "I" or (surface.lower() in words("pronouns") and not surface.isupper()):
        return PRONOUN
    if country_of(surface, places) or (surface.endswith("ian") and surface[:1].isupper() and " " not in surface):
        return ADJECTIVE
    head = surface.split()[-1] if surface.split() else surface
    if not any(part[:1].isupper() for part in surface.replace("-", " ").split()):
        return NOMINAL
    if len(surface.split()) == 1 and head.lower() in words("nouns"):
        return NOMINAL
    return NAME
