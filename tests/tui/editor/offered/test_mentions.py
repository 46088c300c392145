"""What is offered in the text: walked to in reading order, until a label or a refusal has decided about it."""

from __future__ import annotations

from annotator.tui.editor.offered.mentions import offered_at, offered_in, shown_in
from tests.tui.in_memory import editor, press, select, selected
from tests.tui.offering import offering, place_of, source

TEXT = "Oskell met the Dawn Column of Tessal. They left.\n"
MENTIONS = [("Oskell", "GPE", 0.9), ("Dawn Column of Tessal", "ORG", 0.8), ("Tessal", "GPE", 0.7), ("met", "ORG", 0.6)]


def stops(keys: int) -> list[str]:
    work = offering(editor(TEXT), source(TEXT, MENTIONS))
    press(work, "ctrl+home")
    found = [selected(work)]
    for _ in range(keys):
        press(work, "tab")
        found.append(selected(work))
    return found


def test_the_walk_stops_at_what_is_offered_in_reading_order_nested_ones_too() -> None:
    assert stops(4) == ["Oskell", "met", "Dawn Column of Tessal", "Tessal", "They"]


def test_a_label_decides_about_what_it_crosses_and_about_what_nobody_nests_in_it() -> None:
    work = offering(editor(TEXT), source(TEXT, MENTIONS[2:]))
    select(work, "Column of Tessal")
    press(work, "o")
    assert [each.type for each in offered_in(work.context, (0, 40))] == ["ORG"]
    work = offering(editor(TEXT), source(TEXT, MENTIONS))
    select(work, "Dawn Column of Tessal")
    press(work, "o")
    assert offered_at(work.context, (place_of(TEXT, "Tessal"),))


def test_what_was_refused_is_not_offered_until_undo_brings_it_back() -> None:
    work = offering(editor(TEXT), source(TEXT, MENTIONS))
    select(work, "met")
    press(work, "-")
    assert offered_at(work.context, (place_of(TEXT, "met"),)) == ()
    press(work, "ctrl+home", "tab")
    assert selected(work) != "met"
    press(work, "ctrl+z")
    assert offered_at(work.context, (place_of(TEXT, "met"),))


def test_of_two_types_for_the_same_words_one_is_drawn() -> None:
    work = offering(
        editor(TEXT), source(TEXT, [("Oskell", "GPE", 0.9)]), source(TEXT, [("Oskell", "ORG", 0.5)], name="b")
    )
    assert [each.type for each in offered_at(work.context, ((0, 6),))] == ["GPE", "ORG"]
    assert [each.type for each in shown_in(work.context, (0, 6))] == ["GPE"]


def test_a_type_that_the_schema_does_not_have_is_not_offered() -> None:
    work = offering(editor(TEXT), source(TEXT, [("Oskell", "PLANET", 0.9)]))
    assert offered_at(work.context, ((0, 6),)) == ()
