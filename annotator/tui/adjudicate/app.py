"""The adjudication screen: keys go to the state, answers to the project; the app only routes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from rich.cells import cell_len
from typing_extensions import override

from annotator.agreement.adjudication.gold import GOLD
from annotator.agreement.adjudication.row import Decision
from annotator.errors import AnnotatorError
from annotator.project.adjudication.adjudicate_project import Adjudication
from annotator.tui.adjudicate.drawing import adjudication_rows
from annotator.tui.adjudicate.passage import Articles
from annotator.tui.adjudicate.press import press as pressed
from annotator.tui.adjudicate.state import AdjudicationState, reloaded
from annotator.tui.canvas_app import CanvasApp
from annotator.tui.editor.letters import type_letters
from annotator.tui.theme import next_theme
from annotator.tui.type_help import guidance, guideline_text
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
        return adjudication_rows(self.state, self._articles(size[0]), size, cell_len)

    @cached_property
    def _looks(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The hues and the tags of types."""
        schema = self._schema
        return (hues_of(schema), type_letters(schema).tags) if schema else ({}, {})

    def _articles(self, width: int) -> Articles:
        schema = self._schema
        rule: Sequence[str] = ()
        if schema and self.state.page == "rule" and self.state.stop:
            row = self.state.focus or self.state.stop.blocks[self.state.block].rows[0]
            text = guideline_text(schema, self._adjudication.project.schema_file)
            rule = guidance(schema, row.type, text, (), width - 4)
        return Articles(self._adjudication.merge, *self._looks, tuple(rule))

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
        except AnnotatorError as error:
            self.state = replace(before, message=str(error))
        if action == "theme":
            self.canvas.repaint(next_theme(self.canvas.theme))
        if action in ("quit", "edit"):
            self.exit(action)
        self.paint()

    def _keep(self, decisions: Sequence[Decision]) -> None:
        if decisions:
            self._adjudication.decide(decisions)


def run(adjudication: Adjudication) -> None:
    """Open the screen at the first stop, until it is left; answers of earlier sessions can be taken back too.

    Raises:
        StoreError: the store cannot be read or written.
    """
    adjudication.write_gold()
    stops = adjudication.state.stops
    people = {each: adjudication.people(each) for each in adjudication.layers}
    state = AdjudicationState(tuple(stops), people, adjudication.seed, batches=tuple(adjudication.answers))
    while True:
        app = AdjudicationApp(adjudication, state)
        left = app.run()
        state = app.state
        if left != "edit" or state.stop is None:
            return
        state = _edited(adjudication, state)


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
