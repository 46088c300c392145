"""Sentences ahead are judged between keys: all of them once, and anew when something was labelled."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from annotator.model.spans import Span
from annotator.tui.editor.context import Context, Pairs
from annotator.tui.editor.offered.relations import sentences_of
from annotator.tui.learning import judged_ahead
from annotator.tui.learning.judged_ahead import JudgedAhead
from tests.tui.in_memory import editor, press, select


class Noting(Pairs):
    """Notes which sentences were judged."""

    def __init__(self) -> None:
        self.judged: list[Span] = []

    def shares(self, context: Context, sentence: Span) -> Mapping[tuple[str, str], float]:
        self.judged.append(sentence)
        return {}


@pytest.mark.parametrize("at_once_s", [0.0, 60.0])
def test_each_sentence_from_the_selection_on_is_judged_once_a_little_at_a_time(
    at_once_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judged_ahead, "AT_ONCE_S", at_once_s)
    work = editor()
    ahead, pairs = JudgedAhead(work), Noting()
    sentences = list(sentences_of(work.context, (0, len(work.text))))
    assert len(sentences) == 3
    assert not ahead.is_due()
    work.pairs = pairs
    for expected in (sentences, sentences[1:]):
        times = 0
        while ahead.is_due():
            ahead.judge()
            times += 1
            assert times < 20
        assert pairs.judged == expected
        assert (times > 1) == (at_once_s == 0)
        pairs.judged.clear()
        select(work, "Ilan Marek")
        assert not ahead.is_due()
        press(work, "p")
        select(work, "He")
    work.pairs = None
    assert not ahead.is_due()
