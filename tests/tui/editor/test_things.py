"""`=` and a digit: things on the screen or not; taking out, making one of two, each one edit."""

from __future__ import annotations

from annotator.model.annotation import Entity
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Hinting, Request
from tests.tui.in_memory import editor, in_mode, press, select

FAR = "Nothing was said here at all.\n\n" * 300
TEXT = (
    "The Dawn Column left. Harrow Clan fell.\n\n"
    + FAR
    + "The Selm Brigade came. Ilan Marek met some group. The group left, and the group fell.\n"
)


def labelled(text: str = TEXT) -> Editor:
    work = editor(text)
    for words, letter in (("Dawn Column", "o"), ("Harrow Clan", "o"), ("Selm Brigade", "o"), ("Ilan Marek", "p")):
        select(work, words)
        press(work, letter, "enter")
    for occurrence in range(3):
        select(work, "group", occurrence)
        press(work, "o", "enter")
    return work


def mention(work: Editor, words: str, occurrence: int = 0) -> Entity:
    found = sorted(
        (each for each in work.session.document.entities.values() if each.text == words), key=lambda each: each.spans
    )
    return found[occurrence]


def on_card(work: Editor, words: str, occurrence: int = 0) -> None:
    select(work, words, occurrence)
    assert work.state.card == mention(work, words, occurrence).id


def test_the_list_has_the_same_kind_and_family_nearest_first_off_the_screen_too() -> None:
    work = labelled()
    on_card(work, "group")
    press(work, "=")
    things = in_mode(work, Hinting).things
    assert [each.name for each in things] == ["Selm Brigade", "Harrow Clan", "Dawn Column", "group"]
    assert (things[2].count, things[2].line, things[2].words) == (1, 1, "Dawn Column")
    assert things[0].before.endswith("The ")
    assert things[0].after.startswith(" came.")


def test_a_digit_takes_a_thing_that_is_not_on_the_screen() -> None:
    """= reached only what was on the screen; elsewhere names looked alike and were guessed."""
    work = labelled()
    on_card(work, "group", 1)
    press(work, "=", "4")
    assert mention(work, "group", 1).coref == mention(work, "Dawn Column").coref
    assert "coref" not in mention(work, "group", 1).unconfirmed
    assert work.state.message == "= Dawn Column: 1 mention moved"
    press(work, "=", "4")
    assert work.state.message == "it is Dawn Column already"
    press(work, "=", "9")
    assert work.state.message == "there is no thing 9 in the list"


def test_taking_out_moves_one_and_once_more_all_later_ones() -> None:
    work = labelled()
    chain = {mention(work, "group", each).coref for each in range(3)}
    assert len(chain) == 1
    on_card(work, "group", 1)
    press(work, "=", "-")
    assert mention(work, "group", 0).coref == mention(work, "group", 2).coref != mention(work, "group", 1).coref
    press(work, "-")
    assert mention(work, "group", 2).coref == mention(work, "group", 1).coref != mention(work, "group", 0).coref
    assert work.state.message == "with all later ones: 1 mention moved"
    press(work, "ctrl+z", "ctrl+z")
    assert {mention(work, "group", each).coref for each in range(3)} == chain


def test_the_first_of_a_thing_gets_a_name_that_nothing_has() -> None:
    work = labelled()
    on_card(work, "group", 0)
    press(work, "=", "-")
    assert mention(work, "group", 0).coref != mention(work, "group", 1).coref == mention(work, "group", 2).coref
    press(work, "=", "-")
    assert work.state.message == "it is a thing of its own already"


def test_another_key_after_taking_out_means_what_it_always_means() -> None:
    work = labelled()
    on_card(work, "group", 1)
    press(work, "=", "-", "right", "-")
    assert mention(work, "group", 2).coref == mention(work, "group", 0).coref


def test_two_things_become_one_in_one_step() -> None:
    work = labelled()
    on_card(work, "group", 1)
    press(work, "=", "+", "2")
    assert {mention(work, "group", each).coref for each in range(3)} == {mention(work, "Selm Brigade").coref}
    assert work.state.message == "= Selm Brigade: 3 mentions moved"
    press(work, "ctrl+z")
    assert mention(work, "group", 1).coref != mention(work, "Selm Brigade").coref


def test_an_at_sign_looks_in_other_articles_and_equals_is_a_new_thing() -> None:
    work = labelled()
    on_card(work, "group", 1)
    assert press(work, "=", "@") == Request("link")
    press(work, "=", "=")
    assert mention(work, "group", 1).coref != mention(work, "group", 0).coref


def test_events_and_mentions_are_never_in_one_list() -> None:
    """The list had entities first for an event, not filtered."""
    work = editor("Oskell attacked. Then Oskell attacked again.\n")
    select(work, "Oskell")
    press(work, "g", "enter")
    for occurrence in range(2):
        select(work, "attacked", occurrence)
        press(work, "!", "a", "enter", "enter", "escape")
    select(work, "attacked", 1)
    press(work, "=")
    things = in_mode(work, Hinting).things
    assert all(each.coref.startswith("h:") for each in things)


def test_what_was_corrected_once_is_proposed_as_corrected_for_the_same_noun_from_then_on() -> None:
    work = editor("Dawn Column and Harrow Clan met. The group left. Then the group fell, and the group rose.\n")
    for words in ("Dawn Column", "Harrow Clan", "group"):
        select(work, words)
        press(work, "o", "enter")
    assert mention(work, "group").coref == mention(work, "Harrow Clan").coref
    on_card(work, "group")
    press(work, "=")
    order = [each.name for each in in_mode(work, Hinting).things]
    press(work, str(order.index("Dawn Column") + 1))
    for occurrence in (1, 2):
        select(work, "group", occurrence)
        press(work, "o")
        assert mention(work, "group", occurrence).coref == mention(work, "Dawn Column").coref
