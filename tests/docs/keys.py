"""The tables of docs/keys.md, made of the tables of keys."""

from __future__ import annotations

from textwrap import fill

from annotator.tui.keymap import PREFIX, VERBS, written
from annotator.tui.review import keys as review
from tests.docs.markdown import table


def verbs() -> str:
    """Every verb of the labelling screen that has a key."""
    rows = [
        (" ".join(f"`{written(key)}`" for key in each.keys), _second(each.second), each.help)
        for each in VERBS
        if each.keys or each.second
    ]
    return table(("keys", "second spelling", "does"), rows)


def _second(key: str) -> str:
    return f"`{PREFIX}` `{written(key)}`" if key else ""


def names() -> str:
    """What the verbs are called in `annotator.toml`."""
    return fill(", ".join(f"`{each.name}`" for each in VERBS), 118) + "\n"


def vim() -> str:
    """The letters of the second state of the vim profile."""
    rows = [(" ".join(f"`{letter}`" for letter in each.vim), each.help) for each in VERBS if each.vim]
    return table(("letters", "does"), rows)


def errors() -> str:
    """The keys of the review of errors."""
    rows = [(" ".join(f"`{written(key)}`" for key in each.keys), each.help) for each in review.VERBS]
    return table(("keys", "does"), rows)
