"""The widths that the terminal under an app gave: asked for when something is to be painted, taken when they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from annotator.text.widths import Widths
from annotator.tui.terminal import is_terminal
from annotator.tui.widgets.width_questions import ROWS, WAITED_S, WidthQuestions

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer


class AskedWidths:
    """What an app's terminal was asked; `took` is called with the measure to go by when an answer came, or none."""

    def __init__(self, app: App[int], took: Callable[[], None]) -> None:
        """Nothing has been asked."""
        self._app = app
        self._took = took
        self._questions = WidthQuestions(self._write)
        self._timer: Timer | None = None

    @property
    def measure(self) -> Widths:
        """The widths that are known."""
        return self._questions.measure

    @property
    def is_waited_for(self) -> bool:
        """Whether an answer is still to come that a paint should wait for."""
        return self._timer is not None

    def ask(self, strings: Iterable[str]) -> bool:
        """Ask about what was not asked about yet; whether the paint is to wait for the answer."""
        app = self._app
        if app._driver is None or app.is_headless or app.is_web or app.size.height < max(ROWS) or not is_terminal():
            return False
        if not self._questions.ask(strings):
            return False
        self._timer = self._timer or app.set_timer(WAITED_S, self._time_is_over)
        return True

    def hear(self, column: int, row: int) -> None:
        """Take a report of the cursor's place."""
        if self._questions.hear(column, row):
            self._end_waiting()

    def ask_again(self) -> None:
        """Forget what was answered."""
        self._questions.ask_again()
        self._end_waiting()

    def _time_is_over(self) -> None:
        self._questions.stop_waiting()
        self._end_waiting()

    def _end_waiting(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = None
        self._took()

    def _write(self, sequences: str) -> None:
        if self._app._driver is not None:
            self._app._driver.write(sequences)
            self._app._driver.flush()
