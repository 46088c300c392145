"""Where an adjudicator stands: the stops, the row in focus, what was answered; a key gives the next state.

Nothing here reads or writes: answers go out as decisions, and the stops come back when they have been kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from msgspec import structs

from annotator.agreement.adjudication.row import NOTHING, Decision, Reading, Row, decide
from annotator.agreement.adjudication.stops import Stop
from annotator.tui.adjudicate.keys import REASONS, VERB_OF

Action: TypeAlias = Literal["", "advance", "edit", "split", "theme", "quit"]
"""What the app must do besides keeping decisions."""

Page: TypeAlias = Literal["", "help", "rule", "list"]

Pressed: TypeAlias = "tuple[AdjudicationState, tuple[Decision, ...], Action]"
"""The state after a key, the decisions to keep, and what else the app must do."""


@dataclass(frozen=True)
class AdjudicationState:
    """The stops and the place in them.

    `people` are the annotators of each document in the order of their digits. `row` is the row in focus, None for the
    whole stop. `answers` are the decisions made while this stop is open, by the key of their row; `earlier` the words
    chosen for a question before. `batches` are the answers given so far, the last one last, for undo. `goes_to` names
    the stop to show when the stops have been read again. `asking` says what the next key answers: `alike` (all
    places?), `reason`, or `note` with what was typed so far.
    """

    stops: tuple[Stop, ...]
    people: Mapping[str, Sequence[str]]
    seed: int = 0
    index: int = 0
    row: int | None = None
    answers: Mapping[str, Decision] = field(default_factory=dict)
    earlier: Mapping[Any, tuple[str, ...]] = field(default_factory=dict)
    times: Mapping[Any, int] = field(default_factory=dict)
    batches: tuple[tuple[Decision, ...], ...] = ()
    asking: Literal["", "alike", "reason", "note"] = ""
    note: str = ""
    shows_names: bool = False
    shows_votes: bool = False
    page: Page = ""
    list_index: int = 0
    goes_to: str = ""
    message: str = ""

    @property
    def stop(self) -> Stop | None:
        """The stop that is open."""
        return self.stops[self.index] if self.index < len(self.stops) else None

    @property
    def focus(self) -> Row | None:
        """The row in focus, or the only one."""
        if self.stop is None:
            return None
        if self.row is None:
            return self.stop.rows[0] if len(self.stop.rows) == 1 else None
        return self.stop.rows[self.row]

    @property
    def open_rows(self) -> list[Row]:
        """The rows of the stop that are not answered."""
        return [row for row in self.stop.rows if row.key not in self.answers] if self.stop else []

    def digits(self, row: Row) -> list[tuple[int, Reading]]:
        """The readings of a row by their digits: that of the first person, in the order drawn, who holds it.

        In a question a digit is what its first row shows under it, whoever says that of the other rows.
        """
        first = self.stop.rows[0] if self.stop is not None and self.stop.kind == "question" else row
        by_words = {each.words.casefold(): digit for digit, each in self._by_person(first)}
        own = self._by_person(row)
        numbered = [(by_words.get(each.words.casefold(), digit), each) for digit, each in own]
        is_clear = len(by_words) == len(own) == len({digit for digit, _ in numbered})
        return sorted(numbered if is_clear else own, key=lambda pair: pair[0])

    def _by_person(self, row: Row) -> list[tuple[int, Reading]]:
        order = {name: number for number, name in enumerate(self.people.get(row.document, ()), 1)}
        return [(min((order.get(name, 9) for name in each.by), default=9), each) for each in row.readings]


def press(state: AdjudicationState, key: str) -> Pressed:
    """The state after a key, the decisions to keep, and what else the app must do."""
    state = replace(state, message="")
    if state.asking:
        return _answer(state, key)
    if state.page:
        return _in_page(state, key)
    if key.isdigit() and key != "0":
        return _choose(state, int(key))
    verb = VERB_OF.get(key, "")
    if verb in ("quit", "theme"):
        return state, (), "quit" if verb == "quit" else "theme"
    if verb in STEPS:
        return STEPS[verb](state)
    shown = f"{key} does nothing here; letters are verbs: e edits, F1 shows the keys" if len(key) == 1 else ""
    return replace(state, message=shown), (), ""


def _choose(state: AdjudicationState, digit: int) -> Pressed:
    """One row's reading, or one person's readings of the whole stop."""
    rows = [state.focus] if state.focus is not None else state.open_rows or list(state.stop.rows if state.stop else ())
    chosen = {}
    for row in rows:
        reading = _reading_of(state, row, digit)
        if reading is not None and not row.problem:
            chosen[row.key] = decide(row, () if reading.content is NOTHING else (reading.content,), **_rest(state))
    if not chosen:
        return replace(state, message=f"there is no reading {digit} here"), (), ""
    return _kept(state, chosen)


def _reading_of(state: AdjudicationState, row: Row, digit: int) -> Reading | None:
    """The reading that a digit shows, else that of the person of this digit."""
    people = state.people.get(row.document, ())
    name = people[digit - 1] if digit <= len(people) else ""
    shown = dict(state.digits(row))
    return shown.get(digit) or next((each for each in row.readings if name in each.by), None)


def _rest(state: AdjudicationState) -> dict[str, Any]:
    stop = state.stop
    return {"stop": stop.name if stop else "", "seed": state.seed, "revealed": state.shows_names or state.shows_votes}


def _kept(state: AdjudicationState, chosen: Mapping[str, Decision]) -> Pressed:
    """The state with answers, and on to the next row or, when all are answered, to the next stop."""
    made = tuple(chosen.values())
    rows = {row.key: row for row in (state.stop.rows if state.stop else ())}
    earlier, times = dict(state.earlier), dict(state.times)
    for each in made:
        row = rows.get(each.key)
        if row is not None:
            earlier[row.question] = tuple(_words(row, content) for content in each.chosen)
            times[row.question] = times.get(row.question, 0) + 1
    answers = {**state.answers, **chosen}
    state = replace(state, answers=answers, earlier=earlier, times=times, batches=(*state.batches, made))
    if not state.open_rows:
        return state, made, "advance"
    if state.row is not None and state.stop is not None:
        left = [number for number, row in enumerate(state.stop.rows) if row.key not in answers]
        state = replace(state, row=next((number for number in left if number > (state.row or 0)), left[0]))
    return state, made, ""


def _words(row: Row, content: Any) -> str:
    return next((each.words for each in row.readings if each.content == content), "")


def _both(state: AdjudicationState) -> Pressed:
    row = state.focus
    if row is None:
        return replace(state, message="choose a row first: ↓"), (), ""
    present = [each.content for each in row.readings if each.content is not NOTHING]
    if len(present) < 2 or not may_both_stand(row):
        return replace(state, message="both cannot stand here"), (), ""
    return _kept(state, {row.key: decide(row, present, **_rest(state))})


def may_both_stand(row: Row) -> bool:
    """Whether several readings of a row can be in gold together: mentions, fillers, relations, values of a list."""
    if row.kind in ("boundary", "link", "argument", "trigger"):
        return True
    return row.kind == "attribute" and all(isinstance(each.content, list) for each in row.readings if each.content)


def _nothing(state: AdjudicationState) -> Pressed:
    row = state.focus
    if row is None:
        return replace(state, message="choose a row first: ↓"), (), ""
    if row.kind == "cluster":
        return replace(state, message="a chain has no nothing: a thing apart is a reading of its own"), (), ""
    return _kept(state, {row.key: decide(row, (), **_rest(state))})


def _before(state: AdjudicationState) -> Pressed:
    """The earlier answers to the same words."""
    chosen = {}
    for row in [state.focus] if state.focus is not None else state.open_rows:
        words = state.earlier.get(row.question)
        if words is not None:
            contents = [each.content for each in row.readings if each.words in words and each.content is not NOTHING]
            chosen[row.key] = decide(row, contents, **_rest(state))
    if not chosen:
        return replace(state, message="nothing was answered to these words before"), (), ""
    return _kept(state, chosen)


def alike(state: AdjudicationState) -> list[Row]:
    """The open rows of other stops that ask the same as the last answered row of this one."""
    last = _last_row(state)
    if last is None:
        return []
    rows = [row for number, stop in enumerate(state.stops) if number != state.index for row in stop.rows]
    return [row for row in rows if row.question == last.question]


def _last_row(state: AdjudicationState) -> Row | None:
    """The row that was answered last in this stop, or that in focus."""
    rows = {row.key: row for row in (state.stop.rows if state.stop else ())}
    if state.focus is not None and state.focus.key in state.answers:
        return state.focus
    return next((rows[each.key] for batch in reversed(state.batches) for each in batch if each.key in rows), None)


def _ask_alike(state: AdjudicationState) -> Pressed:
    places = alike(state)
    if not places:
        message = "no other place asks this" if _last_row(state) else "answer a row first"
        return replace(state, message=message), (), ""
    shown = ", ".join(dict.fromkeys(row.document for row in places))
    return replace(state, asking="alike", message=f"{len(places)} more in {shown}: Enter answers them alike"), (), ""


def _move(state: AdjudicationState, by: int) -> Pressed:
    rows = len(state.stop.rows) if state.stop else 0
    number = (-1 if state.row is None else state.row) + by
    return replace(state, row=None if number < 0 or not rows else min(number, rows - 1)), (), ""


def _go(state: AdjudicationState, by: int) -> Pressed:
    if not state.stops:
        return state, (), ""
    return at_stop(state, (state.index + by) % len(state.stops)), (), ""


def at_stop(state: AdjudicationState, index: int) -> AdjudicationState:
    """The state at a stop, with nothing in focus but the whole of it."""
    return replace(state, index=index, row=None, asking="", page="", answers={}, shows_names=False, shows_votes=False)


def _undo(state: AdjudicationState) -> Pressed:
    if not state.batches:
        return replace(state, message="nothing to take back here"), (), ""
    *rest, last = state.batches
    opened = tuple(_opened(each) for each in last)
    answers = {key: each for key, each in state.answers.items() if key not in {one.key for one in last}}
    back = replace(state, batches=tuple(rest), answers=answers, goes_to=last[0].stop, message="taken back")
    return back, opened, "advance"


def _opened(decision: Decision) -> Decision:
    return Decision(document=decision.document, key=decision.key, kind=decision.kind, how="open")


def _reasoned(state: AdjudicationState, **what: str) -> Pressed:
    """The last answers again, with a reason or a note."""
    *rest, last = state.batches
    again = tuple(structs.replace(each, **what) for each in last)
    answers = {**state.answers, **{each.key: each for each in again if each.key in state.answers}}
    message = " ".join(f"{name}: {value}" for name, value in what.items())
    return replace(state, asking="", note="", answers=answers, batches=(*rest, again), message=message), again, ""


def _answer(state: AdjudicationState, key: str) -> Pressed:
    """What is asked is answered by this key."""
    closed = replace(state, asking="", note="")
    if state.asking == "alike":
        last = _last_row(state)
        if key != "enter" or last is None:
            return closed, (), ""
        words = state.earlier.get(last.question, ())
        chosen = {
            row.key: decide(
                row, [each.content for each in row.readings if each.words in words and each.content is not NOTHING],
                **_rest(state) | {"batch": f"{last.kind} {last.words}"},
            )
            for row in alike(state)
        }  # fmt: skip
        made = tuple(chosen.values())
        return replace(closed, batches=(*state.batches, made), message=f"{len(made)} answered alike"), made, "advance"
    if state.asking == "reason":
        return _reasoned(state, reason=REASONS[key]) if key in REASONS else (closed, (), "")
    if key == "enter":
        return _reasoned(state, note=state.note) if state.note else (closed, (), "")
    if key == "escape":
        return closed, (), ""
    typed = (
        state.note[:-1]
        if key == "backspace"
        else state.note + (" " if key == "space" else key if len(key) == 1 else "")
    )
    return replace(state, note=typed), (), ""


def _in_page(state: AdjudicationState, key: str) -> Pressed:
    if state.page == "list" and key in ("down", "up"):
        number = state.list_index + (1 if key == "down" else -1)
        return replace(state, list_index=min(max(number, 0), max(len(state.stops) - 1, 0))), (), ""
    if state.page == "list" and key == "enter":
        return at_stop(state, state.list_index), (), ""
    return replace(state, page=""), (), ""


def _names(state: AdjudicationState) -> Pressed:
    return replace(state, shows_names=not state.shows_names), (), ""


def _votes(state: AdjudicationState) -> Pressed:
    return replace(state, shows_votes=not state.shows_votes), (), ""


def _open_page(page: Page) -> Callable[[AdjudicationState], Pressed]:
    return lambda state: (replace(state, page=page, list_index=state.index), (), "")


def _ask(what: Literal["reason", "note"]) -> Callable[[AdjudicationState], Pressed]:
    def asked(state: AdjudicationState) -> Pressed:
        if not state.batches:
            return replace(state, message="answer something first"), (), ""
        return replace(state, asking=what), (), ""

    return asked


STEPS: Mapping[str, Callable[[AdjudicationState], Pressed]] = {
    "both": _both,
    "nothing": _nothing,
    "before": _before,
    "alike": _ask_alike,
    "down": lambda state: _move(state, 1),
    "up": lambda state: _move(state, -1),
    "next": lambda state: _go(state, 1),
    "previous": lambda state: _go(state, -1),
    "split": lambda state: (state, (), "split" if state.stop and state.stop.kind == "question" else ""),
    "edit": lambda state: (state, (), "edit"),
    "undo": _undo,
    "reason": _ask("reason"),
    "note": _ask("note"),
    "who": _names,
    "votes": _votes,
    "list": _open_page("list"),
    "rule": _open_page("rule"),
    "help": _open_page("help"),
}
"""What each verb does."""


def reloaded(state: AdjudicationState, stops: Sequence[Stop]) -> AdjudicationState:
    """The state with the stops as they are now: on the one that was open while it has open rows, else the next."""
    names = [stop.name for stop in stops]
    open_name = state.goes_to or (state.stop.name if state.stop else "")
    index = names.index(open_name) if open_name in names else min(state.index, max(len(stops) - 1, 0))
    moved = at_stop(replace(state, stops=tuple(stops)), index)
    return replace(moved, goes_to="", message=state.message)
