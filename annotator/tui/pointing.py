"""The mouse on the labelling screen: wheel, click, drag and double click in the article, clicks in a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotator.tui.editor.editor import Editor
from annotator.tui.editor.move.mouse import Drag, double_clicked, dragged, pressed
from annotator.tui.editor.move.moves import vertical
from annotator.tui.editor.state import Picking
from annotator.tui.view.page import Page


class Pointing:
    """Follows the mouse; `press` presses a key, `paint` paints what has changed."""

    def __init__(self, press: Callable[[str], None], paint: Callable[[], None]) -> None:
        """Nothing is dragged."""
        self._press = press
        self._paint = paint
        self._drag: Drag | None = None

    def point(self, work: Editor, page: Page, what: str, at: tuple[int, int], size: tuple[int, int]) -> None:
        """Do what the mouse says at a cell of a screen of some size."""
        if what in ("wheel_up", "wheel_down"):
            work.take(vertical(1 if what == "wheel_down" else -1)(work.context, work.state))
            self._paint()
        elif isinstance(work.state.mode, Picking):
            self._point_in_list(work, work.state.mode, what, page.item_at(work.state.mode, at[1], size))
        else:
            glyph = page.glyph_at(*at, size)
            if glyph:
                self._point_in_article(work, what, glyph)
            if what == "up":
                self._drag = None

    def _point_in_article(self, work: Editor, what: str, glyph: tuple[int, int]) -> None:
        context, state = work.context, work.state
        if what == "down":
            self._drag, outcome = pressed(context, state, glyph)
        elif what == "move" and self._drag:
            self._drag, outcome = dragged(context, state, self._drag, glyph)
        elif what == "double":
            outcome = double_clicked(context, state, glyph)
        else:
            return
        work.take(outcome)
        self._paint()

    def _point_in_list(self, work: Editor, mode: Picking, what: str, chosen: int | None) -> None:
        if what == "up" and chosen is not None:
            work.state = replace(work.state, mode=replace(mode, chosen=chosen))
            self._press("enter")
