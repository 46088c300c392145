"""Word lists of the news about conflicts; each is a set of lower-case words, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The list `NAME.txt`: `nouns` that may be mentions, `pronouns`, `lower` (never part of a name), `titles`."""
    return frozenset((files(__package__) / f"{name}.txt").read_text("utf-8").split("\n")) - {""}


@cache
def demonyms() -> dict[str, str]:
    """Countries by the adjectives and names of their people, where no rule would find them."""
    lines = (files(__package__) / "demonyms.txt").read_text("utf-8").splitlines()
    return dict(tuple(line.split()) for line in lines)  # type: ignore[misc]
