"""Pairs of one sentence are judged as the learner judges them with the whole article read, and each sentence once."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from annotator.model.edits import remove
from annotator.suggest.learner.arguments import in_order
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.offered.relations import sentences_of
from annotator.tui.keymap import keymap
from annotator.tui.learning.learned_pairs import LearnedPairs
from tests.suggest.learner import taught
from tests.tui.in_memory import MemorySession

pytestmark = pytest.mark.slow


def opened() -> Editor:
    document = taught.gold()[0]
    return Editor(MemorySession(document.text or "", taught.schema(), document), keymap({}), cell_len)


def test_as_with_the_whole_article_read() -> None:
    context, lesson, model = opened().context, taught.lessons()[0], taught.model().relations
    expected = model.shares(in_order(lesson.entities), lesson.reading, taught.schema())
    pairs = LearnedPairs(model)
    found: dict[tuple[str, str], float] = {}
    for sentence in sentences_of(context, (0, len(context.text))):
        found.update(pairs.shares(context, sentence))
    assert found == pytest.approx(expected)
    assert len(found) > 100
    assert all(0 <= share <= 1 for share in found.values())


def test_a_sentence_is_judged_once_and_again_when_a_mention_in_it_is_gone() -> None:
    work, pairs = opened(), LearnedPairs(taught.model().relations)
    sentence = next(
        each for each in sentences_of(work.context, (0, len(work.text))) if len(pairs.shares(work.context, each)) > 2
    )
    before = pairs.shares(work.context, sentence)
    assert pairs.shares(work.context, sentence) is before
    head = next(iter(before))[0]
    work.session.apply(remove(work.session.document, [head]))
    work = Editor(work.session, work.keys, work.measure)
    after = pairs.shares(work.context, sentence)
    assert not any(head in pair for pair in after)
    assert set(after) == {pair for pair in before if head not in pair}
