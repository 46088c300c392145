"""Fillers that are preselected when an event is made: shown, not in the layer, put in by Enter as one edit."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Entity, Event
from annotator.tui.editor.annotate.preselected import shown_on_card
from annotator.tui.editor.context import Context
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.modes.legend import legend_of
from annotator.tui.editor.state import Filling
from annotator.tui.view.marks import marks_of
from tests.examples import examples
from tests.tui.in_memory import MemorySession, editor, hint_of, in_mode, press, select
from tests.tui.offering import offering, source

TEXT = "Oskell and Tessal again attacked the Dawn Column and Ilan Marek. Orrin heard of it.\n"
WORDS = {"Oskell": "g", "Tessal": "g", "Dawn Column": "o", "Ilan Marek": "p", "Orrin": "g"}
Wanted = Mapping[str, list[tuple[str, float]]]


class FakeRanker:
    """Ranks as it is told, by words."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted

    def ranked(self, context: Context, event: Event) -> Mapping[str, list[tuple[str, float]]]:
        ids = {each.text: each.id for each in context.document.entities.values()}
        return {role: [(ids.get(words, words), share) for words, share in found] for role, found in self.wanted.items()}


def ranking(wanted: Wanted) -> Editor:
    """The article with its mentions, and an attack just made."""
    work = editor(TEXT)
    for words, letter in WORDS.items():
        select(work, words)
        press(work, letter)
    work.ranker = FakeRanker(wanted)
    select(work, "attacked")
    press(work, "!", "a")
    return work


def attack(work: Editor) -> Event:
    [event] = work.session.document.events.values()
    return event


def fillers(work: Editor, event: Event | None = None) -> list[tuple[str, str]]:
    """The roles of the event as it is in the layer, with the words that fill them."""
    document = work.session.document
    named = ((each.role, document.find(each.target)) for each in (event or attack(work)).arguments)
    return [(role, each.text or "") for role, each in named if isinstance(each, Entity)]


def shown(work: Editor) -> list[tuple[str, str]]:
    """The same as the card shows it."""
    card = shown_on_card(work.context, work.state)
    assert isinstance(card, Event)
    return fillers(work, card)


BOTH = {"Agent": [("Oskell", 0.9), ("Tessal", 0.3)], "Target": [("Dawn Column", 0.85), ("Ilan Marek", 0.59)]}


def test_likely_fillers_are_shown_and_enter_puts_them_in_with_all_else_as_one_edit() -> None:
    work = ranking(BOTH)
    assert isinstance(work.session, MemorySession)
    before = work.session.edit_count
    assert (shown(work), fillers(work)) == ([("Agent", "Oskell"), ("Target", "Dawn Column")], [])
    press(work, "enter")
    assert fillers(work) == [("Agent", "Oskell"), ("Target", "Dawn Column")]
    assert (attack(work).unconfirmed, work.session.edit_count) == ((), before + 1)
    press(work, "ctrl+z")
    assert fillers(work) == []


def test_the_walk_passes_over_roles_that_have_one_preselected() -> None:
    assert in_mode(ranking({}), Filling).role == 0
    assert in_mode(ranking({"Agent": BOTH["Agent"]}), Filling).role == 1
    assert in_mode(ranking(BOTH), Filling).role == 2


def test_escape_leaves_them_out_says_so_and_asking_again_brings_them_back() -> None:
    work = ranking(BOTH)
    press(work, "escape")
    assert (fillers(work), work.state.message) == ([], "2 preselected left out; \\ asks again")
    press(work, "\\", "enter")
    assert len(fillers(work)) == 2


def test_backspace_takes_the_last_one_away_and_asks_for_its_role() -> None:
    work = ranking(BOTH)
    press(work, "backspace")
    assert (shown(work), in_mode(work, Filling).role) == ([("Agent", "Oskell")], 1)
    press(work, hint_of(work, "Ilan Marek"), "backspace", "backspace")
    assert shown(work) == []


def test_a_digit_and_a_hint_put_another_one_in_its_place_and_a_star_one_beside_it() -> None:
    work = ranking(BOTH)
    press(work, "4", hint_of(work, "Tessal"), "enter")
    assert sorted(fillers(work)) == [("Agent", "Tessal"), ("Target", "Dawn Column")]
    work = ranking(BOTH)
    assert ("*", "one more Target") in legend_of(work.context, work.state)
    press(work, "*", hint_of(work, "Ilan Marek"), "enter")
    assert sorted(fillers(work)) == [("Agent", "Oskell"), ("Target", "Dawn Column"), ("Target", "Ilan Marek")]


def test_what_fills_another_role_than_was_thought_is_taken_out_of_that_one() -> None:
    work = ranking({"Target": [("Ilan Marek", 0.9)]})
    press(work, hint_of(work, "Ilan Marek"), "enter")
    assert fillers(work) == [("Agent", "Ilan Marek")]


def test_minus_says_that_nothing_fills_a_role() -> None:
    work = ranking(BOTH)
    press(work, "4", "-")
    assert shown(work) == [("Target", "Dawn Column")]
    press(work, "4", hint_of(work, "Oskell"), "4", "-", "enter")
    assert fillers(work) == [("Target", "Dawn Column")]


