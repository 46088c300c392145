"""Word lists of the news about conflicts; each is a set of lower-case words, read once.

`nouns` that may be mentions (the singular, where the plural is regular), `pronouns`, `lower` (never part of a name),
`titles`, `portfolios` (what ministers are for), `institutions` (of a state), `given_names` that look like demonyms.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def words(name: str) -> frozenset[str]:
    """The list `NAME.txt`."""
    return frozenset(Path(__file__).with_name(f"{name}.txt").read_text("utf-8").split("\n")) - {""}


@cache
def demonyms() -> dict[str, str]:
    """Countries by the adjectives and names of their people, where no rule would find them."""
    lines = Path(__file__).with_name("demonyms.txt").read_text("utf-8").splitlines()
    return dict(tuple(line.split()) for line in lines)  # type: ignore[misc]


def is_noun(word: str) -> bool:
    """Whether a word, or what it is the plural of, is in the list of nouns."""
    lower = word.lower()
    return any(each in words("nouns") for each in (lower, *singulars(lower)))


def singulars(word: str) -> list[str]:
    """What a lower-case word may be the plural of, by the regular endings; the word may be none."""
    if not word.endswith("s") or word.endswith("ss"):
        return []
    forms = [word[:-1]]
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    return forms
