"""What the screen says when a key would break a rule: refused, asked about once, or done and said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs
from rich.cells import cell_len

from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation, mention
from annotator.model.document import by_id, new_document
from annotator.model.edits import update
from annotator.schema.judge import judge
from annotator.schema.language import parse_schema
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.state import AlreadyThere, Item, Outcome, Picking, Typing
from annotator.tui.keymap import keymap
from annotator.tui.plain.commands import Speaker
from tests.tui.in_memory import MemorySession, hint_of, in_mode, press, select

SCHEMA = parse_schema(
    """
name: "small"
version: "1.0.0"
entity_types: {PERSON: {key: "p"}, PLACE: {key: "l"}}
value_types: {DATE: {key: "d", attributes: {value: {kind: "free", format: "date"}}}}
relation_types:
  BORN_IN: {domain: ["PERSON"], range: ["PLACE"], cardinality: "N:1"}
  PART: {domain: ["PLACE"], range: ["PLACE"], acyclic: true, irreflexive: true}
  KNOWS: {domain: ["PERSON"], range: ["PERSON"], symmetric: true}
event_types:
  Hit:
    key: "h"
    roles: {Who: {types: ["PERSON"]}}
    attributes:
      source: {kind: "reference", to: "entity", values: ["AUTHOR"]}
      realis: {values: ["ACTUAL", "OTHER"]}
      modality: {values: ["ASSERTED", "THREATENED"]}
