"""Done as a person's declaration: nothing becomes complete by being touched, and everything can be declared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.document import new_document
from annotator.schema.coverage import everything
from annotator.tui.editor.coverage.sheet import DONE
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.passes import RELATIONS
from annotator.tui.keymap import keymap
from tests.tui.in_memory import (
    ARTICLE,
    FULL_SCHEMA,
    MemorySession,
    editor,
    hint_of,
    in_mode,
    press,
    select,
    selected,
)


def begun(text: str = ARTICLE, asked: tuple[str, ...] = (), window: int = 2000) -> Editor:
    """An article of which nothing is declared."""
    document = new_document("article", text, schema_ref=FULL_SCHEMA.ref, incomplete_for=everything(FULL_SCHEMA))
    session = MemorySession(text, FULL_SCHEMA, document)
    session.asked = asked
    work = Editor(session, keymap(), len, 80)
    work.see(InView((0, min(len(text), window))))
    return work


def open_types(work: Editor) -> tuple[str, ...]:
    return work.session.document.incomplete_for


def figures(work: Editor) -> dict[str, tuple[int, int, int | None]]:
    """What the sheet says of each part: read, sentences, open."""
    return {row.name: (row.read, row.sentences, row.open) for row in work.sheet().rows}


def bottom_row(work: Editor) -> dict[str, str]:
    """The words of the sheet's keys."""
    return {words: keys for keys, words in DONE.legend(work.context, in_mode(work, Declaring))}


KEYS = st.sampled_from(
    ["g", "p", "o", "d", "tab", "shift+tab", "right", ")", "enter", "!", "a", ">", "1", "ctrl+z", "-"]
)


@given(st.lists(KEYS, max_size=25))
def test_no_key_but_those_of_the_sheet_declares_anything(keys: list[str]) -> None:
    work = begun()
    press(work, *keys, "escape", "escape")
    assert open_types(work) == everything(FULL_SCHEMA)


def test_a_text_with_nothing_in_it_is_done_with_two_keys() -> None:
    """A text with nothing to label could never be done."""
    work = begun("It rained.\n".replace("It", "there"))
    assert all(row.can_close for row in work.sheet().rows)
    press(work, "_", "enter")
    assert open_types(work) == ()
    assert "done: mentions" in work.state.message


def test_the_bottom_row_offers_enter_only_where_it_declares_something() -> None:
    work = begun("there rained.\n")
    press(work, "_")
    assert "declare" in bottom_row(work)
    press(work, "enter", "_")
    assert "declare" not in bottom_row(work)


def test_one_label_declares_nothing_and_enter_declares_what_was_begun() -> None:
    """One label made a text count as complete."""
    work = begun()
    select(work, "Oskell")
    press(work, "g")
    assert open_types(work) == everything(FULL_SCHEMA)
    press(work, "_")
    sheet = in_mode(work, Declaring)
    assert "mentions" in {row.name for row in sheet.closing}
    assert "events" not in {row.name for row in sheet.closing}
    press(work, "enter")
    assert "GPE" not in open_types(work)
    assert "Attack" in open_types(work)
    assert work.state.message.startswith("done: mentions")
    assert "open" in work.state.message


def test_a_letter_declares_one_part_and_opens_it_again_and_the_sheet_stays() -> None:
    work = begun()
    press(work, "_", "e")
    assert set(everything(FULL_SCHEMA)) - set(open_types(work)) == {"Attack", "Statement"}
    assert work.state.message == "events: done"
    # A hand that declares several parts labels nothing with the next letter.
    press(work, "m", "v")
    in_mode(work, Declaring)
    assert not work.session.document.entities
    assert set(open_types(work)) <= {"LEADER_OF", "MEMBER_OF", "ALLIED_WITH", "*/coref"}
    press(work, "e", "m", "v")
    assert set(open_types(work)) >= {"Attack", "Statement", "GPE", "DATE"}
    press(work, "escape", "_", "r", "ctrl+z", "escape")
    assert "LEADER_OF" in open_types(work)
    press(work, "_", "x")
    assert "x is no part" in work.state.message


def test_a_single_type_is_declared_from_the_list() -> None:
    work = begun()
    press(work, "_", "/", *"statem", "enter")
    assert set(everything(FULL_SCHEMA)) - set(open_types(work)) == {"Statement"}
    press(work, "_", "/", *"statem", "enter")
    assert open_types(work) == everything(FULL_SCHEMA)


