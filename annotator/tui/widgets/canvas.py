"""The screen as one widget on textual's line API: it is given rows, and sends the cells that changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from annotator.tui.theme import Theme, style
from annotator.tui.view.runs import StyledRow, changed_cells

Pointer: TypeAlias = Callable[[str, int, int], None]
"""Told what the mouse did - down, move, up, double, wheel_up, wheel_down - and at which cell."""


class Canvas(Widget):
    """Rows of styled runs, drawn as they are."""

    DEFAULT_CSS = "Canvas { width: 100%; height: 100%; background: ansi_default; }"

    def __init__(self, theme: Theme, pointer: Pointer) -> None:
        """An empty canvas."""
        super().__init__()
        self.theme = theme
        self._pointer = pointer
        self._held = False
        self._rows: list[StyledRow] = []
        self._strips: dict[StyledRow, Strip] = {}

    def show(self, rows: list[StyledRow]) -> None:
        """Show these rows; what differs from those before is sent."""
        before, self._rows = self._rows, rows
        if len(before) != len(rows):
            self.refresh()
            return
        regions = [
            Region(start, y, end - start, 1)
            for y, (old, new) in enumerate(zip(before, rows, strict=True))
            if old is not new and old != new
            for start, end in changed_cells(old, new, cell_len)
        ]
        if regions:
            self.refresh(*regions)

    def repaint(self, theme: Theme) -> None:
        """Draw everything in another theme."""
        self.theme = theme
        self._strips.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row."""
        if y >= len(self._rows):
            return Strip.blank(self.size.width)
        row = self._rows[y]
        strip = self._strips.get(row)
        if strip is None:
            if len(self._strips) > 4000:
                self._strips.clear()
            strip = Strip([Segment(text, style(self.theme.name, name)) for text, name in row])
            self._strips[row] = strip
        return strip

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The button goes down."""
        self._held = True
        self._pointer("down", event.x, event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The pointer moves; only of interest with the button down."""
        if self._held and event.button:
            self._pointer("move", event.x, event.y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The button comes up."""
        self._held = False
        self._pointer("up", event.x, event.y)

    def on_click(self, event: events.Click) -> None:
        """The second click of two."""
        if event.chain == 2:
            self._pointer("double", event.x, event.y)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel turns down."""
        self._pointer("wheel_down", event.x, event.y)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel turns up."""
        self._pointer("wheel_up", event.x, event.y)
