"""What keys do, without a terminal."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.cells import cell_line
from annotator.text.clusters import next_cluster
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.modes.legend import legend_of
from annotator.tui.editor.state import Choosing, Filling, Hinting, Picking, Spreading, Typing, Valuing
from annotator.tui.keymap import VERBS
from tests.strategies import texts
from tests.tui.in_memory import ARTICLE, editor, hint_of, in_mode, press, select, selected


def surfaces(work: Editor) -> list[tuple[str, str]]:
    entities = work.session.document.entities.values()
    return sorted((each.type, each.text or "") for each in entities)


def test_a_letter_labels_the_candidate_and_goes_on_to_the_next() -> None:
    work = editor()
    assert selected(work) == "Oskell"
    press(work, "g")
    assert surfaces(work) == [("GPE", "Oskell")]
    assert selected(work) == "Dawn Column"
    press(work, "o")
    assert surfaces(work) == [("GPE", "Oskell"), ("ORG", "Dawn Column")]


def test_the_card_is_what_was_made_last_and_enter_confirms_its_proposals() -> None:
    work = editor()
    press(work, "g")
    card = work.context.card(work.state.card)
    assert card is not None
    assert card.attributes == {"level": "NAM"}
    assert set(card.unconfirmed) == {"coref", "level"}
    press(work, "enter")
    card = work.context.card(work.state.card)
    assert card is not None
    assert card.unconfirmed == ()


def test_another_letter_on_the_same_span_changes_the_type() -> None:
    work = editor()
    press(work, "g")
    select(work, "Oskell")
    press(work, "o")
    assert surfaces(work) == [("ORG", "Oskell")]


def test_nested_overlapping_and_inside_a_word() -> None:
    work = editor()
    select(work, "Varania’s Border Corps")
    press(work, "o")
    select(work, "Varania")
    press(work, "g")
    select(work, "Border Corps")
    press(work, "o")
    select(work, "Oskell", 1)
    press(work, "g")
    assert surfaces(work) == [
        ("GPE", "Oskell"), ("GPE", "Varania"), ("ORG", "Border Corps"), ("ORG", "Varania’s Border Corps"),
    ]  # fmt: skip


def test_right_and_left_go_by_words_and_reach_inside_hyphens() -> None:
    work = editor("An Oskell-backed group.")
    words = []
    select(work, "An")
    for _ in range(5):
        words.append(selected(work))
        press(work, "right")
    assert words == ["An", "Oskell", "backed", "group", "group"]
    press(work, "left")
    assert selected(work) == "backed"


@given(texts())
def test_every_code_point_is_reached_and_stands_in_its_own_cell(text: str) -> None:
    work = editor(text)
    work.state = work.state.select((0, 0))
    reached: set[int] = set()
    for _ in range(len(text) + 1):
        start, end = work.state.selection
        reached.update(range(start, end))
        if end == len(text):
            break
        press(work, "alt+]")
    assert reached == set(range(len(text)))
    row = work.wrapper.row_at(0)
    while row is not None:
        line = cell_line(text[row.start : row.end], work.measure, row.start)
        for char in range(row.start, row.end):
            start, end = line.span_at(line.cell_of(char))
            assert start <= char < end
            assert end == next_cluster(text, start) or end == row.end
        row = work.wrapper.after(row)  # type: ignore[assignment]


VERB_KEYS = [key for verb in VERBS for key in verb.keys if verb.name != "quit"]
OTHER_KEYS = [*"abgopds1234,xq=!G", "space", "enter", "escape", "tab"]


@given(texts(), st.lists(st.sampled_from(VERB_KEYS + OTHER_KEYS), max_size=30))
def test_no_key_ever_fails_and_undo_takes_everything_back(text: str, keys: list[str]) -> None:
    work = editor(text)
    before = work.session.document
    for key in keys:
        work.press(key)
    press(work, "escape", "escape", "escape")
    while work.session.undo():
        pass
    assert work.session.document == before


def test_a_relation_is_offered_only_where_it_is_legal() -> None:
    work = editor()
    select(work, "Ilan Marek")
    press(work, "p")
    select(work, "Selm Brigade")
    press(work, "o")
    select(work, "May")
    press(work, "d")
    select(work, "Ilan Marek")
    press(work, ">")
    legal = {option.name for option in in_mode(work, Choosing).options if not option.grey}
    assert legal == {"LEADER_OF", "MEMBER_OF"}
    press(work, "l")
    assert [work.text[slice(*each.span)] for each in in_mode(work, Hinting).targets] == ["Selm Brigade"]
    press(work, hint_of(work, "Selm Brigade"))
    (relation,) = work.session.document.relations.values()
    assert relation.type == "LEADER_OF"
    assert relation.evidence
    assert work.state.card == relation.id
    assert in_mode(work, Valuing).part == "status"
    press(work, "c")
    assert work.session.document.relations[relation.id].attributes == {"status": "current"}
    assert work.state.mode is None


def test_a_symmetric_relation_has_its_first_mention_as_head() -> None:
    work = editor()
    select(work, "Oskell")
    press(work, "g")
    select(work, "Dawn Column")
    press(work, "o")
    select(work, "Dawn Column")
    press(work, ">", "a")
    press(work, hint_of(work, "Oskell"))
    (relation,) = work.session.document.relations.values()
    assert work.session.document.entities[relation.head].text == "Oskell"


def test_an_event_fills_its_roles_and_makes_missing_spans_on_the_way() -> None:
    work = editor()
    select(work, "attacked")
    press(work, "!", "a")
    in_mode(work, Filling)
    press(work, *hint_of(work, "they"))
    in_mode(work, Choosing)
    press(work, "o")
    in_mode(work, Filling)
    press(work, *hint_of(work, "Border Corps"), "o")
    assert in_mode(work, Filling).role == 2
    press(work, "enter")
    (event,) = work.session.document.events.values()
    filled = {each.role: work.session.document.entities[each.target].text for each in event.arguments}
    assert filled == {"Agent": "they", "Target": "Border Corps"}
    assert work.state.mode is None
    assert work.state.card == event.id


def test_one_more_filler_and_an_event_within_an_event() -> None:
    work = editor()
    select(work, "attacked")
    press(work, "!", "a", "enter")
    select(work, "said")
    press(work, "!", "s")
    press(work, *hint_of(work, "Ilan Marek"), "p")
    press(work, "*")
    press(work, *hint_of(work, "they"), "o")
    press(work, *hint_of(work, "attacked"), "enter")
    said = next(each for each in work.session.document.events.values() if each.type == "Statement")
    assert [each.role for each in said.arguments] == ["Speaker", "Speaker", "Topic"]
    assert work.session.document.events[said.arguments[-1].target].type == "Attack"


def test_an_event_cannot_hold_itself() -> None:
    work = editor()
    select(work, "said")
    press(work, "!", "s", "enter")
    select(work, "denied")
    press(work, "!", "s", "2", "space", "space")
    press(work, *hint_of(work, "said"), "enter")
    first, second = sorted(work.session.document.events.values(), key=lambda each: each.spans)
    assert [each.target for each in second.arguments] == [first.id]
    select(work, "said")
    press(work, "\\", "2", "space", "space")
    in_mode(work, Filling)
    press(work, *hint_of(work, "denied"))
    assert work.session.document.events[first.id].arguments == ()


def test_a_digit_opens_a_slot_and_a_letter_gives_its_value() -> None:
    work = editor()
    select(work, "Ilan Marek")
    press(work, "p")
    select(work, "attacked")
    press(work, "!", "a", "enter")
    card = work.state.card
    assert card is not None

    def held() -> Mapping[str, object]:
        return work.session.document.events[card or ""].attributes

    assert held()["realis"] == "ACTUAL"
    press(work, "1", "o")
    assert held()["realis"] == "OTHER"
    assert in_mode(work, Valuing).part == "negated"
    press(work, "y")
    assert held()["negated"] is True
    assert in_mode(work, Valuing).part == "source"
    press(work, "1")
    marek = work.text.index("Ilan Marek")
    assert held()["source"] == work.context.exactly(((marek, marek + 10),))[0].coref
    press(work, "3", "u", "enter")
    assert held()["source"] == "UNSPECIFIED"
    assert work.state.mode is None
    press(work, "3", "space")
    press(work, hint_of(work, "Ilan Marek"), "enter")
    assert held()["source"] == work.context.exactly(((marek, marek + 10),))[0].coref
    press(work, "2", "-", "enter")
    assert "negated" not in held()


def test_a_value_is_proposed_and_typed_over() -> None:
    work = editor("It ended on March 4, 2031.")
    select(work, "March 4, 2031")
    press(work, "d")
    (date,) = work.session.document.entities.values()
    assert date.attributes == {"value": "2031-03-04"}
    assert date.unconfirmed == ("value",)
    press(work, "1")
    in_mode(work, Typing)
    press(work, *"2031", "enter")
    (date,) = work.session.document.entities.values()
    assert date.attributes == {"value": "2031"}
    assert date.unconfirmed == ()


def test_coreference_by_hint_and_a_new_thing() -> None:
    work = editor()
    select(work, "Ilan Marek")
    press(work, "p")
    select(work, "He")
    press(work, "p", "=")
    press(work, hint_of(work, "Ilan Marek"))
    one, two = work.session.document.entities.values()
    assert one.coref == two.coref is not None
    select(work, "He")
    press(work, "=", "=")
    he = next(each for each in work.session.document.entities.values() if each.text == "He")
    other = next(each for each in work.session.document.entities.values() if each.text != "He")
    assert he.coref != other.coref


def test_a_capital_offers_identical_strings_and_one_undo_takes_all_back() -> None:
    work = editor("Oskell said so. Oskell-backed groups met Oskell.")
    press(work, "G")
    in_mode(work, Spreading)
    assert len(in_mode(work, Spreading).others) == 2
    assert not work.session.document.entities
    press(work, "enter")
    assert len(work.session.document.entities) == 3
    press(work, "ctrl+z")
    assert not work.session.document.entities


def test_stepping_through_identical_strings() -> None:
    work = editor("Oskell said so. Oskell-backed groups met Oskell.")
    press(work, "G", "space", "space", "enter")
    assert sorted(each.spans[0][0] for each in work.session.document.entities.values()) == [0, 41]


def test_a_discontinuous_mention() -> None:
    work = editor("The north and south banks.")
    select(work, "north")
    press(work, "+", hint_of_verb(work, "+", "banks"), "g")
    (entity,) = work.session.document.entities.values()
    assert entity.text == "north banks"
    assert len(entity.spans) == 2


def hint_of_verb(work: Editor, verb: str, words: str) -> str:
    press(work, verb)
    found = hint_of(work, words)
    press(work, "escape")
    return found


def test_edges_move_by_word_and_character_and_take_the_annotation_along_on_enter() -> None:
    work = editor()
    select(work, "Border")
    press(work, "]")
    assert selected(work) == "Border Corps"
    press(work, "{", "{")
    assert selected(work) == "Varania’s Border Corps"
    press(work, "}", "}", "[")
    assert selected(work) == "Border"
    press(work, "o")
    select(work, "Border")
    press(work, "]", "enter")
    assert surfaces(work) == [("ORG", "Border Corps")]


def test_uncertain_note_repeat_and_delete() -> None:
    work = editor()
    press(work, "g", "~", "#", *"why", "enter", ".")
    first = min(work.session.document.entities.values(), key=lambda each: each.spans)
    assert first.uncertain
    assert first.note == "why"
    assert surfaces(work) == [("GPE", "Dawn Column"), ("GPE", "Oskell")]
    select(work, "Oskell")
    press(work, "backspace")
    assert surfaces(work) == [("GPE", "Dawn Column")]


def test_document_labels() -> None:
    work = editor()
    press(work, "%", "enter", "escape")
    assert work.session.document.labels == {"topic": "war"}


def test_the_palette_finds_types_and_verbs_by_some_letters() -> None:
    work = editor()
    press(work, "'", *"org")
    in_mode(work, Picking)
    press(work, "enter")
    assert surfaces(work) == [("ORG", "Oskell")]
    press(work, "'", *"quit", "enter")
    assert press(work, "'", *"quit", "enter") is not None


def test_every_second_spelling_does_what_the_key_does() -> None:
    for verb in VERBS:
        if verb.keys and verb.second and verb.name not in ("undo", "redo"):
            one, two = editor(), editor()
            press(one, "g")
            press(two, "g")
            assert press(one, verb.keys[0]) == press(two, ",", verb.second)
            assert one.state == two.state, verb.name


def test_vim_letters_move_after_escape_and_label_after_i() -> None:
    """The bottom row still said "a-z label" while letters moved."""
    work = editor(profile="vim")
    assert ("a-z", "label") in legend_of(work.context, work.state)
    press(work, "escape", "l", "l")
    assert ("i", "label again") in legend_of(work.context, work.state)
    assert "label" not in dict(legend_of(work.context, work.state)).values()
    assert selected(work) == "the"
    press(work, "i", "g")
    assert surfaces(work) == [("GPE", "the")]


def test_search_finds_words_and_expressions() -> None:
    work = editor()
    press(work, "/", *"border", "enter")
    assert selected(work) == "Border"
    press(work, "/", *"r/D\\w+ C/", "enter")
    assert selected(work) == "Dawn C"
    press(work, "/", *"r/(/", "enter")
    assert "expression" in work.state.message


@pytest.mark.parametrize("key", ["ctrl+z", "ctrl+y"])
def test_nothing_to_undo_is_said(key: str) -> None:
    work = editor()
    press(work, key)
    assert "nothing to" in work.state.message


def test_undo_shows_where_it_happened() -> None:
    work = editor()
    press(work, "g")
    press(work, "end")
    press(work, "ctrl+z")
    assert selected(work) == "Oskell"
    assert not work.session.document.entities
    press(work, "ctrl+y")
    assert surfaces(work) == [("GPE", "Oskell")]


def test_the_article_itself_never_changes() -> None:
    work = editor()
    press(work, "g", "o", "p", "!", "a", "tab", "enter")
    assert work.session.document.text == ARTICLE
