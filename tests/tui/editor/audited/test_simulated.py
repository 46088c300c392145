"""Simulated annotators whose carelessness is known press keys; the audit reads the log and finds it."""

from __future__ import annotations

from random import Random

import pytest

from annotator.model.canonical import to_bytes
from annotator.suggest.offered.lots import Shares
from annotator.suggest.worth.audit import Audit, audited
from annotator.suggest.worth.offers import Logged, offers
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.offered.mentions import offered_at
from tests.tui.editor.audited.auditing import SENTENCES, at, letter, memory_session, right
from tests.tui.editor.audited.auditing import audited as auditing
from tests.tui.in_memory import press

TEXT = " ".join(SENTENCES * 12) + "\n"
TRUTH = right(TEXT)
RECALL = 0.9
"""How much the annotators see where nothing is suggested."""


class Annotator:
    """Takes a wrong suggestion now and then, and misses a name now and then where nothing is suggested."""

    def __init__(self, work: Editor, carelessness: float, random: Random) -> None:
        self._work, self._carelessness, self._random = work, carelessness, random

    def label(self) -> None:
        """Go through the article once, and declare it done."""
        press(self._work, "ctrl+home")
        seen = set()
        while self._work.state.selection not in seen:
            seen.add(self._work.state.selection)
            self._decide()
        press(self._work, "_", "m", "v", "r", "e", "escape", "escape")

    def _decide(self) -> None:
        work, spans = self._work, self._work.state.spans
        if work.context.is_unaided(spans[0][0]):
            self._label_unaided()
            return
        offered = offered_at(work.context, spans)
        if not offered:
            press(work, "tab")
        elif offered[0].type == TRUTH.get(spans) or self._random.random() < self._carelessness:
            # The first Enter may confirm what the card before proposes.
            here = work.state.selection
            press(work, "enter")
            press(work, *(["enter"] if work.state.selection == here else []))
        else:
            press(work, letter(work, TRUTH[spans]) if spans in TRUTH else "-")

    def _label_unaided(self) -> None:
        work = self._work
        sentence = work.context.sentence(work.state.selection)
        for spans, name in TRUTH.items():
            if sentence[0] <= spans[0][0] < sentence[1] and self._random.random() < RECALL:
                press(at(work, spans[0]), letter(work, name))
        press(at(work, (sentence[1] - 1, sentence[1])), "tab")


def audit_of(carelessness: float, articles: int = 3) -> tuple[Audit, int]:
    """The audit of some articles of one annotator; and how many wrong annotations are left when all are done."""
    logged, left = [], 0
    for number in range(articles):
        session = memory_session(TEXT)
        work = auditing(Shares(0.2, 0.2, seed=number), session)
        Annotator(work, carelessness, Random(f"{carelessness} {number}")).label()
        logged += [Logged(f"a{number}", "mira", 1_000, to_bytes(each)) for each in session.provenances if each]
        left += sum(TRUTH.get(each.spans) != each.type for each in session.document.entities.values())
    return audited(*offers(logged)), left


@pytest.mark.slow
def test_the_audit_holds_the_carelessness_in_its_interval() -> None:
    held = []
    for carelessness in (0.0, 0.1, 0.5):
        audit, left = audit_of(carelessness)
        planted, hidden, found = audit.planted, audit.anchored.unaided, audit.recall_unaided
        assert planted.of >= 50
        held.append((planted.low or 0) <= carelessness <= (planted.high or 0))
        held.append((hidden.low or 0) <= RECALL <= (hidden.high or 0))
        # All that is made there would have been suggested: the source is right about every name.
        assert found.count == found.of >= 50
        # Whatever they took, nothing wrong is left once the articles are done.
        assert left == 0
    # An interval of 95 % may miss once in twenty times.
    assert sum(held) >= len(held) - 1


@pytest.mark.slow
def test_what_became_of_each_plant_is_counted_once() -> None:
    for carelessness in (0.0, 1.0):
        audit, left = audit_of(carelessness, articles=1)
        assert audit.planted.of > 5
        assert audit.planted.count == carelessness * audit.planted.of
        assert left == 0
