"""The adjudication screen: keys go to the state, answers to the project; the app only routes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from rich.cells import cell_len
from typing_extensions import override

from annotator.agreement.adjudication.causes import causes
from annotator.agreement.adjudication.gold import GOLD
from annotator.agreement.adjudication.merge import Merge
from annotator.agreement.adjudication.places import decided_otherwise, places_of
from annotator.agreement.adjudication.row import Decision, Row
from annotator.errors import AnnotatorError
from annotator.project.adjudication.adjudicate_project import Adjudication
from annotator.schema.guidelines import guideline_text
from annotator.tui.adjudicate.choosing import answered_before
from annotator.tui.adjudicate.drawing import adjudication_rows
from annotator.tui.adjudicate.passage import Articles
from annotator.tui.adjudicate.press import press as pressed
from annotator.tui.adjudicate.state import AdjudicationState, reloaded
from annotator.tui.canvas_app import CanvasApp
from annotator.tui.editor.letters import type_letters
from annotator.tui.theme import next_theme
from annotator.tui.type_help import citable
from annotator.tui.view.hues import hues_of
from annotator.tui.view.runs import StyledRow

if TYPE_CHECKING:
    from annotator.schema.label_schema import LabelSchema


class AdjudicationApp(CanvasApp[str]):
    """Shows one stop after the other; ends with `quit`, or with `edit` to open the labelling screen."""

    def __init__(self, adjudication: Adjudication, state: AdjudicationState) -> None:
        """Begin where the state is."""
        super().__init__()
        self._adjudication = adjudication
        self.state = state

    @cached_property
    def _schema(self) -> LabelSchema | None:
        return self._adjudication.schema

    @override
    def rows(self, size: tuple[int, int]) -> list[StyledRow]:
        return adjudication_rows(self.state, self._articles(), size, cell_len)

    @cached_property
    def _looks(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The hues and the tags of types."""
        schema = self._schema
        return (hues_of(schema), type_letters(schema).tags) if schema else ({}, {})

    def _articles(self) -> Articles:
        return Articles(self._adjudication.merge, *self._looks)

    @override
    def press(self, key: str) -> None:
        before = self.state
        self.state, decisions, action = pressed(before, key)
        try:
            self._keep(decisions)
            if action == "split" and self.state.stop:
                self._adjudication.split(self.state.stop.rows)
            if action in ("advance", "split"):
                self.state = reloaded(self.state, self._adjudication.state.stops)
            self.state = self._told_of_others(before, decisions)
            if self.state.page != before.page:
                self.state = self._with_page(before)
        except AnnotatorError as error:
            self.state = replace(before, message=str(error))
        if action == "theme":
            self.canvas.repaint(next_theme(self.canvas.theme))
        if action in ("quit", "edit"):
            self.exit(action)
        self.paint()

    @property
    def _merges(self) -> list[Merge]:
        return [self._adjudication.merge(each) for each in self._adjudication.layers]

    def _told_of_others(self, before: AdjudicationState, decisions: Sequence[Decision]) -> AdjudicationState:
        """The state with a word on what was decided otherwise before, of the same words as one of the answers."""
        rows = {row.key: row for row in (before.stop.rows if before.stop else ())}
        answers = {rows[each.key].question: each for each in decisions if each.key in rows and each.how != "open"}
        for each in answers.values():
            others = decided_otherwise(rows[each.key], self._merges, each)
            if others and not self.state.message:
                count = f"{len(others)} {'place' if len(others) == 1 else 'places'}"
                message = f"“{rows[each.key].words}” was decided otherwise in {count}: p shows them"
                return replace(self.state, message=message, touched=each.key)
        return self.state

    def _with_page(self, before: AdjudicationState) -> AdjudicationState:
        """The state with what its page shows."""
        row = self._asked_about()
        if self.state.page == "rule" and row and self._schema:
            text = guideline_text(self._schema, self._adjudication.project.schema_file)
            return replace(self.state, rules=tuple(citable(self._schema, row.type, text)))
        if self.state.page == "causes":
            found = tuple(causes(self._merges))
            return (
                replace(self.state, causes=found) if found else replace(self.state, page="", message="nobody differs")
            )
        if self.state.page == "places" and before.page != "causes":
            decisions = self._adjudication.decisions.get(row.document, {}) if row else {}
            decision = decisions.get(row.key) if row else None
            is_open = decision is None or decision.how == "open"
            places = places_of(row, self._merges, None if is_open else decision) if row else ()
            if not places:
                return replace(self.state, page="", message="these words stand nowhere else")
            return replace(self.state, places=tuple(places))
        return self.state

    def _asked_about(self) -> Row | None:
        """The row that a page was opened for, else the one in focus, else the first of the block."""
        if self.state.touched:
            rows = (row for merge in self._merges for row, _ in merge.rows)
            return next((row for row in rows if row.key == self.state.touched), None)
        return self.state.focus or (self.state.here.rows[0] if self.state.here else None)

    def _keep(self, decisions: Sequence[Decision]) -> None:
        if decisions:
            self._adjudication.decide(decisions)


def run(adjudication: Adjudication) -> None:
    """Open the screen at the first stop, until it is left; answers of earlier sessions can be taken back too.

    Raises:
        StoreError: the store cannot be read or written.
    """
    adjudication.write_gold()
    state = first_state(adjudication)
    while True:
        app = AdjudicationApp(adjudication, state)
        left = app.run()
        state = app.state
        if left != "edit" or state.stop is None:
            return
        state = _edited(adjudication, state)


def first_state(adjudication: Adjudication) -> AdjudicationState:
    """The state at the first stop, with what was answered in earlier sessions: to be taken back, and given again."""
    people = {each: adjudication.people(each) for each in adjudication.layers}
    stops, answers = tuple(adjudication.state.stops), tuple(adjudication.answers)
    earlier, times = answered_before(adjudication.merge(each) for each in adjudication.layers)
    return AdjudicationState(stops, people, adjudication.seed, batches=answers, earlier=earlier, times=times)


def _edited(adjudication: Adjudication, state: AdjudicationState) -> AdjudicationState:
    """The state after a visit to the layer `gold` in the labelling screen; what was changed there answers its rows."""
    from annotator.tui.app import run_label  # noqa: PLC0415 - the other screen

    stop = state.stop
    if stop is None:
        return state
    row = state.focus or stop.blocks[state.block].rows[0]
    run_label(adjudication.project, row.document, annotator=GOLD)
    here = state.here.rows if state.here else ()
    rows = [each for each in here if each.document == row.document]
    made = adjudication.take_over(row.document, rows if state.row is None else [row], stop.name(state.block))
    message = f"{len(made)} answered by what was edited" if made else "nothing was changed there"
    return reloaded(replace(state, message=message), adjudication.state.stops)
