"""A screen that is one canvas: its rows are painted anew after a key or another size; the keys are its class's own."""

from __future__ import annotations

import os
from abc import abstractmethod
from typing import ClassVar, TypeVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from typing_extensions import override

from annotator.tui.app import COLOURS
from annotator.tui.terminal import key_name
from annotator.tui.theme import theme_for
from annotator.tui.view.runs import StyledRow
from annotator.tui.widgets.canvas import Canvas

Result = TypeVar("Result")


class CanvasApp(App[Result]):
    """Shows the rows that its class draws, and hands it the keys."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "Screen { background: ansi_default; }"

    def __init__(self) -> None:
        """Begin with an empty canvas in the colours that the terminal has."""
        super().__init__(ansi_color=True)
        environment = os.environ | ({"NO_COLOR": "1"} if self.no_color else {})
        self.canvas = Canvas(theme_for(environment, COLOURS[self.console.color_system]), lambda *_: None)

    @abstractmethod
    def rows(self, size: tuple[int, int]) -> list[StyledRow]:
        """All rows of the screen at a size in cells."""

    @abstractmethod
    def press(self, key: str) -> None:
        """Do what a key asks for."""

    @override
    def compose(self) -> ComposeResult:
        yield self.canvas

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out anew."""
        if event.size == self.size:
            self.paint()
        else:
            # Textual takes the new size over only after this handler.
            self.call_later(self.paint)

    def paint(self) -> None:
        """Show the rows as they are now."""
        if self.size.width and self.size.height:
            self.canvas.show(self.rows((self.size.width, self.size.height)))

    @override
    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            event.stop()
            event.prevent_default()
            self.press(key_name(event))
        else:
            await super().on_event(event)