def test_values_in_between_lose_nothing_that_is_preselected() -> None:
    work = ranking(BOTH)
    press(work, "1", "a", "tab", "tab", "enter")
    assert len(fillers(work)) == 2
    work = ranking(BOTH)
    press(work, "1", "escape")
    assert work.state.message.startswith("2 preselected left out")


def test_an_event_that_was_closed_gets_no_filler_by_a_later_value() -> None:
    work = ranking(BOTH)
    press(work, "escape", "1", "a", "enter")
    assert fillers(work) == []


@pytest.mark.parametrize(
    "wanted",
    [
        {"Agent": [("nobody", 0.9)]},
        {"Nothing": [("Oskell", 0.9)]},
        {"Target": [("Oskell", 0.99)]},
        {"Agent": [("Oskell", 0.599)]},
    ],
    ids=["gone", "no role of it", "a type that does not fit", "not likely enough"],
)
def test_what_does_not_fit_is_not_preselected(wanted: Wanted) -> None:
    assert shown(ranking(wanted)) == []


def test_the_likeliest_filler_of_a_role_that_is_asked_for_is_marked_and_has_the_first_letter() -> None:
    work = ranking({"Agent": [("Tessal", 0.5), ("Oskell", 0.2)], "Target": [("Ilan Marek", 0.4)]})
    mode = in_mode(work, Filling)
    assert [work.text[slice(*each.span)] for each in mode.targets if each.is_best] == ["Tessal"]
    assert hint_of(work, "Tessal") == work.keys.hint_letters.left[0]
    assert hint_of(work, "Ilan Marek") == work.keys.hint_letters.right[0]
    marks = marks_of(work.session.document, work.session.schema, work.state, None, with_bus=False)
    assert [each.text for each in marks.hints if each.text.endswith("?")] == [f"{hint_of(work, 'Tessal')}?"]
    press(work, hint_of(work, "Tessal"))
    assert [work.text[slice(*each.span)] for each in in_mode(work, Filling).targets if each.is_best] == ["Ilan Marek"]


def test_a_filler_is_preselected_in_its_likeliest_role_only() -> None:
    work = ranking({"Agent": [("Dawn Column", 0.81)], "Target": [("Dawn Column", 0.95)]})
    assert shown(work) == [("Target", "Dawn Column")]


def test_an_offered_event_brings_its_fillers_by_place_before_the_ranker_is_asked() -> None:
    work = ranking({})
    press(work, "escape", "ctrl+z")
    offering(
        work,
        source(
            TEXT,
            [("Tessal", "GPE", 0.9), ("Ilan Marek", "ORG", 0.9), ("heard", "ORG", 0.5)],
            events=[("attacked", "Attack", 0.4, {"Agent": "Tessal", "Target": "Ilan Marek"})],
        ),
    )
    work.ranker = FakeRanker({"Agent": [("Tessal", 0.9), ("Oskell", 0.9)]})
    select(work, "attacked")
    press(work, "!", "enter")
    assert shown(work) == [("Agent", "Tessal"), ("Agent", "Oskell"), ("Target", "Ilan Marek")]


def test_rules_of_the_language_preselect_where_nobody_has_learned_it() -> None:
    work = editor("Oskell attacked the Dawn Column. Tessal attacked it.\n")
    for words, letter in (("Oskell", "g"), ("Dawn Column", "o"), ("Tessal", "g")):
        select(work, words)
        press(work, letter)
    select(work, "attacked")
    press(work, "!", "a")
    assert shown(work) == [("Agent", "Oskell")]
    work.ranker = FakeRanker({"Agent": [("Oskell", 0.4), ("Tessal", 0.2)], "Target": [("Dawn Column", 0.9)]})
    press(work, "escape", "\\")
    assert shown(work) == [("Agent", "Oskell"), ("Target", "Dawn Column")]


KEYS = [
    "enter",
    "escape",
    "backspace",
    "tab",
    "4",
    "5",
    "-",
    "*",
    "1",
    "a",
    "s",
    "d",
    "f",
    "j",
    "k",
    "l",
    "\\",
    "ctrl+z",
]
SHARES = st.lists(st.tuples(st.sampled_from(sorted(WORDS)), st.sampled_from([0.5, 0.8, 1.0])), max_size=3)


@examples(30)
@given(st.fixed_dictionaries({"Agent": SHARES, "Target": SHARES}), st.lists(st.sampled_from(KEYS), max_size=8))
def test_whatever_is_pressed_only_enter_and_hints_fill_roles_and_nothing_that_does_not_fit(
    wanted: Wanted, keys: list[str]
) -> None:
    work = ranking(wanted)
    for key in keys:
        before = {each.id: len(each.arguments) for each in work.session.document.events.values()}
        is_hint = isinstance(work.state.mode, Filling) and len(key) == 1
        press(work, key)
        for each in work.session.document.events.values():
            if len(each.arguments) > before.get(each.id, 0):
                assert key == "enter" or is_hint or key == "ctrl+z"
    codes = {each.code for breaches in work.breaches.values() for each in breaches}
    assert not codes & {"filler-type", "role-max", "dangling"}
