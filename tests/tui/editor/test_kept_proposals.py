"""The ticks of the lists follow what people of this project did: each decision is kept in the log, with its reason."""

from __future__ import annotations

from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.editor import Editor
from tests.tui.in_memory import MemorySession, editor, in_mode, press, select

TEXT = " ".join(f"Oskell met Marek{number}." for number in range(30)) + " Varania left."


def provenances(work: Editor) -> list[object]:
    session = work.session
    assert isinstance(session, MemorySession)
    return [each["decided"] for each in session.provenances if each]


def test_what_is_confirmed_or_changed_is_kept_with_its_reason() -> None:
    work = editor(TEXT)
    select(work, "Oskell")
    press(work, "g", "enter")
    assert provenances(work) == [{"level: the form of the words": [1, 1], "same thing: first name": [1, 1]}]
    select(work, "Oskell", 1)
    press(work, "g", "1", "p")
    assert provenances(work)[2:] == [{"level: the form of the words": [0, 1]}]


def test_a_reason_that_people_refuse_loses_its_tick() -> None:
    work = editor(TEXT)
    for number in range(12):
        select(work, "Oskell", number)
        press(work, "g")
    select(work, "Oskell", 1)
    press(work, "$")
    (item,) = in_mode(work, Confirming).items
    assert (item.reason, item.is_sure) == ("same name", True)
    press(work, "escape")
    for number in range(2, 10):
        select(work, "Oskell", number)
        press(work, "=", "=")
    select(work, "Oskell", 1)
    press(work, "$")
    (item,) = in_mode(work, Confirming).items
    assert (item.reason, item.is_sure) == ("same name", False)


def test_a_label_taken_away_or_undone_decides_nothing() -> None:
    work = editor(TEXT)
    select(work, "Oskell")
    press(work, "g", "backspace", "ctrl+z", "ctrl+z")
    assert provenances(work) == []
