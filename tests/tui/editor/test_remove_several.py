"""Several annotations go at once: all that match, asked twice, back with one undo."""

from __future__ import annotations

from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Picking
from tests.tui.in_memory import editor, hint_of, in_mode, press, select


def labelled() -> Editor:
    work = editor()
    for words, letter, nth in (
        ("Dawn Column", "o", 0),
        ("Dawn Column", "o", 1),
        ("Selm Brigade", "o", 0),
        ("Oskell", "g", 0),
    ):
        select(work, words, nth)
        press(work, letter, "enter")
    select(work, "Dawn Column")
    press(work, ">", "a")
    press(work, hint_of(work, "Oskell"))
    return work


def words(work: Editor) -> list[str]:
    return sorted(each.text or "" for each in work.session.document.entities.values())


def test_the_words_of_the_card_are_filled_in_and_enter_is_asked_twice() -> None:
    work = labelled()
    select(work, "Dawn Column", 1)
    press(work, ",", "X")
    assert in_mode(work, Picking).query == "Dawn Column"
    press(work, "enter")
    assert work.state.message == "Enter again: 3 annotations will be removed"
    assert len(words(work)) == 4
    press(work, "enter")
    assert words(work) == ["Oskell", "Selm Brigade"]
    assert not work.session.document.relations
    assert work.state.message == "removed 3 annotations; one undo brings all back"
    press(work, "ctrl+z")
    assert len(words(work)) == 4
    assert len(work.session.document.relations) == 1


def test_what_names_them_is_told_and_goes_with_them() -> None:
    work = labelled()
    press(work, ",", "X", "ctrl+u", *"oskell", "enter")
    # The relation is found by its words too.
    assert work.state.message == "Enter again: 2 annotations will be removed"
    press(work, "escape", ",", "X", "ctrl+u", "g", "enter")
    assert work.state.message == "Enter again: 1 annotation and 1 that names them will be removed"


def test_nothing_goes_without_words_or_after_another_key() -> None:
    work = labelled()
    press(work, ",", "X", "ctrl+u", "enter", "enter")
    assert len(words(work)) == 4
    press(work, *"selm", "enter", "backspace", "enter")
    assert len(words(work)) == 4
    press(work, "escape")
    assert work.state.mode is None


def test_an_event_is_not_removed_for_who_takes_part_in_it() -> None:
    work = labelled()
    select(work, "attacked")
    press(work, "!", "a", "4")
    press(work, hint_of(work, "Selm Brigade"), "enter")
    press(work, ",", "X", "ctrl+u", *"attack")
    assert [each.text for each in in_mode(work, Picking).items if each.text.startswith("◆")] == ["◆ attacked"]
    press(work, "ctrl+u", *"selm", "enter")
    assert "1 annotation" in work.state.message
