"""Hint letters: short strings, in reading order, one letter for as many targets as possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase

from annotator.tui.editor.state import Target

LETTERS = ascii_lowercase
MOST = len(LETTERS) ** 2


def hint_texts(count: int) -> list[str]:
    """Hints for `count` targets, at most MOST: as many single letters as can be, then pairs; none starts another."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    count = min(count, MOST)
    prefixes = -(-(count - len(LETTERS)) // (len(LETTERS) - 1))
    singles = LETTERS[: len(LETTERS) - prefixes]
    pairs = [first + second for first in LETTERS[len(singles) :] for second in LETTERS]
    return [*singles, *pairs][:count]


def with_hints(targets: Sequence[Target], likely: Sequence[Target] = ()) -> tuple[Target, ...]:
    """The targets, in reading order, with their hints.

    When there are more than letters, the `likely` ones get the single letters.
    """
    chosen = list(targets)[:MOST]
    texts = hint_texts(len(chosen))
    if len(chosen) <= len(LETTERS):
        return tuple(replace(each, hint=text) for each, text in zip(chosen, texts, strict=True))
    first = [each for each in chosen if each in likely]
    rest = [each for each in chosen if each not in likely]
    by_target = dict(zip([*first, *rest], texts, strict=True))
    return tuple(replace(each, hint=by_target[each]) for each in chosen)


def narrowed(targets: Sequence[Target], typed: str) -> tuple[Target | None, bool]:
    """The target of a hint typed so far, if it is complete, and whether any hint still starts so."""
    found = next((each for each in targets if each.hint == typed), None)
    return found, any(each.hint.startswith(typed) for each in targets)
