"""Where an adjudicator stands: the stops, the block and the row in focus, what was answered.

Nothing here reads or writes: answers go out as decisions, and the stops come back when they have been kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Literal, TypeAlias

from annotator.agreement.adjudication.causes import Cause
from annotator.agreement.adjudication.places import Place
from annotator.agreement.adjudication.row import Decision, Reading, Row
from annotator.agreement.adjudication.stops import Block, Stop
from annotator.schema.guidelines import Paragraph, having

Action: TypeAlias = Literal["", "advance", "edit", "split", "theme", "quit"]
"""What the app must do besides keeping decisions."""

Page: TypeAlias = Literal["", "help", "rule", "list", "places", "causes"]

Pressed: TypeAlias = "tuple[AdjudicationState, tuple[Decision, ...], Action]"
"""The state after a key, the decisions to keep, and what else the app must do."""


@dataclass(frozen=True)
class AdjudicationState:
    """The stops and the place in them.

    `people` are the annotators of each document in the order of their digits. `block` is the block in focus, `row` the
    row in focus, counted over the whole stop; None for all of the block. `things` are, while a chain is divided piece
    by piece, the numbers of the things of its first pieces. `answers` are the decisions made while this stop is open,
    by the key of their row; `earlier` the words chosen for a question before. `batches` are the answers given so far,
    the last one last, for undo. `goes_to` is the key of a row whose stop is to be shown when the stops have been read
    again. `asking` says what the next key answers: `alike` (all places?), `reason`, or `note` with what was typed so
    far. `list_index` is the line in focus on a page; `rules` are the guideline's paragraphs, of which `typed` chooses,
    `cites` the one that goes with the next answer; `places` are where the words stand too, `touched` is the key of the
    answer that they are about, where it is not the row in focus; `causes` are what people disagree on most.
    """

    stops: tuple[Stop, ...]
    people: Mapping[str, Sequence[str]]
    seed: int = 0
    index: int = 0
    block: int = 0
    row: int | None = None
    things: tuple[int, ...] = ()
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
    rules: tuple[Paragraph, ...] = ()
    typed: str = ""
    cites: str = ""
    places: tuple[Place, ...] = ()
    causes: tuple[Cause, ...] = ()
    touched: str = ""
    goes_to: str = ""
    message: str = ""

    @property
    def stop(self) -> Stop | None:
        """The stop that is open."""
        return self.stops[self.index] if self.index < len(self.stops) else None

    @property
    def here(self) -> Block | None:
        """The block in focus."""
        return self.stop.blocks[self.block] if self.stop else None

    @property
    def focus(self) -> Row | None:
        """The row in focus, or the only one of the block."""
        if self.stop is None or self.here is None:
            return None
        if self.row is None:
            return self.here.rows[0] if len(self.here.rows) == 1 else None
        return self.stop.rows[self.row]

    @property
    def open_rows(self) -> list[Row]:
        """The rows of the stop that are not answered."""
        return self.unanswered(self.stop.rows) if self.stop else []

    def unanswered(self, rows: Sequence[Row]) -> list[Row]:
        """Those of some rows that are not answered."""
        return [row for row in rows if row.key not in self.answers]

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

    def reading(self, row: Row, digit: int) -> Reading | None:
        """The reading that a digit shows, else that of the person of this digit."""
        people = self.people.get(row.document, ())
        name = people[digit - 1] if digit <= len(people) else ""
        shown = dict(self.digits(row))
        return shown.get(digit) or next((each for each in row.readings if name in each.by), None)

    def with_decision(self) -> dict[str, Any]:
        """What a decision made now says besides what was chosen: where, and what was to be seen."""
        revealed = self.shows_names or self.shows_votes
        cited = {"note": self.cites} if self.cites else {}
        stop = self.stop.name(self.block) if self.stop else ""
        return {"stop": stop, "seed": self.seed, "revealed": revealed, **cited}

    @property
    def rules_shown(self) -> list[Paragraph]:
        """The guideline's paragraphs that have what was typed."""
        return having(self.rules, self.typed)


def at_stop(state: AdjudicationState, index: int, key: str = "") -> AdjudicationState:
    """The state at a stop, with nothing in focus but a block of it: that of the row of this key, else the first."""
    block = state.stops[index].block_of(key) if key and index < len(state.stops) else 0
    return replace(
        state, index=index, block=block, row=None, things=(), asking="", page="", answers={}, shows_names=False,
        shows_votes=False,
    )  # fmt: skip


def reloaded(state: AdjudicationState, stops: Sequence[Stop]) -> AdjudicationState:
    """The state with the stops as they are now: on the one that was open while it has open rows, else the next."""
    key = state.goes_to or (state.focus.key if state.focus else "")
    with_key = (number for number, stop in enumerate(stops) if any(row.key == key for row in stop.rows))
    named = state.stop.names if state.stop and not state.goes_to else frozenset()
    with_name = (number for number, stop in enumerate(stops) if stop.names & named)
    index = next(chain(with_key, with_name), min(state.index, max(len(stops) - 1, 0)))
    moved = at_stop(replace(state, stops=tuple(stops)), index, key)
    return replace(moved, goes_to="", message=state.message)
