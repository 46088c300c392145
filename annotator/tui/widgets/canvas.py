"""The screen as one widget on textual's line API: it is given rows, and sends the cells that changed.

A row with text that terminals draw in different widths is sent whole, each such piece followed by the way to the next
one's column: a terminal that draws it otherwise than expected can put no other word in a wrong place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from annotator.text.cells import Measure
from annotator.text.widths import is_unsure, pieces
from annotator.tui.theme import Theme, style
from annotator.tui.view.runs import StyledRow, changed_until

Pointer: TypeAlias = Callable[[str, int, int], None]
"""Told what the mouse did - down, move, up, double, wheel_up, wheel_down - and at which cell."""
_CONTROL = [(ControlType.CURSOR_MOVE_TO_COLUMN, 0)]


class Canvas(Widget):
    """Rows of styled runs, drawn as they are."""

    DEFAULT_CSS = "Canvas { width: 100%; height: 100%; background: ansi_default; }"

    def __init__(self, theme: Theme, pointer: Pointer) -> None:
        """An empty canvas."""
        super().__init__()
        self.theme = theme
        self._measure: Measure = cell_len
        self._pointer = pointer
        self._pressed = False
        self._rows: list[StyledRow] = []
        self._strips: dict[StyledRow, Strip] = {}

    def show(self, rows: list[StyledRow]) -> None:
        """Show these rows; what differs from those before is sent."""
        before, self._rows = self._rows, rows
        if len(before) != len(rows):
            self.refresh()
            return
        regions = [
            Region(0, y, self._changed_until(old, new), 1)
            for y, (old, new) in enumerate(zip(before, rows, strict=True))
            if old is not new and old != new
        ]
        if regions:
            self.refresh(*regions)

    def _changed_until(self, old: StyledRow, new: StyledRow) -> int:
        """The cell after the last that differs; textual sends a row from its first cell, each of its regions anew."""
        if has_unsure(old) or has_unsure(new):
            return self.size.width
        return changed_until(old, new, self._measure)

    def measure_by(self, measure: Measure) -> None:
        """Draw everything anew by other widths."""
        self._measure = measure
        self._strips.clear()
        self._rows = []

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
            strip = self._strip(row)
            self._strips[row] = strip
        return strip

    def _strip(self, row: StyledRow) -> Strip:
        if not has_unsure(row):
            return Strip(Segment.simplify(self._segments(row)))
        # What the row showed before may lie between what is drawn now.
        segments = [Segment("\x1b[0m\x1b[K", None, _CONTROL)]
        cell = 0
        for text, name in row:
            for piece, unsure in pieces(text):
                segments.append(Segment(piece, style(self.theme.name, name)))
                cell += self._measure(piece)
                if unsure:
                    segments.append(Segment(f"\x1b[{cell + 1}G", None, _CONTROL))
        return Strip(segments, self.size.width)

    def _segments(self, row: StyledRow) -> Iterator[Segment]:
        """The runs of a row; blanks stay in the style before them where that shows nothing on blanks."""
        before: Style | None = None
        for text, name in row:
            own = style(self.theme.name, name)
            if before is not None and text.isspace() and is_only_ink(before) and is_only_ink(own):
                own = before
            yield Segment(text, own)
            before = own

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The button goes down."""
        self._pressed = True
        self._pointer("down", event.x, event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The pointer moves; only of interest with the button down."""
        if self._pressed and event.button:
            self._pointer("move", event.x, event.y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The button comes up."""
        self._pressed = False
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


def is_only_ink(look: Style) -> bool:
    """Whether a style says nothing of a blank: no background, no line, nothing reversed."""
    return look.bgcolor is None and not (look.underline or look.underline2 or look.strike or look.reverse)


@lru_cache(maxsize=4096)
def has_unsure(row: StyledRow) -> bool:
    """Whether terminals may differ in how wide they draw some of a row."""
    return any(is_unsure(text) for text, _ in row)