constraints: [{when: {attribute: "modality", in: ["THREATENED"]}, then: {attribute: "realis", in: ["OTHER"]}}]
labels: {about: {kind: "reference"}}
""",
    "small.yaml",
)
TEXT = "Ada met Ben in Selm near Tessal in Varania. He hit back in May."


def at(words: str) -> tuple[tuple[int, int], ...]:
    return ((TEXT.index(words), TEXT.index(words) + len(words)),)


def made(annotation_id: str, kind: str, words: str, **more: object) -> Entity:
    return mention(annotation_id, kind, TEXT, at(words), **more)


MENTIONS = (
    made("T1", "PERSON", "Ada"),
    made("T2", "PERSON", "Ben"),
    made("T3", "PLACE", "Selm"),
    made("T4", "PLACE", "Tessal"),
    made("T5", "PLACE", "Varania"),
    made("T6", "DATE", "May"),
)
BORN = Relation("R1", "BORN_IN", "T1", "T3")


def editor(*more: Annotation) -> Editor:
    document = new_document(
        "d",
        TEXT,
        schema_ref=SCHEMA.ref,
        entities=by_id({each.id: each for each in [*MENTIONS, *more] if isinstance(each, Entity)}.values()),
        events=by_id(each for each in more if isinstance(each, Event)),
        relations=by_id(each for each in more if isinstance(each, Relation)),
    )
    work = Editor(MemorySession(TEXT, SCHEMA, document), keymap(), cell_len)
    work.see(InView((0, len(TEXT))))
    return work


def codes(work: Editor) -> list[str]:
    found = [breach.code for breaches in work.breaches.values() for breach in breaches]
    assert sorted(found) == sorted(each.code for each in judge(work.session.document, SCHEMA))
    return found


def test_a_second_relation_where_one_is_allowed_needs_its_key_twice() -> None:
    """A second relation where the schema allows one was made without a word."""
    work = editor(BORN)
    select(work, "Ada")
    press(work, ">", "b")
    press(work, hint_of(work, "Tessal"))
    assert in_mode(work, AlreadyThere).prompt == "Ada has BORN_IN already"
    assert len(work.session.document.relations) == 1
    press(work, "+")
    assert len(work.session.document.relations) == 2
    assert codes(work) == ["cardinality"]
    assert work.state.message.startswith("now wrong: BORN_IN is N:1")


def test_enter_replaces_the_relation_that_leaves_no_room_and_escape_changes_nothing() -> None:
    work = editor(BORN)
    select(work, "Ada")
    press(work, ">", "b")
    press(work, hint_of(work, "Tessal"), "escape")
    assert list(work.session.document.relations) == ["R1"]
    assert work.state.card == "T1"
    press(work, ">", "b")
    press(work, hint_of(work, "Tessal"), "enter")
    (relation,) = work.session.document.relations.values()
    assert (relation.type, relation.tail) == ("BORN_IN", "T4")
    assert codes(work) == []
    press(work, "ctrl+z")
    assert dict(work.session.document.relations) == {"R1": BORN}


def test_any_other_key_forgets_the_question() -> None:
    work = editor(BORN, Event("E1", "Hit", None, (Argument("Who", "T1"),)))
    select(work, "Ada")
    press(work, "l", "escape", "l")
    assert work.session.document.entities["T1"].type == "PERSON"


def test_retyping_what_something_names_needs_its_letter_twice_and_says_what_becomes_wrong() -> None:
    """A surplus letter retyped a mention whose relation became illegal; card, list and doctor said nothing."""
    work = editor(BORN, Event("E1", "Hit", None, (Argument("Who", "T1"),)))
    select(work, "Ada")
    press(work, "l")
    assert work.state.message == "l again: Ada is in 1 relation and 1 event, 2 of them wrong then"
    assert work.session.document.entities["T1"].type == "PERSON"
    press(work, "l")
    assert work.session.document.entities["T1"].type == "PLACE"
    assert sorted(codes(work)) == ["domain", "filler-type"]


def test_retyping_what_nothing_names_needs_it_once() -> None:
    work = editor()
    select(work, "Ada")
    press(work, "l")
    assert work.session.document.entities["T1"].type == "PLACE"


def test_what_is_never_legal_is_refused_however_often_the_key_is_pressed() -> None:
    work = editor(Relation("R1", "PART", "T3", "T4"))
    select(work, "Tessal")
    press(work, ">", "p")
    hint = hint_of(work, "Selm")
    press(work, hint)
    first = work.state.message
    press(work, hint)
    assert work.state.message == first
    assert first == "PART goes in a circle through T3 and T4; remove one of the relations of the circle"
    assert len(work.session.document.relations) == 1


def test_a_thing_related_to_another_is_not_made_one_with_it() -> None:
    work = editor(Relation("R1", "PART", "T3", "T4"))
    select(work, "Tessal")
    press(work, "=")
    press(work, hint_of(work, "Selm"))
    assert work.state.message.startswith("PART cannot relate a thing to itself")
    assert work.session.document.entities["T4"].coref is None


def test_an_event_is_never_a_thing_that_mentions_are() -> None:
    """An event could be one with an entity, and a mention with an event, and check saw nothing."""
    work = editor(made("T1", "PERSON", "Ada", coref="e:ada"), Event("E1", "Hit"))
    picking = Picking("thing", "things", (Item("Ada", "", "e:ada"),), subject="E1")
    work.state = replace(work.state, card="E1", mode=picking)
    press(work, "enter")
    assert "an event and an entity are never one thing" in work.state.message
    assert work.session.document.events["E1"].coref is None


def test_removing_what_an_attribute_names_asks_first() -> None:
    work = editor(Event("E1", "Hit", None, (), {"source": "T1"}))
    select(work, "Ada")
    press(work, "backspace")
    assert work.state.message.startswith("Backspace again: 'T1' names nothing here")
    assert "T1" in work.session.document.entities
    press(work, "backspace")
    assert codes(work) == ["attribute-value"]


def test_moving_a_mention_turns_its_symmetric_relations_round() -> None:
    work = editor(Relation("R1", "KNOWS", "T1", "T2"))
    moved = structs.replace(work.session.document.entities["T1"], spans=at("He"), text="He")
    work.take(Outcome(work.state, update(work.session.document, moved, "boundary")))
    relation = work.session.document.relations["R1"]
    assert (relation.head, relation.tail) == ("T2", "T1")
    assert codes(work) == []
    press(work, "ctrl+z")
    assert work.session.document.relations["R1"].head == "T1"


def test_a_value_of_the_wrong_form_is_refused_and_its_text_kept() -> None:
    """Dates and amounts of any form were taken."""
    work = editor()
    select(work, "May")
    press(work, "1", *"last year", "enter")
    assert work.state.message.startswith("'last year' is not legal; expected an ISO 8601 date")
    assert in_mode(work, Typing).text == "last year"
    press(work, "ctrl+u", *"2031-05", "enter")
    assert work.session.document.entities["T6"].attributes == {"value": "2031-05"}


def test_a_broken_constraint_is_said_and_done() -> None:
    work = editor(Event("E1", "Hit", None, (), {"realis": "ACTUAL", "modality": "ASSERTED"}))
    work.state = replace(work.state, card="E1")
    press(work, "3", "t", "2", "a")
    assert work.state.message == ("now wrong: realis is ACTUAL where modality is THREATENED; expected OTHER")
    assert codes(work) == ["constraint"]


def test_where_a_constraint_leaves_one_value_it_is_set_with_the_other() -> None:
    """THREATENED did not set OTHER, though the constraint leaves nothing else."""
    work = editor(Event("E1", "Hit", None, (), {"realis": "ACTUAL", "modality": "ASSERTED"}, unconfirmed=("realis",)))
    work.state = replace(work.state, card="E1")
    press(work, "3", "t", "enter")
    assert work.session.document.events["E1"].attributes == {"realis": "OTHER", "modality": "THREATENED"}
    assert work.session.document.events["E1"].unconfirmed == ()
    assert codes(work) == []


@pytest.mark.parametrize("first", [False, True], ids=["judged at the end", "kept up to date"])
def test_the_list_of_problems_is_in_the_words_of_check(*, first: bool) -> None:
    work = editor(BORN)
    if first:
        assert codes(work) == []
    select(work, "Selm")
    press(work, "p", "p", "f3")
    notes = [item.note for item in in_mode(work, Picking).items if "!" in item.filters]
    assert notes == [f"BORN_IN  ! {each.message}" for each in judge(work.session.document, SCHEMA)]
    assert notes == ["BORN_IN  ! PERSON is not in the range of BORN_IN (PLACE)"]


def test_plain_mode_says_what_an_edit_makes_wrong_and_refuses_what_is_never_legal() -> None:
    work = editor(BORN, Relation("R2", "PART", "T3", "T4"))
    speaker = Speaker(work)
    assert speaker.do("relate T1 T4 BORN_IN").lines == (
        "Ada has BORN_IN already: R1; the same with + makes another one",
    )
    assert speaker.do("relate T1 T4 BORN_IN +").lines[0].startswith("now wrong: BORN_IN is N:1")
    assert "PART goes in a circle" in speaker.do("relate T4 T3 PART").lines[0]
    assert len(work.session.document.relations) == 3