def test_the_last_open_part_takes_parts_of_all_types_along() -> None:
    document = new_document("article", ARTICLE, incomplete_for=("*/coref", "GPE", "ORG", "PERSON"))
    work = Editor(MemorySession(ARTICLE, FULL_SCHEMA, document), keymap(), len, 80)
    press(work, "_", "m", "escape")
    assert open_types(work) == ()


def test_only_what_was_asked_for_is_in_the_sheet() -> None:
    work = begun(asked=("GPE", "PERSON"))
    assert [row.name for row in work.sheet().rows] == ["mentions"]
    press(work, "_", "m", "escape")
    assert "Attack" in open_types(work)
    assert not {"GPE", "PERSON"} & set(open_types(work))


def test_proposals_and_wrong_values_are_counted_and_prevent_nothing() -> None:
    work = begun()
    select(work, "Ilan Marek")
    press(work, "p")
    select(work, "attacked")
    press(work, "!", "a", "escape", "escape")
    rows = {row.name: row for row in work.sheet().rows}
    assert rows["mentions"].unconfirmed == 1
    assert rows["events"].wrong == 1
    assert "line 1" in rows["events"].note
    press(work, "_", "e")
    assert "Attack" not in open_types(work)


def test_an_edit_afterwards_leaves_it_done_and_says_so() -> None:
    work = begun()
    press(work, "_", "m", "escape")
    select(work, "Oskell")
    press(work, "g")
    assert work.state.message == "done stays; _ opens it again"
    assert "GPE" not in open_types(work)


def test_the_walk_reads_a_sentence_when_it_has_passed_or_labelled_all_its_places() -> None:
    work = begun("Oskell met Ilan Marek. The Selm Brigade left.\n")
    assert figures(work)["mentions"][:2] == (0, 2)
    select(work, "Oskell")
    press(work, "g")
    assert figures(work)["mentions"][:2] == (0, 2)
    assert selected(work) == "Ilan Marek"
    press(work, "tab")
    assert figures(work)["mentions"][:2] == (1, 2)
    press(work, "o")
    assert figures(work)["mentions"] == (2, 2, 0)


def test_the_next_sentence_counts_from_its_end_and_not_from_its_beginning() -> None:
    work = begun("Oskell met Ilan Marek. The Selm Brigade left.\n")
    select(work, "Oskell")
    press(work, ")")
    assert figures(work)["mentions"][0] == 0
    press(work, "(", "end", ")")
    assert figures(work)["mentions"][0] == 1


def test_a_sentence_without_likely_places_is_read_once_it_was_on_the_screen() -> None:
    text = "Oskell fell.\n\n" + "there was rain.\n\n" * 3
    work = begun(text, window=14)
    assert figures(work)["mentions"][0] == 0
    work.see(InView((0, len(text))))
    assert figures(work)["mentions"][:2] == (3, 4)


def test_what_was_shown_without_places_is_unread_again_when_there_are_some() -> None:
    work = begun("Oskell met a zork.\n")
    assert figures(work)["relations"][0] == 1
    for words, letter in (("Oskell", "g"), ("zork", "p")):
        select(work, words)
        press(work, letter)
        work.see(work.in_view)
    assert figures(work)["relations"][0] == 0


def test_tab_goes_to_the_first_gap_and_goes_on_in_its_pass() -> None:
    work = begun("Oskell met Ilan Marek. The Selm Brigade left.\n")
    select(work, "Selm Brigade")
    press(work, "o", "_", "tab")
    assert selected(work) == "Oskell"
    assert work.state.message == "not read for mentions"


@pytest.mark.parametrize("key", ["escape", "_"])
def test_leaving_the_sheet_changes_nothing(key: str) -> None:
    work = begun()
    card = work.state.card
    press(work, "_", key)
    assert work.state.mode is None
    assert work.state.card == card
    assert open_types(work) == everything(FULL_SCHEMA)


def test_what_one_pass_has_decided_is_not_read_for_another() -> None:
    """All heads of a sentence that were labelled counted as passed with the first relation."""
    work = editor("Ilan Marek led the Selm Brigade, and Oskell the Dawn Column.\n")
    for words, letter in (("Ilan Marek", "p"), ("Selm Brigade", "o"), ("Dawn Column", "o")):
        select(work, words)
        press(work, letter)
    select(work, "Ilan Marek")
    press(work, ">", "l")
    press(work, hint_of(work, "Selm Brigade"))
    assert work.read.current == RELATIONS
    assert work.read.walked[RELATIONS] == frozenset()
