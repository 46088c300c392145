"""A capital: every place with the same words becomes one thing, decided; nothing else does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Entity
from annotator.tui.editor.modes.legend import legend_of
from annotator.tui.editor.state import Spreading
from tests.tui.in_memory import editor, in_mode, press, select, selected

TEXT = (
    "Nujaba said so. It rained. Nujaba left, and Nujaba came. The Harakat Nujaba Brigade met Nujaba.\n\n"
    "Oskell fell. Nujaba said so again.\n"
)


def mentions(work: object) -> list[Entity]:
    return sorted(work.session.document.entities.values(), key=lambda each: each.spans)  # type: ignore[attr-defined]


def test_all_places_are_one_thing_and_confirmed() -> None:
    """A capital made as many things as places, each to be confirmed alone."""
    work = editor(TEXT)
    select(work, "Nujaba")
    press(work, "O", "enter")
    found = mentions(work)
    assert len(found) == 5
    assert len({each.coref for each in found}) == 1
    assert found[0].coref
    assert not any(each.unconfirmed for each in found)
    assert work.state.message.startswith("ORG x 5, one thing")


def test_places_inside_a_longer_name_are_offered_but_not_ticked() -> None:
    """Labelling all took the insides of longer names too."""
    work = editor(TEXT)
    select(work, "Nujaba")
    press(work, "O")
    mode = in_mode(work, Spreading)
    inside = TEXT.index("Harakat Nujaba") + len("Harakat ")
    assert mode.inside == ((inside, inside + 6),)
    press(work, "enter")
    assert inside not in [each.spans[0][0] for each in mentions(work)]
    press(work, "ctrl+z")
    select(work, "Nujaba")
    press(work, "O", "space", *["space"] * mode.others.index(mode.inside[0]), "enter", "escape")
    assert inside in [each.spans[0][0] for each in mentions(work)]


def test_the_chain_of_a_mention_that_was_there_is_taken() -> None:
    work = editor(TEXT)
    select(work, "Nujaba", 1)
    press(work, "o", "enter")
    (first,) = mentions(work)
    select(work, "Nujaba", 1)
    press(work, "O", "enter")
    assert {each.coref for each in mentions(work)} == {first.coref}


def test_the_keys_that_are_shown_change_with_the_first_step() -> None:
    """While stepping, the row of keys said "Enter all, Space step" below a status that said yes and no."""
    work = editor(TEXT)
    select(work, "Nujaba")
    press(work, "O")
    assert ("Enter", "all") in legend_of(work.context, work.state)
    press(work, "space")
    words = legend_of(work.context, work.state)
    assert ("Enter", "yes") in words
    assert ("Esc", "done") in words


def test_escape_and_undo_lead_back_to_where_the_capital_was_pressed() -> None:
    work = editor(TEXT)
    select(work, "Nujaba", 1)
    here = work.state.selection
    press(work, "O", "space", "enter", "escape")
    assert work.state.selection == here
    press(work, "ctrl+z")
    assert not mentions(work)
    assert work.state.selection == here
    press(work, "O", "enter")
    assert work.state.selection != here
    press(work, "ctrl+z")
    assert work.state.selection == here


@given(st.lists(st.sampled_from(["enter", "space", "tab", "escape", "x"]), max_size=8), st.integers(0, 5))
def test_whatever_is_said_yes_to_is_one_thing_and_one_undo_takes_it_back(keys: list[str], occurrence: int) -> None:
    work = editor(TEXT)
    select(work, "Nujaba", occurrence)
    press(work, "O")
    for key in keys:
        if work.state.mode is None:
            break
        press(work, key)
    if work.state.mode is not None:
        press(work, "escape")
    assert len({each.coref for each in mentions(work)}) == 1
    press(work, "ctrl+z")
    assert not mentions(work)


def test_selected_words_of_another_article_stay_what_they_are() -> None:
    work = editor("Oskell fell.")
    press(work, "G")
    assert len(mentions(work)) == 1
    assert selected(work) != "Oskell"
