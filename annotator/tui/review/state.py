"""Where the person reviewing is, as a frozen value, and what a key leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from annotator.eval.mistakes.mistake import KINDS, Mistake
from annotator.project.scoring.review import VERDICTS, Verdict, name_of
from annotator.tui.review.keys import VERB_OF


@dataclass(frozen=True, slots=True)
class ReviewState:
    """`index` is the error in focus, among all; `layer` and `kind` restrict which are walked, empty for all.

    `asking` waits for y or n: whether gold is to be mended. `shift` is how many lines the text was scrolled.
    """

    mistakes: Sequence[Mistake]
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    index: int = 0
    layer: str = ""
    kind: str = ""
    shift: int = 0
    asking: bool = False
    helping: bool = False
    message: str = ""

    @property
    def mistake(self) -> Mistake | None:
        """The error in focus; None when there is none."""
        return self.mistakes[self.index] if self.index < len(self.mistakes) else None

    @property
    def shown(self) -> list[int]:
        """The numbers of the errors that pass the filters."""
        return [number for number, each in enumerate(self.mistakes) if self._passes(each)]

    def _passes(self, mistake: Mistake) -> bool:
        return self.layer in ("", mistake.layer) and self.kind in ("", mistake.kind)

    def verdict(self, mistake: Mistake) -> Verdict | None:
        """What was decided of an error."""
        return self.verdicts.get(name_of(mistake))

    @property
    def decided(self) -> int:
        """How many of the errors that pass the filters are decided."""
        return sum(self.verdict(self.mistakes[number]) is not None for number in self.shown)

    def at(self, index: int, message: str = "") -> ReviewState:
        """With another error in focus."""
        return replace(self, index=index, shift=0, message=message)


class Pressed(NamedTuple):
    """What a key leads to: the next state, and what only the program can do."""

    state: ReviewState
    verdict: Verdict | None = None
    action: str = ""


def press(state: ReviewState, key: str) -> Pressed:
    """What a key leads to; a key that means nothing changes nothing."""
    if state.helping:
        return Pressed(replace(state, helping=False))
    if state.asking:
        return _answered(state, key)
    verb = VERB_OF.get(key, "")
    state = replace(state, message="")
    verdict = next((each for each in VERDICTS if each == verb), None)
    if verdict:
        return _judged(state, verdict)
    if verb in ("quit", "theme"):
        return Pressed(state, action=verb)
    return Pressed(_moved(state, verb))


def _answered(state: ReviewState, key: str) -> Pressed:
    state = replace(state, asking=False)
    if key in ("y", "enter"):
        return Pressed(state, action="fix")
    if key == "ctrl+c":
        return Pressed(state, action="quit")
    return Pressed(_undecided(state, "gold stays as it is; noted that it is wrong"))


def _judged(state: ReviewState, verdict: Verdict) -> Pressed:
    if state.mistake is None:
        return Pressed(replace(state, message="no error here"))
    decided = replace(state, verdicts={**state.verdicts, name_of(state.mistake): verdict})
    if verdict == "gold":
        return Pressed(replace(decided, asking=True), verdict)
    return Pressed(_undecided(decided, WORDS[verdict]), verdict)


WORDS: Mapping[Verdict, str] = {"extractor": "extractor wrong", "gold": "gold wrong", "ambiguous": "ambiguous"}
"""A verdict in words."""


def _moved(state: ReviewState, verb: str) -> ReviewState:
    if verb in ("next", "previous"):
        return _walk(state, 1 if verb == "next" else -1, "", "")
    if verb in ("same", "same_back") and state.mistake:
        return _walk(state, 1 if verb == "same" else -1, state.mistake.layer, state.mistake.kind)
    if verb == "undecided":
        return _undecided(state)
    if verb in ("first", "last") and state.shown:
        return state.at(state.shown[0 if verb == "first" else -1])
    if verb in ("layer", "kind"):
        return _filtered(state, verb)
    if verb in ("down", "up"):
        return replace(state, shift=state.shift + (1 if verb == "down" else -1))
    return replace(state, helping=True) if verb == "help" else state


def _walk(state: ReviewState, step: int, layer: str, kind: str) -> ReviewState:
    """To the next error in a direction, of one layer and kind where they are given."""
    numbers = [
        number
        for number in state.shown
        if (number - state.index) * step > 0
        and layer in ("", state.mistakes[number].layer)
        and kind in ("", state.mistakes[number].kind)
    ]
    if not numbers:
        what = f"{kind} error" if kind else "error"
        return replace(state, message=f"no {what} further " + ("on" if step > 0 else "up"))
    return state.at(min(numbers) if step > 0 else max(numbers))


def _undecided(state: ReviewState, message: str = "") -> ReviewState:
    """To the next error without a verdict, from the start again after the last one."""
    numbers = [number for number in state.shown if state.verdict(state.mistakes[number]) is None]
    if not numbers:
        done = "every error shown is decided"
        return replace(state, message=f"{message}; {done}" if message else done)
    return state.at(next((number for number in numbers if number > state.index), numbers[0]), message)


def _filtered(state: ReviewState, what: str) -> ReviewState:
    """With the next filter of layer or kind for which there are errors."""
    if what == "layer":
        remaining = {each.layer for each in state.mistakes}
        choices = ["", *(each for each in KINDS if each in remaining)]
        state = replace(state, layer=_following(choices, state.layer), kind="")
    else:
        remaining = {each.kind for each in state.mistakes if state.layer in ("", each.layer)}
        state = replace(state, kind=_following(["", *sorted(remaining)], state.kind))
    numbers = state.shown
    if not numbers or state.index in numbers:
        return replace(state, shift=0)
    return state.at(next((number for number in numbers if number > state.index), numbers[0]))


def _following(choices: Sequence[str], current: str) -> str:
    return choices[(choices.index(current) + 1) % len(choices)] if current in choices else ""


def reloaded(state: ReviewState, mistakes: Sequence[Mistake], message: str) -> ReviewState:
    """After gold has changed: the errors that are left, in focus the one that took the place of the mended one."""
    kept = replace(state, mistakes=mistakes, shift=0, asking=False, message=message)
    if not kept.shown:
        kept = replace(kept, layer="", kind="")
    numbers = kept.shown
    index = next((number for number in numbers if number >= state.index), numbers[-1] if numbers else 0)
    return replace(kept, index=index)
