"""When the learner is asked: at once, then after three finished sentences or twenty decisions, at most every 2 s."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.document import Document
from annotator.tui.editor.coverage.reading import SentencesRead
from annotator.tui.editor.passes import EVENTS, MENTIONS, RELATIONS
from annotator.tui.learning.schedule import PAUSE_S, Schedule
from tests.examples import examples

HERE = Document("a")


def read(count: int) -> SentencesRead:
    """So many sentences are read for mentions."""
    nothing = SentencesRead()
    return replace(nothing, walked={**nothing.walked, MENTIONS: frozenset(range(count))})


def asked_once() -> Schedule:
    schedule = Schedule(HERE, read(0))
    schedule.asked(read(0), 0.0)
    return schedule


def test_an_article_that_was_just_opened_is_asked_about_at_once() -> None:
    assert Schedule(HERE, read(7)).note(HERE, read(7), 100.0) == 0.0


def test_after_three_sentences() -> None:
    schedule = asked_once()
    assert [schedule.note(HERE, read(count), 9.0) for count in (0, 1, 2, 3)] == [None, None, None, 0.0]


def test_a_sentence_counts_in_every_pass() -> None:
    schedule = asked_once()
    walked = {MENTIONS: frozenset({1}), RELATIONS: frozenset({1}), EVENTS: frozenset({1})}
    assert schedule.note(HERE, SentencesRead(walked), 9.0) == 0.0


def test_after_twenty_decisions_of_which_undoing_is_one() -> None:
    schedule = asked_once()
    documents = [Document("a", rejected=(str(number % 2),)) for number in range(20)]
    answers = [schedule.note(each, read(0), 9.0) for each in documents]
    assert answers == [None] * 19 + [0.0]


def test_looking_at_the_same_document_again_is_no_decision() -> None:
    schedule = asked_once()
    assert {schedule.note(HERE, read(0), 9.0) for _ in range(50)} == {None}


def test_sentences_that_are_opened_again_are_news() -> None:
    schedule = Schedule(HERE, read(9))
    schedule.asked(read(9), 0.0)
    assert schedule.note(HERE, read(6), 9.0) == 0.0


KEYS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.booleans()), min_size=1, max_size=60)


@examples(50)
@given(KEYS)
def test_never_more_often_than_every_two_seconds(keys: list[tuple[float, int, bool]]) -> None:
    schedule, now_s, sentences, document = Schedule(HERE, read(0)), 0.0, 0, HERE
    asked = []
    for pause_s, finished, decides in keys:
        now_s, sentences = now_s + pause_s, sentences + finished
        document = Document("a") if decides else document
        wait_s = schedule.note(document, read(sentences), now_s)
        if wait_s is not None:
            schedule.asked(read(sentences), now_s + wait_s)
            asked.append(now_s + wait_s)
            now_s += wait_s
    assert asked[0] == keys[0][0]
    assert min((later - before for before, later in pairwise(asked)), default=PAUSE_S) >= PAUSE_S - 1e-9
