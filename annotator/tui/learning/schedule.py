"""When the learner is asked anew: after a few finished sentences or some decisions, and not all the time."""

from __future__ import annotations

from annotator.model.document import Document
from annotator.suggest.learner.least import DECISIONS, SENTENCES
from annotator.tui.editor.coverage.reading import SentencesRead

PAUSE_S = 2.0
"""How long after one question the next may come."""


class Schedule:
    """Counts what was done in one open article since the learner was asked last."""

    def __init__(self, document: Document, read: SentencesRead) -> None:
        """Begin with an article as it is, about which nobody has asked yet."""
        self._document = document
        self._decisions = 0
        self._sentences = _walked(read)
        self._asked_s: float | None = None

    def note(self, document: Document, read: SentencesRead, now_s: float) -> float | None:
        """Take over how it is after a key: in how many seconds the learner is to be asked; None where it is not yet."""
        if document is not self._document:
            self._document = document
            self._decisions += 1
        # Undoing opens sentences again: that is news too.
        finished = abs(_walked(read) - self._sentences)
        if self._asked_s is not None and self._decisions < DECISIONS and finished < SENTENCES:
            return None
        return 0.0 if self._asked_s is None else max(self._asked_s + PAUSE_S - now_s, 0.0)

    def asked(self, read: SentencesRead, now_s: float) -> None:
        """The learner is being asked."""
        self._decisions, self._sentences, self._asked_s = 0, _walked(read), now_s


def _walked(read: SentencesRead) -> int:
    """How many sentences were gone through, each once for every pass."""
    return sum(map(len, read.walked.values()))
