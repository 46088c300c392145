"""Where somebody who looks through disagreements is, as a frozen value, and what a key leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, TypeAlias

from annotator.agreement.disagreements import Difference
from annotator.schema.guidelines import Paragraph, having
from annotator.tui.differences.keys import VERB_OF

Page: TypeAlias = Literal["list", "article", "rule", "help"]


class Listed(NamedTuple):
    """A difference, and whose: the two by name."""

    pair: tuple[str, str]
    difference: Difference


@dataclass(frozen=True, slots=True)
class DifferencesState:
    """`index` is the difference in focus, among all; `kind`, `type` and `pair` restrict which are shown, "" for all.

    `rules` are the guideline's paragraphs, of which `typed` chooses; `line` is the one in focus.
    """

    every: Sequence[Listed]
    index: int = 0
    kind: str = ""
    type: str = ""
    pair: str = ""
    page: Page = "list"
    rules: tuple[Paragraph, ...] = ()
    typed: str = ""
    line: int = 0
    quits: bool = False
    message: str = ""

    @property
    def here(self) -> Listed | None:
        """The difference in focus; None when there is none."""
        return self.every[self.index] if self.index in self.shown else None

    @property
    def shown(self) -> list[int]:
        """The numbers of the differences that the filters let through."""
        return [number for number, each in enumerate(self.every) if self._is_shown(each)]

    def _is_shown(self, each: Listed) -> bool:
        return all(wanted in ("", FILTERS[name](each)) for name, wanted in self._wanted().items())

    def _wanted(self) -> dict[str, str]:
        return {"kind": self.kind, "type": self.type, "pair": self.pair}

    @property
    def rules_shown(self) -> list[Paragraph]:
        """The guideline's paragraphs that have what was typed."""
        return having(self.rules, self.typed)


FILTERS: Mapping[str, Callable[[Listed], str]] = {
    "kind": lambda each: f"{each.difference.layer} {each.difference.kind}",
    "type": lambda each: each.difference.type,
    "pair": lambda each: " and ".join(each.pair),
}
"""What each filter asks of a difference."""


def press(state: DifferencesState, key: str) -> DifferencesState:
    """The state after a key."""
    state = replace(state, message="")
    if state.page == "rule":
        return _in_rules(state, key)
    verb = VERB_OF.get(key, "")
    if state.page == "help":
        return replace(state, page="list")
    if verb in FILTERS:
        return _filtered(state, verb)
    if verb == "quit":
        return replace(state, quits=True) if state.page == "list" else replace(state, page="list")
    if verb == "page":
        return replace(state, page="article" if state.page == "list" and state.here else "list")
    if verb in ("rule", "help"):
        return replace(state, page=verb, line=0, typed="")  # type: ignore[arg-type]
    return _moved(state, verb) if verb in MOVES else state


def _in_rules(state: DifferencesState, key: str) -> DifferencesState:
    """Typing chooses among the paragraphs."""
    if key in ("down", "up"):
        line = state.line + (1 if key == "down" else -1)
        return replace(state, line=min(max(line, 0), max(len(state.rules_shown) - 1, 0)))
    if key == "backspace":
        return replace(state, typed=state.typed[:-1], line=0)
    if len(key) == 1 or key == "space":
        return replace(state, typed=state.typed + (" " if key == "space" else key), line=0)
    return replace(state, page="article")


MOVES: Mapping[str, Callable[[int, int], int]] = {
    "next": lambda at, _: at + 1,
    "previous": lambda at, _: at - 1,
    "first": lambda _at, _: 0,
    "last": lambda _, last: last,
}
"""From the place among those shown, and that of the last one, to another."""


def _moved(state: DifferencesState, verb: str) -> DifferencesState:
    numbers = state.shown
    if state.index not in numbers:
        return state
    last = len(numbers) - 1
    at = MOVES[verb](numbers.index(state.index), last)
    if not 0 <= at <= last:
        return replace(state, message="there is none further " + ("on" if at > last else "back"))
    return replace(state, index=numbers[at])


def _filtered(state: DifferencesState, name: str) -> DifferencesState:
    """With the next choice of a filter for which there are differences."""
    current = getattr(state, name)
    others = _with(state, name, "")
    choices = ["", *sorted({FILTERS[name](state.every[number]) for number in others.shown})]
    following = choices[(choices.index(current) + 1) % len(choices)] if current in choices else ""
    chosen = _with(state, name, following)
    numbers = chosen.shown
    index = next((number for number in numbers if number >= state.index), numbers[-1] if numbers else 0)
    return replace(chosen, index=index)


def _with(state: DifferencesState, name: str, value: str) -> DifferencesState:
    filters: dict[str, Any] = {name: value}
    return replace(state, **filters)
