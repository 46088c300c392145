"""A key gives the next state, the decisions to keep, and what else the app must do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from msgspec import structs

from annotator.agreement.adjudication.row import NOTHING, Decision, Row, decide
from annotator.tui.adjudicate import division
from annotator.tui.adjudicate.choosing import as_before, both, choose, nothing, rows_of
from annotator.tui.adjudicate.keys import REASONS, VERB_OF
from annotator.tui.adjudicate.pages import in_page, opened
from annotator.tui.adjudicate.state import AdjudicationState, Pressed, at_stop


def press(state: AdjudicationState, key: str) -> Pressed:
    """The state after a key, the decisions to keep, and what else the app must do."""
    state = replace(state, message="")
    if state.asking:
        return _answer(state, key)
    if state.page:
        return in_page(state, key)
    if key.isdigit() and key != "0":
        return choose(state, int(key))
    if state.things and len(key) == 1 and key.isalpha():
        return division.letter(state, key)
    verb = VERB_OF.get(key, "")
    state = state if verb == "places" else replace(state, touched="")
    if verb in ("quit", "theme"):
        return state, (), "quit" if verb == "quit" else "theme"
    if verb in STEPS:
        return STEPS[verb](state)
    shown = f"{key} does nothing here; letters are verbs: e edits, F1 shows the keys" if len(key) == 1 else ""
    return replace(state, message=shown), (), ""


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


def _down(state: AdjudicationState) -> Pressed:
    """Into the rows of the block, or the pieces of its chain, and one on; behind the last, the next block."""
    if state.stop is None or state.here is None:
        return state, (), ""
    is_last = state.block + 1 == len(state.stop.blocks)
    if state.stop.kind == "chain":
        if not state.things:
            return division.begun(state)
        return (state if is_last else replace(state, block=state.block + 1, things=())), (), ""
    rows = rows_of(state, state.block)
    row = rows[0] if state.row is None else state.row + 1
    if row not in rows:
        return (state if is_last else replace(state, block=state.block + 1, row=row)), (), ""
    return replace(state, row=row), (), ""


def _up(state: AdjudicationState) -> Pressed:
    """One row or piece back; above the first, the whole block, and then the one above."""
    if state.things:
        return division.back(state)
    if state.row is None:
        return replace(state, block=max(state.block - 1, 0)), (), ""
    row = state.row - 1
    return replace(state, row=row if row in rows_of(state, state.block) else None), (), ""


def _go(state: AdjudicationState, by: int) -> Pressed:
    if not state.stops:
        return state, (), ""
    return at_stop(state, (state.index + by) % len(state.stops)), (), ""


def _undo(state: AdjudicationState) -> Pressed:
    if not state.batches:
        return replace(state, message="nothing to take back here"), (), ""
    *rest, last = state.batches
    asked_again = tuple(_opened(each) for each in last)
    answers = {key: each for key, each in state.answers.items() if key not in {one.key for one in last}}
    back = replace(state, batches=tuple(rest), answers=answers, goes_to=last[0].key, message="taken back")
    return back, asked_again, "advance"


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
                **state.with_decision() | {"batch": f"{last.kind} {last.words}"},
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


def _names(state: AdjudicationState) -> Pressed:
    return replace(state, shows_names=not state.shows_names), (), ""


def _votes(state: AdjudicationState) -> Pressed:
    return replace(state, shows_votes=not state.shows_votes), (), ""


def _ask(what: Literal["reason", "note"]) -> Callable[[AdjudicationState], Pressed]:
    def asked(state: AdjudicationState) -> Pressed:
        if not state.batches:
            return replace(state, message="answer something first"), (), ""
        return replace(state, asking=what), (), ""

    return asked


STEPS: Mapping[str, Callable[[AdjudicationState], Pressed]] = {
    "both": both,
    "nothing": nothing,
    "before": as_before,
    "alike": _ask_alike,
    "down": _down,
    "up": _up,
    "next": lambda state: _go(state, 1),
    "previous": lambda state: _go(state, -1),
    "split": lambda state: (state, (), "split" if state.stop and state.stop.kind == "question" else ""),
    "edit": lambda state: (state, (), "edit"),
    "undo": _undo,
    "reason": _ask("reason"),
    "note": _ask("note"),
    "who": _names,
    "votes": _votes,
    "list": lambda state: opened(state, "list"),
    "rule": lambda state: opened(state, "rule"),
    "places": lambda state: opened(state, "places"),
    "causes": lambda state: opened(state, "causes"),
    "help": lambda state: opened(state, "help"),
}
"""What each verb does."""
