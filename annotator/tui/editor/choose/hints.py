"""Hint letters: sided, nearest first, the same one for the same thing as long as a mode lasts.

What stands before the place that is worked on gets letters of the left hand, what stands after it those of the right
hand. Beyond the letters there are, the farthest get two, and neighbours differ in the first one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.model.spans import Span
from annotator.tui.editor.state import Target
from annotator.tui.keymap import HintLetters

MOST_FIRST_LETTERS = 6
"""How many letters begin hints of two at least, where that many are needed."""


def with_hints(
    tiers: Sequence[Iterable[Target]], at: Span, letters: HintLetters, kept: Iterable[Target] = ()
) -> tuple[Target, ...]:
    """The targets with their hints, in reading order; earlier tiers get the better letters, then what is nearer.

    `kept` are targets as they were lettered before: they keep their letters where that is possible.
    """
    chosen = [each for tier in tiers for each in sorted(tier, key=lambda target: _distance(target.span, at))]
    firsts = _first_letters(len(chosen), letters)
    chosen = chosen[: len(letters.all) - len(firsts) + len(firsts) * len(letters.all)]
    given = _kept(chosen, kept, set(letters.all) - set(firsts))
    free = _Free(letters, {*firsts, *given.values()})
    for each in chosen:
        if each not in given and (letter := free.take(before=each.span[0] < at[0])):
            given[each] = letter
    rest = sorted((each for each in chosen if each not in given), key=_place)
    for number, each in enumerate(rest):
        given[each] = firsts[number % len(firsts)] + letters.all[number // len(firsts)]
    return tuple(replace(each, hint=given[each]) for each in sorted(chosen, key=_place))


def _first_letters(count: int, letters: HintLetters) -> str:
    """The letters with which hints of two begin, for that many targets: the worst ones of both sides."""
    have = len(letters.all)
    if count <= have:
        return ""
    needed = min(-(-(count - have) // (have - 1)), have)
    worst = [each for pair in zip(letters.left[::-1], letters.right[::-1], strict=False) for each in pair]
    worst += [each for each in letters.all[::-1] if each not in worst]
    return "".join(worst[: max(needed, min(MOST_FIRST_LETTERS, count - have + 1, have - 1))])


def _kept(chosen: Iterable[Target], kept: Iterable[Target], usable: set[str]) -> dict[Target, str]:
    """The letters that targets had, by the targets as they are now; by place, since a word becomes a mention."""
    had = {(each.span, each.id): each.hint for each in kept if each.hint in usable}
    by_place = {each.span: each.hint for each in kept if each.hint in usable and each.id is None}
    given: dict[Target, str] = {}
    for each in chosen:
        letter = had.get((each.span, each.id)) or by_place.get(each.span)
        if letter and letter not in given.values():
            given[each] = letter
    return given


class _Free:
    """The letters that nobody has yet."""

    def __init__(self, letters: HintLetters, taken: set[str]) -> None:
        self._left = [each for each in letters.left if each not in taken]
        self._right = [each for each in letters.right if each not in taken]

    def take(self, *, before: bool) -> str:
        """The best letter of a side, else the worst of the other one; "" when there is none."""
        own, other = (self._left, self._right) if before else (self._right, self._left)
        return own.pop(0) if own else other.pop() if other else ""


def _place(target: Target) -> tuple[int, int, str]:
    return target.span[0], -target.span[1], target.id or ""


def _distance(span: Span, at: Span) -> tuple[int, int]:
    """How far a span is from a place; of two that begin together the shorter one is nearer."""
    gap = at[0] - span[1] if span[0] < at[0] else span[0] - at[1]
    return max(gap, 0), span[1] - span[0]


def narrowed(targets: Sequence[Target], typed: str) -> tuple[Target | None, bool]:
    """The target of a hint typed so far, if it is complete, and whether any hint still starts so."""
    match = next((each for each in targets if each.hint == typed), None)
    return match, any(each.hint.startswith(typed) for each in targets)
