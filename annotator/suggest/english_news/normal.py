"""A value in its regular form, and what the word in front of an expression says of how exact it is."""

from __future__ import annotations

from dataclasses import dataclass

MODS = {
    "about": "APPROX",
    "around": "APPROX",
    "nearly": "APPROX",
    "almost": "APPROX",
    "some": "APPROX",
    "roughly": "APPROX",
    "early": "APPROX",
    "mid": "APPROX",
    "late": "APPROX",
    "before": "BEFORE",
    "by": "BEFORE",
    "until": "BEFORE",
    "after": "AFTER",
    "since": "AFTER",
}
LONGEST = 60
"""Longer expressions are none of regular form."""


@dataclass(frozen=True, slots=True)
class Normal:
    """A value in its regular form, and how exact it is: APPROX, BEFORE, AFTER or nothing."""

    value: str
    mod: str | None = None


def modified(words: str) -> tuple[str | None, str]:
    """What a word in front says about how exact the rest is, and the rest, with single spaces."""
    words = " ".join(words.split()) if len(words) <= LONGEST else ""
    first, _, rest = words.replace("mid-", "mid ").partition(" ")
    mod = MODS.get(first.lower())
    return (mod, rest) if mod and rest else (None, words)
