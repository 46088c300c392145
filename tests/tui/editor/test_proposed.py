"""`$`: what is proposed as a list; nothing is confirmed that was not on the screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from tests.reaching import reached, reaching
from tests.tui.in_memory import editor, in_mode, press, select

TEXT = (
    "Oskell met Ilan Marek. Oskell said the militia left.\n\n"
    "Marek came. The militia fell, and Oskell stayed. He denied it.\n"
)


def labelled() -> Editor:
    """Mentions with everything proposed and nothing decided."""
    work = editor(TEXT)
    for words, letter, occurrence in (
        ("Oskell", "g", 0), ("Ilan Marek", "p", 0), ("Oskell", "g", 1), ("militia", "o", 0), ("Marek", "p", 1),
        ("militia", "o", 1), ("Oskell", "g", 2), ("He", "p", 0),
    ):  # fmt: skip
        select(work, words, occurrence)
        press(work, letter)
    return work


def undecided(work: Editor) -> set[str]:
    return {each.id for each in work.session.document.annotations() if each.unconfirmed}


def test_the_sentence_with_reasons_the_sure_ones_first() -> None:
    work = labelled()
    select(work, "Oskell", 1)
    press(work, "$")
    items = in_mode(work, Confirming).items
    assert [(each.words, each.tag, each.reason, each.is_sure) for each in items] == [
        ("Oskell", "GPE", "same name", True),
        ("militia", "ORG", "same noun", False),
    ]
    assert items[0].proposed == "NAM = Oskell 3x"


def test_enter_takes_the_ticked_ones_and_then_the_rest() -> None:
    work = labelled()
    select(work, "Oskell", 1)
    press(work, "$", "enter")
    mode = in_mode(work, Confirming)
    assert [each.words for each in mode.items] == ["militia"]
    assert work.state.message == "1 confirmed"
    press(work, "enter")
    assert not in_mode(work, Confirming).items
    assert len(undecided(work)) == 6
    press(work, "escape", "ctrl+z", "ctrl+z")
    assert len(undecided(work)) == 8


def test_twice_is_the_article_doubtful_ones_first() -> None:
    work = labelled()
    press(work, "$", "$")
    items = in_mode(work, Confirming).items
    assert len(items) == 8
    assert [each.confidence for each in items] == sorted(each.confidence for each in items)
    assert [each.id for each in items if each.reason == "same name"] == [
        each.id
        for each in sorted((each for each in items if each.reason == "same name"), key=lambda each: each.span or (0, 0))
    ]


def test_digits_choose_words_thing_and_type() -> None:
    work = labelled()
    select(work, "Oskell", 1)
    press(work, "$")
    for digit, words in (("2", {"Oskell"}), ("3", {"Oskell"}), ("4", {"Oskell"}), ("1", {"Oskell", "militia"})):
        press(work, digit)
        assert {each.words for each in in_mode(work, Confirming).items} == words
    press(work, "2")
    assert len(in_mode(work, Confirming).items) == 3


def test_a_letter_opens_an_item_and_deciding_it_brings_the_list_back() -> None:
    work = labelled()
    press(work, "$", "$", "a")
    assert work.state.mode is None
    opened = work.state.card
    assert opened in undecided(work)
    press(work, "enter")
    assert in_mode(work, Confirming).scope == "article"
    assert opened not in undecided(work)
    assert len(in_mode(work, Confirming).items) == 7


def test_moving_on_from_an_opened_item_leaves_the_list() -> None:
    work = labelled()
    press(work, "$", "$", "a", "ctrl+home", "enter")
    assert work.state.mode is None


def test_no_makes_a_proposed_thing_a_new_one() -> None:
    work = labelled()
    select(work, "Marek", 1)
    press(work, "$")
    (item,) = (each for each in in_mode(work, Confirming).items if each.words == "Marek")
    letter = "abc"[in_mode(work, Confirming).visible.index(item)]
    before = work.session.document.entities[item.id]
    press(work, "-", letter)
    after = work.session.document.entities[item.id]
    assert after.coref != before.coref
    assert "coref" not in after.unconfirmed
    assert after.coref not in {each.coref for each in work.session.document.entities.values() if each.id != after.id}


KEYS = st.sampled_from(["enter", "$", "1", "2", "3", "4", "5", "a", "b", "-", "space", "down", "up", "z", "pagedown"])


@reaching(0.04)
@given(st.lists(KEYS, max_size=15), st.integers(1, 4))
def test_nothing_is_confirmed_that_was_not_on_the_screen(keys: list[str], rows: int) -> None:
    work = labelled()
    work.see(InView((0, len(TEXT)), (0, len(TEXT)), rows))
    press(work, "$")
    for key in keys:
        mode = work.state.mode
        if not isinstance(mode, Confirming):
            break
        assert len(mode.visible) <= rows
        shown = {each.id for each in mode.visible}
        sure = {each.id for each in mode.visible if each.is_sure}
        before = undecided(work)
        press(work, key)
        decided = before - undecided(work)
        reached(decided)
        assert decided <= shown
        if key == "enter":
            assert decided == (sure or shown)


def test_a_list_with_nothing_left_says_where_else_to_look() -> None:
    work = editor("Ilan Marek led the Selm Brigade.\n")
    for words, letter in (("Ilan Marek", "p"), ("Selm Brigade", "o")):
        select(work, words)
        press(work, letter)
    press(work, "$", "enter", "enter")
    assert not undecided(work)
    press(work, "enter")
    assert work.state.message.startswith("nothing is proposed here")


def test_the_list_of_the_article_closes_when_the_last_item_is_taken() -> None:
    """It stayed, empty, and the next keys went into it."""
    work = labelled()
    press(work, "$", "$")
    for _ in range(20):
        if not isinstance(work.state.mode, Confirming):
            break
        press(work, "enter")
    assert work.state.mode is None
    assert not undecided(work)
    assert work.state.message.endswith("confirmed; nothing is proposed any more")
    press(work, "ctrl+z")
    assert undecided(work)
