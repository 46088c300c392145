"""The last things that were said, to be read again in full."""

from __future__ import annotations

from textwrap import wrap

from annotator.tui.editor.news import News
from annotator.tui.editor.state import Reading, State

MOST = 50


class Messages:
    """What was said at one article, the latest last; the same said again at once counts."""

    def __init__(self) -> None:
        """Nothing has been said."""
        self._shown: list[tuple[str, int]] = []
        self._painted: State | None = None
        self.news = News()

    def hear(self, message: str) -> None:
        """Something is said from beside, by no key: it stands on the screen until it has been seen."""
        self.news.hear(message)
        self.note(message)

    def painted(self, state: State) -> None:
        """Keep what a state says; it and the news are on the screen now."""
        self.news.painted()
        if state is not self._painted:
            self._painted = state
            self.note(state.message)

    def note(self, message: str) -> None:
        """Keep a message."""
        if not message:
            return
        if self._shown and self._shown[-1][0] == message:
            self._shown[-1] = (message, self._shown[-1][1] + 1)
            return
        self._shown = [*self._shown[1 - MOST :], (message, 1)]

    def latest(self) -> list[str]:
        """The messages, the latest first."""
        return [message + (f"  ({count} times)" if count > 1 else "") for message, count in reversed(self._shown)]

    def page(self, width: int) -> Reading:
        """The messages as a page to read, each wrapped whole."""
        lines = [line for each in self.latest() for line in (*wrap(each, max(width, 20)), "")]
        return Reading("the last messages", tuple(lines or ["nothing has been said yet"]))
