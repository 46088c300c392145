"""Asking a terminal how wide it draws something: it is drawn at the left edge, then the cursor's place is asked for.

A few at a time, so that the answers fit into what a terminal's line keeps while nobody reads it. Never on the first
row: its answers are also how some terminals send Ctrl+F3. The row changes from one round to the next, so that an answer
that comes late is not taken for another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.cells import cell_len

from annotator.text.widths import Widths, is_unsure, pieces
from annotator.tui.view.runs import StyledRow

AT_ONCE = 48
"""Questions sent together: about 1 KB there, half of it back."""
MOST_ASKED = 5000
"""Grapheme clusters asked about before no more are."""
WAITED_S = 0.2
"""How long a paint waits for a terminal that may never answer."""
ROWS = (2, 3)
"""The rows of the screen, from 1, on which is asked."""


class WidthQuestions:
    """What a terminal was asked and has answered; `write` takes what goes to it."""

    def __init__(self, write: Callable[[str], None]) -> None:
        """Nothing has been asked; widths are those of the table."""
        self._write = write
        self._round = 0
        self.ask_again()

    def ask_again(self) -> None:
        """Forget what was answered, as after a terminal was attached elsewhere."""
        self._round += 1
        self._asked: set[str] = set()
        self._waiting: list[str] = []
        self._sent: list[str] = []
        self._answers: dict[str, int] = {}
        self._is_silent = False
        self.measure = Widths(cell_len)

    @property
    def is_over(self) -> bool:
        """Whether everything has been answered."""
        return not self._waiting and not self._sent

    def ask(self, strings: Iterable[str]) -> bool:
        """Ask about those strings, all safe to show, that were not asked about yet; whether there are any.

        A terminal that has not answered in time is asked no more.
        """
        if self._is_silent or len(self._asked) > MOST_ASKED:
            return False
        fresh = [each for each in dict.fromkeys(strings) if each not in self._asked]
        self._asked.update(fresh)
        self._waiting += fresh
        self._send()
        return bool(fresh)

    def hear(self, column: int, row: int) -> bool:
        """Take a report of the cursor's place, from 0; whether it was the last answer that was waited for."""
        if not self._sent or row + 1 != self._row:
            return False
        self._answers[self._sent.pop(0)] = column
        self._send()
        if self.is_over:
            self._is_silent = False
            self.measure = Widths(cell_len, dict(self._answers))
        return self.is_over

    def stop_waiting(self) -> None:
        """The time is over: no more is asked, an answer is still taken."""
        self._is_silent = not self.is_over

    @property
    def _row(self) -> int:
        return ROWS[self._round % len(ROWS)]

    def _send(self) -> None:
        if self._sent or not self._waiting:
            return
        self._sent, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        home = f"\x1b[{self._row};1H"
        asked = "".join(f"{home}{each}\x1b[6n" for each in self._sent)
        self._write(f"\x1b[0m{asked}{home}\x1b[2K")


def unsure_in(rows: Iterable[StyledRow]) -> list[str]:
    """Everything in rows of the screen that terminals may draw in different widths."""
    texts = (text for row in rows for text, _ in row if is_unsure(text))
    return [piece for text in texts for piece, unsure in pieces(text) if unsure]
