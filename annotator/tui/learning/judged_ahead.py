"""The pairs of the sentences ahead, judged between keys, so that the walk along heads finds them judged."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.tui.editor.context import Pairs
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.move.candidates import sentences_on

PAUSE_S = 0.05
"""How long after a key, or after some sentences, the next ones are judged."""
AT_ONCE_S = 0.004
"""How long sentences are judged at a time; a key that comes meanwhile waits for that."""


class JudgedAhead:
    """Goes through the sentences from the selection on, as far as the walk looks, anew after each edit."""

    def __init__(self, work: Editor) -> None:
        """Nothing is judged yet."""
        self._work = work
        self._for: tuple[Document, Pairs] | None = None
        self._ahead: Iterator[Span] = iter(())
        self._is_over = True

    def is_due(self) -> bool:
        """Whether there is anything to judge: something knows of pairs, and has not gone through them as they are."""
        return self._work.pairs is not None and (not self._is_over or self._is_news())

    def judge(self) -> None:
        """Judge as many of the next sentences as a short time allows."""
        work, pairs = self._work, self._work.pairs
        if pairs is None:
            return
        context = work.context
        if self._is_news():
            self._for, self._ahead = (work.session.document, pairs), sentences_on(context, work.state.selection[0])
        until_s = monotonic() + AT_ONCE_S
        self._is_over = False
        for sentence in self._ahead:
            pairs.shares(context, sentence)
            if monotonic() >= until_s:
                return
        self._is_over = True

    def _is_news(self) -> bool:
        """Whether something was edited, or other pairs are known, since it began."""
        known = self._for
        return known is None or known[0] is not self._work.session.document or known[1] is not self._work.pairs
