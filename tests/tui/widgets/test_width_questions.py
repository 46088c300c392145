"""Asking a terminal for widths: a terminal that answers, answers late, answers something else, or never does."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotator.tui.widgets.width_questions import AT_ONCE, WidthQuestions, unsure_in

ASKED = re.compile(r"\x1b\[(\d+);1H([^\x1b]+)\x1b\[6n")
CLUSTERS = st.lists(st.sampled_from([chr(code) for code in range(0x0905, 0x0A00)]), unique=True)


class Answering:
    """A terminal that draws everything three cells wide."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, str]] = []
        self.questions = WidthQuestions(self.write)

    def write(self, sequences: str) -> None:
        batch = [(int(row), words) for row, words in ASKED.findall(sequences)]
        assert len(batch) <= AT_ONCE
        assert len(sequences.encode()) < 2048
        self.asked += batch

    def answer(self, column: int = 3) -> bool:
        row, _ = self.asked.pop(0)
        return self.questions.hear(column, row - 1)


@given(CLUSTERS)
def test_each_is_asked_once_and_never_on_the_first_row(clusters: list[str]) -> None:
    terminal = Answering()
    assert terminal.questions.ask(clusters) == bool(clusters)
    words = []
    while terminal.asked:
        words.append(terminal.asked[0][1])
        assert terminal.asked[0][0] > 1
        assert terminal.answer() == (len(words) == len(clusters))
    assert words == clusters
    assert not terminal.questions.ask(clusters)
    assert all(terminal.questions.measure(each) == 3 for each in clusters)


def test_a_terminal_that_does_not_answer_is_asked_no_more_but_heard() -> None:
    terminal = Answering()
    terminal.questions.ask(["रा"])
    terminal.questions.stop_waiting()
    assert not terminal.questions.ask(["दि"])
    assert terminal.questions.measure("रा") == cell_len("रा")
    assert terminal.answer()
    assert terminal.questions.measure("रा") == 3
    assert terminal.questions.ask(["दि"])


def test_a_late_answer_is_not_taken_for_one_of_the_next_round() -> None:
    terminal = Answering()
    terminal.questions.ask(["रा"])
    terminal.questions.ask_again()
    terminal.questions.ask(["रा"])
    assert not terminal.answer(9)
    assert terminal.answer(4)
    assert terminal.questions.measure("रा") == 4


def test_a_report_that_nobody_asked_for_changes_nothing() -> None:
    terminal = Answering()
    assert not terminal.questions.hear(5, 1)
    assert terminal.questions.measure("रा") == cell_len("रा")


def test_rows_of_the_screen_are_searched_for_what_is_unsure() -> None:
    assert unsure_in([(("── card ──", "dim"), ("a दि b", "")), (("✈️", "bold"),)]) == ["दि", "✈️"]
