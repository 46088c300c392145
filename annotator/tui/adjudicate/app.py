"""The adjudication screen: keys go to the state, answers to the project; the app only routes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from typing_extensions import override

from annotator.agreement.adjudication.gold import GOLD
from annotator.agreement.adjudication.row import Decision
from annotator.errors import AnnotatorError
from annotator.project.adjudication.adjudicate_project import Adjudication
from annotator.tui.adjudicate.drawing import Articles, adjudication_rows
from annotator.tui.adjudicate.state import AdjudicationState, press, reloaded
from annotator.tui.app import COLOURS
from annotator.tui.editor.letters import type_letters
from annotator.tui.terminal import key_name
from annotator.tui.theme import next_theme, theme_for
from annotator.tui.type_help import guidance, guideline_text
from annotator.tui.view.hues import hues_of
from annotator.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from annotator.schema.label_schema import LabelSchema


class AdjudicationApp(App[str]):
    """Shows one stop after the other; ends with `quit`, or with `edit` to open the labelling screen."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { background: ansi_default; }"

    def __init__(self, adjudication: Adjudication, state: AdjudicationState) -> None:
        """Begin where the state is."""
        super().__init__(ansi_color=True)
        self._adjudication = adjudication
        self.state = state
        environment = os.environ | ({"NO_COLOR": "1"} if self.no_color else {})
        self._canvas = Canvas(theme_for(environment, COLOURS[self.console.color_system]), lambda *_: None)

    @cached_property
    def _schema(self) -> LabelSchema | None:
        return self._adjudication.schema

    @override
    def compose(self) -> ComposeResult:
        yield self._canvas

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out anew."""
        if event.size == self.size:
            self._paint()
        else:
            # Textual takes the new size over only after this handler.
            self.call_later(self._paint)

    def _paint(self) -> None:
        if self.size.width and self.size.height:
            size = (self.size.width, self.size.height)
            self._canvas.show(adjudication_rows(self.state, self._articles(size[0]), size, cell_len))

    def _articles(self, width: int) -> Articles:
        schema = self._schema
        rule: Sequence[str] = ()
        if schema and self.state.page == "rule" and self.state.stop:
            row = self.state.focus or self.state.stop.rows[0]
            text = guideline_text(schema, self._adjudication.project.schema_file)
            rule = guidance(schema, row.type, text, (), width - 4)
        hues, tags = (hues_of(schema), type_letters(schema).tags) if schema else ({}, {})
        return Articles(self._adjudication.merge, hues, tags, tuple(rule))

    @override
    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            event.stop()
            event.prevent_default()
            self._press(key_name(event))
        else:
            await super().on_event(event)

    def _press(self, key: str) -> None:
        before = self.state
        self.state, decisions, action = press(before, key)
        try:
            self._keep(decisions)
            if action == "split" and self.state.stop:
                self._adjudication.split(self.state.stop.rows)
            if action in ("advance", "split"):
                self.state = reloaded(self.state, self._adjudication.state.stops)
        except AnnotatorError as error:
            self.state = replace(before, message=str(error))
        if action == "theme":
            self._canvas.repaint(next_theme(self._canvas.theme))
        if action in ("quit", "edit"):
            self.exit(action)
        self._paint()

    def _keep(self, decisions: Sequence[Decision]) -> None:
        if decisions:
            self._adjudication.decide(decisions)


def run(adjudication: Adjudication) -> None:
    """Open the screen at the first stop, until it is left.

    Raises:
        StoreError: the store cannot be read or written.
    """
    adjudication.write_gold()
    stops = adjudication.state.stops
    people = {each: adjudication.people(each) for each in adjudication.layers}
    state = AdjudicationState(tuple(stops), people, adjudication.seed)
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
    row = state.focus or stop.rows[0]
    run_label(adjudication.project, row.document, annotator=GOLD)
    rows = [each for each in stop.rows if each.document == row.document]
    made = adjudication.take_over(row.document, rows if state.row is None else [row], stop.name)
    said = f"{len(made)} answered by what was edited" if made else "nothing was changed there"
    return reloaded(replace(state, message=said), adjudication.state.stops)
