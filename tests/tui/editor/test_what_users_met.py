"""What people who labelled whole articles ran into, each as it happened: done, lists, things, values, twins."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.model.annotation import Entity, Event, mention
from annotator.model.change import apply
from annotator.model.document import new_document
from annotator.model.edits import add, set_field
from annotator.tui.editor.choose.lists import matches
from annotator.tui.editor.coverage.parts import parts
from annotator.tui.editor.declaring import Declaring
from annotator.tui.editor.state import AlreadyThere, Filling, Hinting, Picking
from annotator.tui.plain.commands import Speaker
from annotator.tui.project_search import CONFLICTS, look_up
from tests.tui.in_memory import FULL_SCHEMA, editor, in_mode, press, select, selected

FAR = "The raid was long.\n\n" + "It rained on the hills.\n\n" * 60 + "Oskell attacked Ilan Marek.\n"


def test_two_events_of_a_type_on_one_word_are_possible_and_asked_for() -> None:
    work = editor()
    select(work, "attacked")
    press(work, "!", "a", "enter")
    select(work, "attacked")
    press(work, "!", "a")
    assert in_mode(work, AlreadyThere).prompt == "Attack is there"
    assert len(work.session.document.events) == 1
    press(work, "+", "enter")
    first, second = work.session.document.events.values()
    assert first.spans == second.spans
    press(work, "ctrl+z", "ctrl+z")
    assert len(work.session.document.events) == 1


def test_a_role_takes_a_filler_that_stands_sixty_lines_away() -> None:
    work = editor(FAR)
    select(work, "Ilan Marek")
    press(work, "p", "enter")
    select(work, "raid")
    press(work, "!", "a")
    in_mode(work, Filling)
    press(work, "4", "/", *"marek", "enter")
    (event,) = work.session.document.events.values()
    assert isinstance(event, Event)
    (argument,) = event.arguments
    assert work.session.document.entities[argument.target].text == "Ilan Marek"


def test_a_thing_off_the_screen_is_one_digit_away() -> None:
    work = editor(FAR.replace("The raid", "Oskell's raid"))
    select(work, "Oskell")
    press(work, "g", "enter")
    select(work, "Oskell", 1)
    press(work, "g", "=")
    assert [each.name for each in in_mode(work, Hinting).things][:1] == ["Oskell"]
    press(work, "1")
    first, second = work.session.document.entities.values()
    assert first.coref == second.coref


def test_a_label_taken_back_teaches_nothing() -> None:
    work = editor("The weekend was calm. The weekend ended. A weekend began.")
    select(work, "weekend")
    press(work, "d")
    assert dict(work.index.memory.types_in("A weekend began")) == {"weekend": "DATE"}
    press(work, "ctrl+z")
    assert work.index.memory.types_in("A weekend began") == ()
    press(work, "ctrl+y", "backspace")
    assert work.index.memory.types_in("A weekend began") == ()


def test_typing_replaces_a_proposed_value_instead_of_adding_to_it() -> None:
    work = editor("It began in 2013.")
    select(work, "2013")
    press(work, "d", "1", *"2014", "enter")
    (date,) = work.session.document.entities.values()
    assert date.attributes["value"] == "2014"


def test_the_first_mention_claims_nothing_about_the_rest() -> None:
    work = editor()
    open_for = tuple(sorted(name for part in parts(FULL_SCHEMA) for name in part.types))
    work.session.apply(set_field(work.session.document, "incomplete_for", open_for))
    select(work, "Oskell")
    press(work, "g", "enter")
    assert work.session.document.incomplete_for == open_for


def test_every_relation_type_is_in_the_palette() -> None:
    work = editor()
    press(work, "'", *"leader")
    assert "LEADER_OF" in [each.text for each in in_mode(work, Picking).items]


@pytest.mark.parametrize("words", ["finish", "complete", "coverage"])
def test_the_palette_finds_what_declares_an_article_as_done(words: str) -> None:
    work = editor()
    press(work, "'", *words)
    mode = in_mode(work, Picking)
    assert [each.key for each in matches(mode.items, mode.query)] == ["verb:done"]
    press(work, "enter")
    in_mode(work, Declaring)


def test_what_is_found_by_type_stands_in_the_order_of_the_text() -> None:
    """Rows stood in no order, and were cut in the middle of what was found."""
    text = "Then " * 30 + "Selm met Orrin and Tessal."
    document = new_document("a", text)
    starts = [text.index(words) for words in ("Tessal", "Orrin", "Selm")]
    made = [mention(f"T{n}", "GPE", text, ((start, start + 4),)) for n, start in enumerate(starts)]
    found = look_up([apply(document, add(document, *made))], "type:gpe", 1.0)
    assert [each.passage.words for each in found if each.passage] == ["Selm", "Orri", "Tess"]


def test_conflicts_leave_pronouns_out() -> None:
    text = "It said it. Oskell met Oskell."
    document = new_document("a", text)
    places = (("T1", "ORG", (0, 2), "PRO"), ("T2", "GPE", (8, 10), "PRO"), ("T3", "GPE", (12, 18), "NAM"))
    made = [mention(name, kind, text, (span,)) for name, kind, span, _ in places]
    made = [_leveled(each, level) for each, (_, _, _, level) in zip(made, places, strict=True)]
    made.append(_leveled(mention("T4", "ORG", text, ((23, 29),)), "NAM"))
    found = look_up([apply(document, add(document, *made))], CONFLICTS, 1.0)
    assert [each.text for each in found] == ["Oskell", "Oskell"]
    assert [each.passage.type for each in found if each.passage] == ["GPE", "ORG"]


def _leveled(entity: Entity, level: str) -> Entity:
    return replace(entity, attributes={"level": level})


def test_plain_mode_answers_each_command_for_itself() -> None:
    plain = Speaker(editor("Oskell met Oskell.\n"))
    assert "one undo takes all back" in plain.do('all "Oskell" GPE').lines[0]
    answer = plain.do(f"confirm {next(iter(plain.work.session.document.entities))}").lines
    assert "one undo" not in answer[0]


def test_a_list_goes_where_its_row_says_and_back_again() -> None:
    work = editor()
    select(work, "Oskell")
    press(work, "g", "enter")
    select(work, "denied")
    press(work, "f3", "enter")
    assert selected(work) == "Oskell"
    press(work, "ctrl+o")
    assert selected(work) == "denied"
