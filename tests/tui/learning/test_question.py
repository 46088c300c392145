"""What the learner is asked: the article as it is labelled, of a long one whole sentences around the selection."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.model.document import Document, new_document
from annotator.suggest.choice import suggesting
from annotator.tui.editor.coverage.reading import PASSES, SentencesRead
from annotator.tui.editor.passes import EVENTS, MENTIONS, RELATIONS
from annotator.tui.learning import question as module
from annotator.tui.learning.question import MOST_CHARS, STEP_CHARS, Question, part_around
from tests.examples import examples
from tests.suggest.learner import taught

ARTICLE = taught.gold()[0]
LONG = "Oskell left Selm. The Dawn Column stayed there.\n\n" * 6_000
SEGMENTER = suggesting(new_document("a", LONG)).segmenter


def question(document: Document = ARTICLE, read: frozenset[int] = frozenset(), here: int = -1) -> Question:
    """A question about an article whose sentences were read in every pass."""
    return Question(document, SentencesRead(dict.fromkeys(PASSES, read)), 0, here)


def test_all_that_is_labelled_in_a_short_article_is_sent() -> None:
    text = ARTICLE.text or ""
    ask = question(read=frozenset({0, 60})).ask(4, part_around(text, 50, SEGMENTER))
    record = ask.record
    assert (ask.number, ask.start_char, ask.read, ask.asks_all) == (4, 0, (0, 60), True)
    assert (record.id, record.text, record.meta) == (ARTICLE.id, text, ARTICLE.meta)
    assert {each.id for each in record.entities} == set(ARTICLE.entities)
    assert {each.id for each in record.relations} == set(ARTICLE.relations)
    assert list(record.events) == [each for each in ARTICLE.events.values() if each.spans]


def test_only_what_lies_wholly_in_the_part_is_sent() -> None:
    part = (100, 700)
    ask = question(read=frozenset({0, 100, 650, 700})).ask(1, part)
    assert (ask.record.text, ask.start_char, ask.read) == ((ARTICLE.text or "")[100:700], 100, (100, 650))
    assert ask.events_read == ask.relations_read == ask.read
    inside = {key for key, each in ARTICLE.entities.items() if each.spans[0][0] >= 100 and each.spans[-1][1] <= 700}
    assert 0 < len(inside) < len(ARTICLE.entities)
    assert {each.id for each in ask.record.entities} == inside
    assert all({each.head, each.tail} <= inside for each in ask.record.relations)
    there = inside | {each.id for each in ask.record.events}
    fillers = [each.target for event in ask.record.events for each in event.arguments]
    assert fillers
    assert set(fillers) <= there


def test_a_layer_that_was_asked_for_some_types_says_so() -> None:
    assert not replace(question(), asked=("GPE",)).ask(1, (0, 10)).asks_all


STARTS = st.frozensets(st.integers(0, 9))


@examples(60)
@given(STARTS, STARTS, STARTS, STARTS, st.integers(0, 9))
def test_only_what_a_pass_went_through_and_left_was_read_in_it(
    mentions: frozenset[int], events: frozenset[int], relations: frozenset[int], shown: frozenset[int], here: int
) -> None:
    """What was on the screen counts for mentions alone: it has no likely ones, whatever else it may have."""
    walked = {MENTIONS: mentions, EVENTS: events, RELATIONS: relations}
    read = SentencesRead(walked, dict.fromkeys(PASSES, shown))
    ask = Question(ARTICLE, read, here, here).ask(1, (0, 10))
    assert set(ask.read) == mentions | shown
    assert set(ask.events_read) == events - {here}
    assert set(ask.relations_read) == (relations & (mentions | shown)) - {here}


def test_keys_come_first_between_two_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[None] = []
    monkeypatch.setattr(module, "AT_ONCE", 10)
    monkeypatch.setattr(module, "give_way", lambda: rests.append(None))
    question().ask(1, (0, 10))
    assert len(rests) >= len(ARTICLE.entities) // 10


@examples(50)
@given(st.integers(0, len(LONG)))
def test_of_a_long_article_whole_sentences_around_the_place(place: int) -> None:
    start, end = part_around(LONG, place, SEGMENTER)
    assert start <= place <= end
    assert end - start <= MOST_CHARS + 100
    assert min(place, MOST_CHARS // 2 - STEP_CHARS) <= place - start
    assert LONG[start:].lstrip().startswith(("Oskell", "The"))
    assert LONG[:end].rstrip().endswith(".")


def test_the_part_stays_the_same_for_a_while() -> None:
    parts = {part_around(LONG, place, SEGMENTER) for place in range(0, 2 * STEP_CHARS, 500)}
    assert len(parts) <= 3


def test_a_document_without_a_text_is_nothing() -> None:
    assert part_around("", 0, SEGMENTER) == (0, 0)
    assert question(structs.replace(ARTICLE, text=None)).ask(1, (0, 0)).record.text is None
