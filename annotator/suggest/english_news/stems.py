"""The stem of an English word, near enough to know the forms of a verb or noun as one word."""

from __future__ import annotations

from functools import lru_cache

LEAST_CHARS = 3
"""How long a stem is at least."""

_ENDINGS = ("ings", "ing", "eds", "ed", "ers", "er", "es", "s", "e")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The word in small letters without its ending, a doubled last consonant single, a last y as i."""
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_CHARS and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > LEAST_CHARS and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word
