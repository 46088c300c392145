"""Answers to the rows of a stop: a person's reading, both, nothing, as before; and where the next key goes then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from annotator.agreement.adjudication.merge import Merge
from annotator.agreement.adjudication.row import NOTHING, Decision, Row, decide
from annotator.tui.adjudicate.state import AdjudicationState, Pressed


def choose(state: AdjudicationState, digit: int) -> Pressed:
    """One row's reading, or one person's readings of the whole block."""
    rows = [state.focus] if state.focus is not None else _rows_here(state)
    chosen = {}
    for row in rows:
        reading = state.reading(row, digit)
        if reading is not None and not row.problem:
            content = () if reading.content is NOTHING else (reading.content,)
            chosen[row.key] = decide(row, content, **state.with_decision())
    if not chosen:
        return replace(state, message=f"there is no reading {digit} here"), (), ""
    return kept(state, chosen)


def _rows_here(state: AdjudicationState) -> list[Row]:
    """The open rows of the block; all of them where none is."""
    rows = state.here.rows if state.here else ()
    return state.unanswered(rows) or list(rows)


def kept(state: AdjudicationState, chosen: Mapping[str, Decision]) -> Pressed:
    """The state with answers, and on to the next row or block or, when all are answered, to the next stop."""
    made = tuple(chosen.values())
    rows = {row.key: row for row in (state.stop.rows if state.stop else ())}
    earlier, times = dict(state.earlier), dict(state.times)
    for each in made:
        row = rows.get(each.key)
        if row is not None:
            earlier[row.question] = tuple(_words(row, content) for content in each.chosen)
            times[row.question] = times.get(row.question, 0) + 1
    answers = {**state.answers, **chosen}
    state = replace(state, answers=answers, earlier=earlier, times=times, batches=(*state.batches, made), things=(),
                    cites="")  # fmt: skip
    return (state, made, "advance") if not state.open_rows else (_at_next(state), made, "")


def _at_next(state: AdjudicationState) -> AdjudicationState:
    """The state at the next open row of the block, else at the next block that has one."""
    if state.stop is None or state.here is None:
        return state
    if state.unanswered(state.here.rows):
        if state.row is None:
            return state
        left = [number for number in rows_of(state, state.block) if state.stop.rows[number].key not in state.answers]
        return replace(state, row=next((number for number in left if number > (state.row or 0)), left[0]))
    left = [number for number, block in enumerate(state.stop.blocks) if state.unanswered(block.rows)]
    return replace(state, row=None, block=next((number for number in left if number > state.block), left[0]))


def rows_of(state: AdjudicationState, block: int) -> range:
    """The numbers of a block's rows, counted over the whole stop."""
    blocks = state.stop.blocks if state.stop else ()
    start = sum(len(each.rows) for each in blocks[:block])
    return range(start, start + len(blocks[block].rows))


def answered_before(merges: Iterable[Merge]) -> tuple[dict[Any, tuple[str, ...]], dict[Any, int]]:
    """What was answered to each question, the last answer in the order of the documents, and how often it was asked."""
    earlier: dict[Any, tuple[str, ...]] = {}
    times: Counter[Any] = Counter()
    for merge in merges:
        for row, outcome in merge.rows:
            if outcome is not None and outcome.decision is not None:
                earlier[row.question] = tuple(_words(row, content) for content in outcome.chosen)
                times[row.question] += 1
    return earlier, times


def _words(row: Row, content: Any) -> str:
    return next((each.words for each in row.readings if each.content == content), "")


def both(state: AdjudicationState) -> Pressed:
    """Both readings of the row in focus."""
    row = state.focus
    if row is None:
        return replace(state, message="choose a row first: ↓"), (), ""
    present = [each.content for each in row.readings if each.content is not NOTHING]
    if len(present) < 2 or not may_both_stand(row):
        return replace(state, message="both cannot stand here"), (), ""
    return kept(state, {row.key: decide(row, present, **state.with_decision())})


def may_both_stand(row: Row) -> bool:
    """Whether several readings of a row can be in gold together: mentions, fillers, relations, values of a list."""
    if row.kind in ("boundary", "link", "argument", "trigger"):
        return True
    return row.kind == "attribute" and all(isinstance(each.content, list) for each in row.readings if each.content)


def nothing(state: AdjudicationState) -> Pressed:
    """Nothing, for the row in focus."""
    row = state.focus
    if row is None:
        return replace(state, message="choose a row first: ↓"), (), ""
    if row.kind == "cluster":
        return (
            replace(state, message="a chain has no nothing: ↓ goes through its pieces, there n is a thing apart"),
            (),
            "",
        )
    return kept(state, {row.key: decide(row, (), **state.with_decision())})


def as_before(state: AdjudicationState) -> Pressed:
    """The earlier answers to the same words."""
    chosen = {}
    for row in [state.focus] if state.focus is not None else _rows_here(state):
        words = state.earlier.get(row.question)
        if words is not None:
            contents = [each.content for each in row.readings if each.words in words and each.content is not NOTHING]
            chosen[row.key] = decide(row, contents, **state.with_decision())
    if not chosen:
        return replace(state, message="nothing was answered to these words before"), (), ""
    return kept(state, chosen)
