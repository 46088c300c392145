"""A real learner beside this process: what is asked last is answered, and it ends with whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from queue import Queue
from time import monotonic, sleep

import pytest

from annotator.errors import StoreError
from annotator.suggest.learner_process.client import LearnerProcess
from annotator.suggest.learner_process.messages import Answer, Ask, FromLearner, Gold
from tests.suggest.learner_process.sent import ask, gold, in_hand

pytestmark = pytest.mark.slow
WAITED_S = 60.0
"""Longer than any answer takes on a busy machine."""


class Heard:
    """A learner and what it has said."""

    def __init__(self, timeout_s: float = WAITED_S) -> None:
        self.said: Queue[FromLearner] = Queue()
        self.lost: Queue[str] = Queue()
        self.asked: list[str] = []
        self.process = LearnerProcess(self.said.put, self.lost.put, timeout_s)

    def ask(self, name: str, labelled_chars: int = 0) -> None:
        self.process.ask(partial(self._asked, name, labelled_chars))

    def _asked(self, name: str, labelled_chars: int, number: int) -> Ask:
        self.asked.append(name)
        return ask(number, in_hand(labelled_chars))

    def answer(self) -> Answer:
        while True:
            message = self.said.get(timeout=WAITED_S)
            if isinstance(message, Answer):
                return message


@pytest.fixture
def heard() -> Iterator[Heard]:
    heard = Heard()
    heard.process.teach(partial(gold, off=("triggers", "fillers", "relations")))
    yield heard
    heard.process.end()


def is_alive(process_id: int) -> bool:
    """Whether a process is there, and no mere entry of one that has ended."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(process_id: int) -> None:
    end_s = monotonic() + WAITED_S
    while is_alive(process_id) and monotonic() < end_s:
        sleep(0.02)
    assert not is_alive(process_id)


def started(heard: Heard) -> int:
    """The number of its process, once it has answered."""
    heard.ask("first")
    heard.answer()
    assert heard.process.process_id is not None
    return heard.process.process_id


def test_the_last_question_is_answered_and_those_before_it_are_dropped(heard: Heard) -> None:
    heard.ask("first")
    while not heard.asked:
        sleep(0.01)
    for number in range(5):
        heard.ask(f"dropped {number}", number * 100)
    heard.ask("last", 1_000)
    first, last = heard.answer(), heard.answer()
    assert heard.asked == ["first", "last"]
    assert (first.number, last.number) == (1, 2)
    labelled = {each.spans for each in in_hand(1_000).entities}
    assert labelled & {each.spans for each in first.record.entities}
    assert not labelled & {each.spans for each in last.record.entities}


def test_the_same_gold_and_article_have_the_same_answer_in_another_process(heard: Heard) -> None:
    other = Heard()
    other.process.teach(partial(gold, off=("triggers", "fillers", "relations")))
    for each in (other, heard):
        each.ask("half", 500)
    answers = [each.answer().record for each in (other, heard)]
    other.process.end()
    assert answers[0] == answers[1]
    assert answers[0].entities


def test_it_has_low_priority_one_thread_and_ends_at_once(heard: Heard) -> None:
    process_id = started(heard)
    assert os.getpriority(os.PRIO_PROCESS, process_id) == 19
    environment = Path(f"/proc/{process_id}/environ").read_bytes().split(b"\0")
    assert {b"OPENBLAS_NUM_THREADS=1", b"OMP_NUM_THREADS=1"} <= set(environment)
    heard.process.end()
    assert not is_alive(process_id)
    assert heard.lost.empty()


def test_nothing_is_started_where_nothing_is_asked(heard: Heard) -> None:
    made: list[int] = []

    def nothing_to_ask(number: int) -> None:
        made.append(number)

    heard.process.ask(nothing_to_ask)
    while not made:
        sleep(0.01)
    heard.process.end()
    assert heard.process.process_id is None


def test_a_learner_that_dies_is_told_of_once_and_stays_off(heard: Heard) -> None:
    os.kill(started(heard), signal.SIGKILL)
    assert "-9" in heard.lost.get(timeout=WAITED_S)
    heard.ask("more")
    heard.process.end()
    assert heard.lost.empty()
    assert heard.asked == ["first"]


def test_a_learner_that_does_not_answer_in_time_is_ended_and_told_of() -> None:
    heard = Heard(timeout_s=0.0)
    heard.process.teach(gold)
    heard.ask("first")
    assert heard.lost.get(timeout=WAITED_S) == "no answer within 0 s"
    assert heard.process.process_id is None


def test_an_error_in_the_learner_is_told_of(heard: Heard) -> None:
    def damaged(number: int) -> Gold:
        return Gold(number, "no: schema", ())

    heard.process.teach(damaged)
    heard.ask("first")
    assert "SchemaError" in heard.lost.get(timeout=WAITED_S)


def test_gold_that_cannot_be_read_is_told_of(heard: Heard) -> None:
    def unreadable(number: int) -> Gold:
        raise StoreError(f"gold {number} cannot be read")

    heard.process.teach(unreadable)
    heard.ask("first")
    assert heard.lost.get(timeout=WAITED_S) == "gold 2 cannot be read"


def test_what_other_gold_taught_is_not_heard_any_more(heard: Heard) -> None:
    started(heard)
    heard.ask("by the first gold")
    heard.process.teach(partial(gold, off=("mentions", "triggers", "fillers", "relations")))
    heard.ask("by the second")
    while not heard.said.empty():
        heard.said.get()
    while (answer := heard.answer()).gold != 2:
        assert answer.number < 3
    assert answer.record.entities == ()


STARTS_ONE = """
import sys
from functools import partial
from queue import Queue
from annotator.suggest.learner_process.client import LearnerProcess
from tests.suggest.learner_process.sent import ask, gold
said = Queue()
learner = LearnerProcess(said.put, said.put)
learner.teach(partial(gold, copies=3, figures=None))
learner.ask(ask)
said.get()
print(learner.process_id, flush=True)
sys.stdin.read()
"""


def test_it_ends_with_a_program_that_is_killed() -> None:
    """While it computes figures out of fold, which takes longer than this test waits."""
    parent = subprocess.Popen([sys.executable, "-c", STARTS_ONE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdout
    process_id = int(parent.stdout.readline())
    assert is_alive(process_id)
    with parent:
        parent.kill()
    wait_until_gone(process_id)
