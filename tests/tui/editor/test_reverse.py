"""A relation is turned round: what the schema then forbids is asked about, what has no direction stays."""

from __future__ import annotations

from tests.tui.in_memory import editor, hint_of, press, select


def test_head_and_tail_change_places_and_undo_brings_them_back() -> None:
    work = editor()
    for words, letter in (("Ilan Marek", "p"), ("Selm Brigade", "o")):
        select(work, words)
        press(work, letter, "enter")
    select(work, "Ilan Marek")
    press(work, ">", "m")
    press(work, hint_of(work, "Selm Brigade"))
    (made,) = work.session.document.relations.values()
    press(work, ",", "V")
    # An organisation is no member of a person.
    assert work.state.message.startswith(", V again: ")
    assert work.session.document.relations[made.id] == made
    press(work, ",", "V")
    turned = work.session.document.relations[made.id]
    assert (turned.head, turned.tail) == (made.tail, made.head)
    press(work, "ctrl+z")
    assert work.session.document.relations[made.id] == made


def test_what_has_no_direction_is_not_turned_and_only_a_relation_is() -> None:
    work = editor()
    for words, letter in (("Dawn Column", "o"), ("Selm Brigade", "o")):
        select(work, words)
        press(work, letter, "enter")
    press(work, ",", "V")
    assert work.state.message == "put a relation on the card: it is the one that is turned round"
    select(work, "Selm Brigade")
    press(work, ">", "a", "space", "space")
    press(work, hint_of(work, "Dawn Column"))
    press(work, ",", "V")
    assert work.state.message == "ALLIED_WITH has no direction"
