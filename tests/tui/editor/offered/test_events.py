"""Events that are offered: walked to with the likely triggers, taken with Enter as their type, refused by place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from annotator.model.annotation import JSON
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.modes.legend import legend_of
from annotator.tui.editor.offered.events import offered_events_in, shown_events_in
from annotator.tui.editor.state import Choosing, Filling
from tests.tui.in_memory import MemorySession, editor, in_mode, press, select, selected
from tests.tui.offering import offering, source

TEXT = "Oskell shelled the Dawn Column. Marek spoke. They attacked Tessal.\n"
EVENTS: list[tuple[str, str, float, dict[str, str]]] = [
    ("shelled", "Attack", 0.9, {}),
    ("spoke", "Statement", 0.7, {}),
    ("attacked", "Attack", 0.6, {}),
]
WHOLE = (0, len(TEXT))


def offered(*, sure: tuple[str, ...] = ()) -> Editor:
    return offering(editor(TEXT), source(TEXT, events=EVENTS, sure=sure))


def answers(work: Editor) -> list[tuple[JSON, JSON, JSON]]:
    """What the last edit answers, as the log has it: layer, type, answer."""
    assert isinstance(work.session, MemorySession)
    written = work.session.provenances[-1].get("offered", [])
    assert isinstance(written, list)
    return [(each["layer"], each["type"], each["answer"]) for each in written if isinstance(each, dict)]


def test_the_walk_along_triggers_stops_at_what_is_offered() -> None:
    work = offered()
    found = []
    press(work, "!")
    for _ in range(3):
        press(work, "tab")
        found.append(selected(work))
    assert found == ["shelled", "spoke", "attacked"]


def test_enter_takes_the_type_that_is_offered_and_leads_on() -> None:
    work = offered()
    press(work, "!", "tab")
    assert ("Enter", "Attack") in legend_of(work.context, work.state)
    press(work, "enter")
    assert answers(work) == [("events", "Attack", "taken")]
    in_mode(work, Filling)
    press(work, "enter")
    assert selected(work) == "spoke"
    press(work, "enter", "enter")
    assert {each.type for each in work.session.document.events.values()} == {"Attack", "Statement"}


def test_enter_says_so_where_no_type_is_offered() -> None:
    work = offered()
    select(work, "Tessal")
    press(work, "!", "enter")
    in_mode(work, Choosing)
    assert "no type is offered" in work.state.message
    assert all(key != "Enter" for key, _ in legend_of(work.context, work.state))


def test_a_letter_gives_another_type_and_the_log_says_so() -> None:
    work = offered()
    press(work, "!", "tab", "s")
    assert answers(work) == [("events", "Attack", "retyped")]


def test_a_second_event_on_a_trigger_that_is_decided_answers_nothing() -> None:
    work = offered()
    press(work, "!", "tab", "s", "escape")
    select(work, "shelled")
    press(work, "!", "a")
    assert answers(work) == []


def test_minus_refuses_by_place_goes_on_and_undo_brings_it_back() -> None:
    work = offered()
    press(work, "!", "tab", "-")
    assert (selected(work), answers(work)) == ("spoke", [("events", "Attack", "refused")])
    assert [each.type for each in offered_events_in(work.context, WHOLE)] == ["Statement", "Attack"]
    press(work, "ctrl+z")
    assert len(offered_events_in(work.context, WHOLE)) == 3


def test_what_rules_know_the_type_of_is_offered_too() -> None:
    work = editor("Oskell shelled Tessal. Varania shelled Orrin.\n")
    select(work, "shelled")
    press(work, "!", "a", "enter", "!", "tab")
    assert selected(work) == "shelled"
    press(work, "enter")
    assert [each.type for each in work.session.document.events.values()] == ["Attack", "Attack"]


def test_outside_the_pass_only_sure_ones_are_drawn() -> None:
    work = offered(sure=("Attack",))
    drawn = shown_events_in(work.context, WHOLE, only_sure=True)
    assert [(each.type, each.probability) for each in drawn] == [("Attack", 0.9)]
    assert len(shown_events_in(work.context, WHOLE, only_sure=False)) == 3


@pytest.mark.parametrize("type_name", ["Planet", "PERSON"])
def test_a_type_that_the_schema_does_not_have_is_not_offered(type_name: str) -> None:
    work = offering(editor(TEXT), source(TEXT, events=[("spoke", type_name, 0.9, {})]))
    assert offered_events_in(work.context, WHOLE) == ()
    press(work, "!", "tab")
    assert selected(work) != "spoke"


def test_values_that_a_source_says_of_an_event_are_proposed_but_ids_of_its_own_are_not() -> None:
    said = source(TEXT, events=EVENTS)
    events = said.document.events
    first = structs.replace(events["E1"], attributes={"realis": "OTHER", "negated": True, "source": "T9"})
    work = offering(
        editor(TEXT), replace(said, document=structs.replace(said.document, events=events.set("E1", first)))
    )
    press(work, "!", "tab", "enter")
    [made] = work.session.document.events.values()
    assert {"realis": "OTHER", "negated": True}.items() <= made.attributes.items()
    assert made.attributes.get("source") != "T9"
    assert {"realis", "negated"} <= set(made.unconfirmed)
