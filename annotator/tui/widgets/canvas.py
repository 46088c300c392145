"""The screen as one widget on textual's line API: it is given rows, and sends the cells that changed."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from annotator.tui.theme import Theme, style
from annotator.tui.view.runs import StyledRow, changed_cells


class Canvas(Widget, can_focus=True):
    """Rows of styled runs, drawn as they are."""

    DEFAULT_CSS = "Canvas { width: 100%; height: 100%; background: ansi_default; }"

    def __init__(self, theme: Theme) -> None:
        """An empty canvas."""
        super().__init__()
        self.theme = theme
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
