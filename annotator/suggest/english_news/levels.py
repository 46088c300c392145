"""Whether a mention is a name, an adjective of one, a noun or a pronoun: the proposal for its level."""

from __future__ import annotations

from annotator.suggest.english_news.words import demonyms, is_noun, words

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


def is_demonym(word: str) -> bool:
    """Whether a single capitalised word is an adjective of a place, by the list or by the ending of most of them."""
    if word in demonyms():
        return True
    return word[:1].isupper() and word.endswith("ian") and word.lower() not in words("given_names")


def level_of(surface: str, places: frozenset[str] = frozenset()) -> str:
    """The level of these words: PRO by a list (matched by case: "US" is no pronoun), ADJ, NOM by its capitals, NAM.

    One capital in front of small letters may only mean that a sentence starts: "Security forces" is NOM. `places` are
    names of places seen so far, by which invented demonyms are told from names.
    """
    parts = surface.split()
    if surface == "I" or (surface.lower() in words("pronouns") and not surface.isupper()):
        return PRONOUN
    if country_of(surface, places) or (len(parts) == 1 and is_demonym(surface)):
        return ADJECTIVE
    capitals = [part for part in parts if any(piece[:1].isupper() for piece in part.split("-"))]
    if not capitals or (capitals == parts[:1] and len(parts) > 1):
        return NOMINAL
    titles = all(part.lower().rstrip(".") in words("titles") for part in parts)
    return NOMINAL if titles or (len(parts) == 1 and is_noun(surface)) else NAME
