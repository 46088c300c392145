"""Selecting: punctuation goes with its word, edges say what a key will do with them, sentences extend them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Entity
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.modes.legend import chip_of, legend_of, prompt_of
from annotator.tui.editor.move.words import is_word
from tests.reaching import reached, reaching
from tests.strategies import texts
from tests.tui.in_memory import editor, press, select

TEXT = "Kosta al-Marek left. “He is in Orrin,” she said, with 5% of it... The Dawn Column denied it. A third came.\n"


def selected(work: Editor) -> str:
    return work.text[slice(*work.state.selection)]


def mentions(work: Editor) -> list[str]:
    return sorted(each.text or "" for each in work.session.document.entities.values())


def test_a_name_with_a_hyphen_takes_one_key() -> None:
    work = editor(TEXT)
    select(work, "al")
    press(work, "]")
    assert selected(work) == "al-Marek"
    press(work, "[")
    assert selected(work) == "al"
    press(work, "{", "]")
    assert selected(work) == "Kosta al-Marek"
    press(work, "}")
    assert selected(work) == "al-Marek"


def test_a_character_at_a_time_reaches_the_punctuation() -> None:
    work = editor(TEXT)
    select(work, "Marek left")
    press(work, "alt+]")
    assert selected(work) == "Marek left."
    press(work, "alt+[", "alt+[")
    assert selected(work) == "Marek lef"


MOVES = ["right", "left", ")", "(", "down", "up", "end", "home"]


@reaching(0.3)
@given(texts(), st.lists(st.sampled_from(MOVES), min_size=2, max_size=12))
def test_moving_never_stops_at_punctuation(text: str, keys: list[str]) -> None:
    # Of a text of one word, or of none, no key moves anywhere.
    work = editor(f"Ilan Marek said. {text} (Oskell, on).")
    for key in keys:
        before = work.state.selection
        press(work, key)
        if work.state.selection != before:
            reached()
            assert is_word(selected(work))


@pytest.mark.parametrize(
    ("words", "said"), [("...", "only punctuation"), ("al-", "ends in -"), ("-Marek", "begins with -")]
)
def test_doubtful_edges_are_asked_about_once(words: str, said: str) -> None:
    work = editor(TEXT)
    select(work, words)
    press(work, "p")
    assert mentions(work) == []
    assert "P again: " in work.state.message.replace("p again", "P again")
    assert said in work.state.message
    press(work, "p")
    assert mentions(work) == [words]


def test_an_event_on_a_full_stop_is_asked_about() -> None:
    work = editor(TEXT)
    select(work, "...")
    press(work, "!", "a")
    assert not work.session.document.events
    assert "only punctuation" in work.state.message


def test_the_edges_of_a_mention_say_what_each_key_does() -> None:
    work = editor(TEXT)
    select(work, "Dawn")
    press(work, "o", "ctrl+left")
    assert selected(work) == "Dawn"
    press(work, "]")
    assert chip_of(work.state) == "EDGE"
    assert prompt_of(work.context, work.state) == "Enter moves Dawn here, a letter makes a second, Esc puts it back"
    press(work, "escape")
    assert (selected(work), chip_of(work.state)) == ("Dawn", "LABEL")
    press(work, "]", "enter")
    assert mentions(work) == ["Dawn Column"]
    held = next(iter(work.session.document.entities.values()))
    assert isinstance(held, Entity)
    press(work, "ctrl+z")
    assert mentions(work) == ["Dawn"]


def test_a_mention_is_not_moved_onto_a_hyphen_unasked() -> None:
    work = editor(TEXT)
    select(work, "al")
    press(work, "p", "ctrl+left", "alt+]", "enter")
    assert mentions(work) == ["al"]
    assert "ends in -" in work.state.message
    press(work, "enter")
    assert mentions(work) == ["al-"]


def test_sentences_extend_a_selection_and_take_it_back() -> None:
    work = editor(TEXT)
    select(work, "He")
    press(work, "]")
    assert chip_of(work.state) == "EDGE"
    assert (")", "sentence") in legend_of(work.context, work.state)
    press(work, ")")
    first = selected(work)
    assert first.startswith("He is")
    press(work, ")")
    assert len(selected(work)) > len(first)
    press(work, "(")
    assert selected(work) == first
    press(work, "escape", ")")
    assert selected(work) != first
    assert chip_of(work.state) == "LABEL"


def test_sentences_do_not_extend_beyond_the_text() -> None:
    work = editor(TEXT)
    select(work, "third")
    press(work, "]", ")")
    kept = selected(work)
    press(work, ")")
    assert selected(work) == kept
    assert "no sentence further on" in work.state.message
