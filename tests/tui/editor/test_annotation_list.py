"""F3: every annotation once, in the order of the text, with its context; signs and letters filter it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.tui.editor.choose.lists import matches
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.overview.annotation_list import annotation_items
from annotator.tui.editor.state import Picking
from tests.tui.in_memory import editor, hint_of, in_mode, press, select, selected


def labelled() -> Editor:
    work = editor()
    for words, letter in (("Ilan Marek", "p"), ("Oskell", "g"), ("Dawn Column", "o"), ("Selm Brigade", "o")):
        select(work, words)
        press(work, letter, "enter")
    select(work, "Varania")
    press(work, "g")
    select(work, "Ilan Marek")
    press(work, ">", "l")
    press(work, hint_of(work, "Selm Brigade"), "escape")
    select(work, "attacked")
    press(work, "!", "a", "enter")
    return work


def shown(work: Editor, query: str) -> list[str]:
    press(work, "escape", "escape", "f3", *("space" if each == " " else each for each in query))
    mode = in_mode(work, Picking)
    return [item.text for item in matches(mode.items, mode.query)]


def test_every_annotation_stands_there_once_in_the_order_of_the_text() -> None:
    work = labelled()
    items = annotation_items(work.context)
    assert sorted(each.key for each in items) == sorted(each.id for each in work.session.document.annotations())
    assert [each.span for each in items] == sorted(each.span or (0, 0) for each in items)
    oskell = items[0].passage
    assert oskell is not None
    assert (oskell.type, oskell.line, oskell.before, oskell.words) == ("GPE", 1, "", "Oskell")
    assert oskell.after.startswith(" blacklisted the Dawn Column")


def test_signs_filter_what_is_proposed_and_what_is_wrong_and_the_type_stays_in_view() -> None:
    work = labelled()
    assert shown(work, "?") == ["Varania"]
    (varania,) = [each for each in annotation_items(work.context) if "?" in each.filters]
    assert varania.passage is not None
    assert (varania.passage.type, varania.passage.state) == ("GPE", "? =, level")
    # The relation has no status, which the schema requires; the event has no target.
    assert shown(work, "!") == ["Ilan Marek → Selm Brigade", "◆ attacked"]


def test_a_letter_filters_a_type_and_more_letters_are_words() -> None:
    work = labelled()
    assert shown(work, "g") == ["Oskell", "Varania"]
    assert shown(work, "o") == ["Dawn Column", "Selm Brigade"]
    assert shown(work, "selm") == ["Ilan Marek → Selm Brigade", "Selm Brigade"]
    assert shown(work, "g ?") == ["Varania"]


def test_enter_goes_to_the_annotation_and_back_returns() -> None:
    work = labelled()
    select(work, "denied")
    press(work, "f3", *"column", "enter")
    assert selected(work) == "Dawn Column"
    press(work, "ctrl+o")
    assert selected(work) == "denied"


@given(st.text(alphabet="go?!~ selm", max_size=6))
def test_any_query_shows_a_part_of_the_list_in_its_order(query: str) -> None:
    items = annotation_items(LABELLED.context)
    found = matches(items, query)
    assert [each for each in items if each in found] == found


LABELLED = labelled()
