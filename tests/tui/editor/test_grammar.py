"""Verb, type, target; slots; walks that end with one Enter: the grammar of the screen, key by key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs
from rich.cells import cell_len

from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation, Trigger, mention
from annotator.model.document import by_id, new_document
from annotator.schema.language import parse_schema
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.mode_table import ModeTable
from annotator.tui.editor.modes.legend import chip_of, legend_of
from annotator.tui.editor.modes.tables import ALL_TABLES
from annotator.tui.editor.state import AlreadyThere, Choosing, Filling, Hinting, Picking, Typing, Valuing
from annotator.tui.keymap import keymap
from tests.tui.in_memory import MemorySession, hint_of, in_mode, press, select, selected

SCHEMA = parse_schema(
    """
name: "acts"
version: "1.0.0"
mention_levels: ["NAM", "NOM"]
entity_types: {PERSON: {key: "p"}, GROUP: {key: "g"}, PLACE: {key: "l"}}
value_types: {DATE: {key: "d", attributes: {value: {kind: "free"}}}}
relation_types:
  POST: {key: "h", domain: ["PERSON"], range: ["GROUP"], attributes: {
    post: {values: ["leader", "deputy"], required: true}, status: {values: ["current", "former"], required: true}}}
  ALLY: {key: "a", domain: ["GROUP"], range: ["GROUP"], symmetric: true}
  LIES_IN: {key: "i", domain: ["PLACE", "GROUP"], range: ["PLACE"]}
event_types:
  Threaten: {key: "t", roles: {Speaker: {types: ["PERSON", "GROUP"]},
    Topic: {types: ["EVENT"], carries: {modality: "THREATENED", source: {role: "Speaker"}}}}, triggers: ["threat*"]}
  Burn: {key: "b", roles: {Agent: {types: ["GROUP"]}, Target: {types: ["PLACE", "GROUP"]}, Time: {types: ["DATE"]}},
    triggers: ["burn*", "dead"]}
attributes:
  realis: {values: ["ACTUAL", "OTHER"], required: true, for: ["EVENT"]}
  modality: {values: ["ASSERTED", "THREATENED"], for: ["EVENT"]}
  source: {kind: "reference", to: "entity", values: ["AUTHOR"], for: ["EVENT"]}
constraints: [{when: {attribute: "modality", in: ["THREATENED"]}, then: {attribute: "realis", in: ["OTHER"]}}]
""",
    "acts.yaml",
)
TEXT = (
    "The Lions once threatened to burn the depot in Tessal. Ada leads the Column and the Selm Wing.\n\n"
    "Three dead lay in Orrin, and the Column then burned Tessal. They burned on.\n"
)


def made(annotation_id: str, kind: str, words: str, occurrence: int = 0) -> Entity:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return mention(annotation_id, kind, TEXT, ((start, start + len(words)),))


MENTIONS = (
    made("T1", "GROUP", "Lions"),
    made("T2", "PLACE", "depot"),
    made("T3", "PLACE", "Tessal"),
    made("T4", "PERSON", "Ada"),
    made("T5", "GROUP", "Column"),
    made("T6", "GROUP", "Selm Wing"),
    made("T7", "PLACE", "Selm"),
    made("T8", "PERSON", "dead"),
    made("T9", "PLACE", "Orrin"),
    made("T10", "GROUP", "Column", 1),
)


def editor(*more: Annotation, window: tuple[int, int] = (0, len(TEXT))) -> Editor:
    held = [*MENTIONS, *more]
    document = new_document(
        "d",
        TEXT,
        schema_ref=SCHEMA.ref,
        entities=by_id(each for each in held if isinstance(each, Entity)),
        events=by_id(each for each in held if isinstance(each, Event)),
        relations=by_id(each for each in held if isinstance(each, Relation)),
    )
    work = Editor(MemorySession(TEXT, SCHEMA, document), keymap(), cell_len)
    work.see(InView(window))
    return work


def event(annotation_id: str, kind: str, words: str, *arguments: Argument) -> Event:
    start = TEXT.index(words)
    return Event(annotation_id, kind, Trigger(((start, start + len(words)),), words), arguments)


def hint_on(work: Editor, annotation_id: str) -> str:
    """The hint of an annotation."""
    targets = getattr(work.state.mode, "targets", ())
    return next(str(each.hint) for each in targets if each.id == annotation_id)


def only(work: Editor, kind: str) -> Event:
    return next(each for each in work.session.document.events.values() if each.type == kind)


# Relations


def test_a_relation_with_two_required_attributes_takes_five_keys_and_no_enter() -> None:
    """A digit cycled blindly: member and current were nine keys, and one press too many was once round."""
    work = editor()
    select(work, "Ada")
    press(work, ">", "h")
    press(work, hint_on(work, "T5"))
    assert in_mode(work, Valuing).part == "post"
    press(work, "l", "c")
    (relation,) = work.session.document.relations.values()
    assert relation.attributes == {"post": "leader", "status": "current"}
    assert relation.unconfirmed == ()
    assert work.state.mode is None


def test_enter_takes_the_commonest_values_and_nothing_where_there_are_none_yet() -> None:
    work = editor()
    select(work, "Ada")
    press(work, ">", "h")
    press(work, hint_on(work, "T5"), "enter")
    assert "post has no value yet" in work.state.message
    press(work, "d", "f")
    select(work, "Ada")
    press(work, ">", "h")
    press(work, hint_on(work, "T6"), "enter")
    assert work.state.mode is None
    assert work.session.document.relations[work.state.card or ""].attributes == {"post": "deputy", "status": "former"}


def test_a_second_post_of_one_person_is_asked_for_with_plus_and_overwrites_nothing() -> None:
    """A second post was refused, the first one opened, and the digits that followed overwrote it."""
    held = Relation("R1", "POST", "T4", "T5", {"post": "deputy", "status": "current"})
    work = editor(held)
    select(work, "Ada")
    press(work, ">", "h")
    press(work, hint_on(work, "T5"))
    assert in_mode(work, AlreadyThere).prompt == "POST is there (deputy, current)"
    press(work, "1", "2")
    assert dict(work.session.document.relations) == {"R1": held}
    press(work, "+", "l", "f")
    assert sorted(each.attributes["post"] for each in work.session.document.relations.values()) == ["deputy", "leader"]
    press(work, "ctrl+z", "ctrl+z", "ctrl+z")
    assert dict(work.session.document.relations) == {"R1": held}


def test_what_is_there_is_opened_by_enter() -> None:
    work = editor(Relation("R1", "POST", "T4", "T5", {"post": "deputy", "status": "current"}))
    select(work, "Ada")
    press(work, ">", "h")
    press(work, hint_on(work, "T5"), "enter")
    assert (work.state.card, work.state.mode) == ("R1", None)


def test_the_type_is_asked_though_one_only_is_legal_and_its_letter_is_the_schema_s() -> None:
    """Letters changed with the pair; where one type was legal none was asked, and the surplus letter retyped."""
    work = editor()
    for words in ("Ada", "Lions", "Tessal"):
        select(work, words)
        press(work, ">")
        letters = {each.name: each.key for each in in_mode(work, Choosing).options}
        assert letters == {"POST": "h", "ALLY": "a", "LIES_IN": "i"}
        press(work, "escape")


def test_what_is_not_legal_keeps_its_letter_and_says_why() -> None:
    work = editor()
    select(work, "Ada")
    press(work, ">", "a")
    assert work.state.message == "PERSON is no head of ALLY"
    in_mode(work, Choosing)
    assert not work.session.document.relations


def test_the_sign_back_turns_it_round_and_a_symmetric_one_has_no_direction() -> None:
    work = editor()
    select(work, "Column")
    press(work, ">", "<", "h")
    press(work, hint_on(work, "T4"), "l", "c")
    (relation,) = work.session.document.relations.values()
    assert (relation.head, relation.tail) == ("T4", "T5")
    select(work, "Lions")
    press(work, ">", "a", "<")
    assert work.state.message == "ALLY has no direction"


def test_a_target_far_away_is_found_by_its_words() -> None:
    """Once hints stood, nothing led to what was not in view."""
    work = editor(window=(0, 48))
    select(work, "Lions")
    press(work, ">", "i", "/", *"orrin", "enter")
    (relation,) = work.session.document.relations.values()
    assert (relation.type, relation.tail) == ("LIES_IN", "T9")


def test_the_view_moves_while_hints_stand_and_the_start_is_kept() -> None:
    """PgDn and F3 were "no hint", and moving dropped the card that the relation began at."""
    work = editor(window=(0, 48))
    select(work, "Lions")
    press(work, ">", "i", ")", ")")
    mode = in_mode(work, Hinting)
    assert (mode.subject, mode.part) == ("T1", "LIES_IN")
    assert selected(work) == "Lions"
    work.see(InView((90, len(TEXT))))
    press(work, hint_on(work, "T9"))
    (relation,) = work.session.document.relations.values()
    assert (relation.head, relation.tail) == ("T1", "T9")


def test_two_that_begin_together_have_a_hint_each() -> None:
    """Two mentions that begin together had one visible hint: the outer one could not be taken, the inner was."""
    work = editor()
    select(work, "Column")
    press(work, ">", "<", "<", "a")
    outer = hint_on(work, "T6")
    press(work, "escape", ">", "i")
    assert outer
    assert hint_on(work, "T7")


# Events


def test_an_event_takes_its_roles_in_turn_and_one_enter_ends_it() -> None:
    """How many Enters ended an event varied with its last fillable role."""
    work = editor()
    select(work, "burned")
    press(work, "!", "b")
    press(work, hint_on(work, "T10"))
    mode = in_mode(work, Filling)
    assert mode.role == 1
    press(work, "escape")
    assert work.state.card == only(work, "Burn").id
    press(work, "\\", "enter")
    assert work.state.mode is None
    assert only(work, "Burn").unconfirmed == ()


def test_the_walk_never_closes_by_itself_and_a_letter_after_it_labels_nothing() -> None:
    """The roles closed by themselves: one Enter or letter too many dropped the card, or labelled a word."""
    work = editor()
    select(work, "burn")
    press(work, "!", "b")
    press(work, hint_on(work, "T1"))
    press(work, hint_on(work, "T2"))
    assert in_mode(work, Filling).role == 3
    before = work.session.document
    press(work, "p")
    assert work.session.document is before
    press(work, "enter")
    assert work.state.mode is None


def test_a_role_that_takes_events_offers_likely_triggers_and_carries_values_over() -> None:
    """What filled the Topic of a threat stayed actual, asserted and of the author."""
    work = editor()
    select(work, "threatened")
    press(work, "!", "t")
    press(work, hint_on(work, "T1"))
    press(work, hint_of(work, "burn"), "b", "enter")
    burn = only(work, "Burn")
    assert [each.target for each in only(work, "Threaten").arguments] == ["T1", burn.id]
    assert burn.attributes == {"modality": "THREATENED", "realis": "OTHER", "source": "T1"}
    assert set(burn.unconfirmed) >= {"modality", "realis", "source"}


def test_what_a_person_decided_is_not_carried_over() -> None:
    work = editor(structs.replace(event("E1", "Burn", "burn"), attributes={"modality": "ASSERTED"}))
    select(work, "threatened")
    press(work, "!", "t")
    press(work, hint_on(work, "T1"))
    press(work, hint_on(work, "E1"), "enter")
    assert work.session.document.events["E1"].attributes["modality"] == "ASSERTED"


def test_the_walk_goes_from_trigger_to_trigger_and_asks_for_what_was_made_on_the_way() -> None:
    work = editor()
    press(work, "ctrl+home", "!", "tab")
    assert selected(work) == "threatened"
    press(work, "t")
    press(work, hint_on(work, "T1"))
    press(work, hint_of(work, "burn"), "b", "enter")
    mode = in_mode(work, Filling)
    assert mode.frame.subject == only(work, "Burn").id
    press(work, hint_on(work, "T1"))
    press(work, hint_on(work, "T2"), "enter")
    assert selected(work) == "dead"
    assert chip_of(work.state) == "EVENT"
    press(work, "tab")
    assert selected(work) == "burned"
    press(work, "escape")
    assert (work.state.mode, work.state.triggers) == (None, None)


def test_a_place_that_is_no_trigger_is_not_come_back_to() -> None:
    """A candidate that was skipped was never put away, and labelled later by a stray letter."""
    work = editor()
    press(work, "ctrl+home", "!", "tab", "-")
    assert selected(work) == "burn"
    press(work, "escape", "ctrl+home", "!", "tab")
    assert selected(work) == "burn"
    press(work, "ctrl+z", "ctrl+home", "!", "tab")
    assert selected(work) == "threatened"


def test_a_word_that_is_a_mention_may_be_a_trigger_too() -> None:
    work = editor()
    select(work, "threatened")
    press(work, "!", "t", "5", "space", "space")
    mode = in_mode(work, Filling)
    assert [TEXT[slice(*each.span)] for each in mode.targets if each.id is None and each.makes[0] == "Threaten"]
    here = [each for each in mode.lettered if TEXT[slice(*each.span)] == "dead"]
    assert len({each.hint for each in here}) == len(here) == 2


def test_a_second_event_of_a_type_on_one_word_is_asked_for_with_plus() -> None:
    """ "Did not go to Selm but to Orrin" is two events on one word: the second was refused."""
    work = editor(event("E1", "Burn", "burn"))
    select(work, "burn")
    press(work, "!", "b")
    assert in_mode(work, AlreadyThere).known == ("E1",)
    press(work, "+", "enter")
    assert [each.type for each in work.session.document.events.values()] == ["Burn", "Burn"]
    assert len({each.spans for each in work.session.document.events.values()}) == 1


def test_a_filler_found_in_the_list_is_the_one_that_was_found() -> None:
    work = editor()
    select(work, "burn")
    press(work, "!", "b")
    press(work, "/", *"column", "enter")
    assert [(each.role, each.target) for each in only(work, "Burn").arguments] == [("Agent", "T5")]
    press(work, "/", *"time", "enter")
    assert in_mode(work, Filling).role == 2


def test_one_letter_stands_for_one_annotation_in_all_roles_left_before_right_after() -> None:
    """Hints changed between the roles of one event, sometimes to two letters: nobody could type ahead."""
    work = editor()
    select(work, "burn")
    press(work, "!", "b")
    letters = {each.id: each.hint for each in in_mode(work, Filling).lettered if each.id}
    assert letters["T1"] in keymap().hint_letters.left
    assert letters["T2"] == keymap().hint_letters.right[0]
    press(work, "tab")
    assert {each.id: each.hint for each in in_mode(work, Filling).lettered if each.id} == letters


def test_star_names_the_role_that_it_adds_to() -> None:
    """A star meant one more of the role before, and the line did not say so."""
    work = editor()
    select(work, "burn")
    press(work, "!", "b")
    press(work, hint_on(work, "T1"))
    assert ("*", "one more Agent") in legend_of(work.context, work.state)


def test_what_the_event_is_one_with_is_said_in_the_middle_of_its_roles() -> None:
    work = editor(structs.replace(event("E1", "Burn", "burn"), coref="h:d.E1"))
    select(work, "burned")
    press(work, "!", "b")
    press(work, hint_on(work, "T10"), "=", "1")
    in_mode(work, Filling)
    fresh = next(each for each in work.session.document.events.values() if each.id != "E1")
    assert (fresh.coref, fresh.arguments[0].target) == ("h:d.E1", "T10")


# Values


def test_the_first_character_replaces_what_is_proposed_and_a_move_edits_it() -> None:
    """What was typed was added to what was proposed: 2013 became 20132014, and nothing was said."""
    date = structs.replace(made("T20", "DATE", "on"), attributes={"value": "2013"}, unconfirmed=("value",))
    work = editor(date)
    work.state = replace(work.state, card="T20")
    press(work, "1", *"2014", "enter")
    assert work.session.document.entities["T20"].attributes == {"value": "2014"}
    assert work.state.mode is None
    press(work, "1", "end", *"-05", "enter")
    assert work.session.document.entities["T20"].attributes == {"value": "2014-05"}


def test_enter_on_a_card_that_proposes_nothing_says_so_and_keeps_it() -> None:
    """Enter on a card without proposals threw it away."""
    work = editor()
    select(work, "Ada")
    press(work, "enter")
    assert work.state.message == "nothing is proposed here"
    assert work.state.card == "T4"


@pytest.mark.parametrize("keys", [(">",), (">", "h"), ("!",), ("=",), ("!", "b"), ("1",)])
def test_escape_leaves_every_mode_changes_nothing_and_keeps_the_card(keys: tuple[str, ...]) -> None:
    """Esc from roles or from a relation lost the card."""
    work = editor(event("E1", "Threaten", "threatened"))
    select(work, "threatened" if keys[0] == "1" else "Ada")
    card = work.state.card
    press(work, *keys)
    before = work.session.document
    press(work, "escape")
    assert work.state.mode is None
    assert work.session.document is before
    assert work.state.card == card or keys == ("!", "b")


def test_an_escape_that_came_with_the_next_key_is_one() -> None:
    """An Escape 30 ms before a key was a key with Alt: hints stayed, and the next letter chose a thing."""
    work = editor()
    select(work, "Ada")
    press(work, ">", "h", "alt+~")
    assert work.state.mode is None
    assert work.session.document.entities["T4"].uncertain


def test_a_label_taken_back_teaches_nothing() -> None:
    """A full stop labelled by a slip and taken back was a likely mention in the whole article."""
    work = editor()
    select(work, "lay")
    press(work, "p")
    assert ("lay", "PERSON") in work.context.labelled_words(TEXT)
    press(work, "ctrl+z")
    assert ("lay", "PERSON") not in work.context.labelled_words(TEXT)
    press(work, "ctrl+y", "backspace")
    assert ("lay", "PERSON") not in work.context.labelled_words(TEXT)


def test_every_key_of_a_legend_stands_in_the_table_of_its_mode() -> None:
    for table in ALL_TABLES:
        assert all(each.help for each in table.entries), table.chip
        assert any(each.takes(keymap(), "escape") for each in table.entries), table.chip


def test_lists_and_texts_lie_over_what_they_are_of() -> None:
    work = editor()
    select(work, "Ada")
    press(work, ">", "/")
    in_mode(work, Picking)
    press(work, "escape")
    in_mode(work, Choosing)
    press(work, "escape", "space", "/")
    in_mode(work, Typing)
    press(work, "escape")
    in_mode(work, Hinting)


def test_after_undo_the_card_is_what_the_cursor_is_on() -> None:
    """Undoing a relation showed its labelled head as "selected, not labelled"."""
    work = editor()
    select(work, "Ada")
    press(work, ">", "h")
    press(work, hint_on(work, "T5"), "escape", "ctrl+z")
    assert not work.session.document.relations
    assert (selected(work), work.state.card) == ("Ada", "T4")


def test_a_role_for_mentions_has_hints_on_likely_mentions_alone() -> None:
    """A role offered every word of the sentence: a slip made a verb into a mention."""
    work = editor()
    select(work, "threatened")
    press(work, "!", "t")
    mode = in_mode(work, Filling)
    own = {TEXT[slice(*each.span)] for each in mode.targets if each.role is None}
    assert "Lions" in own
    assert "burn" not in own
    press(work, "space")
    assert "leads" not in {TEXT[slice(*each.span)] for each in in_mode(work, Filling).targets if each.role is None}


def test_a_hint_that_the_role_cannot_take_fills_the_next_one_that_can() -> None:
    work = editor()
    select(work, "threatened")
    press(work, "!", "t")
    later = {TEXT[slice(*each.span)]: each.role for each in in_mode(work, Filling).targets if each.role is not None}
    assert later == {"burn": 1}
    press(work, hint_of(work, "burn"), "b", "enter")
    assert [each.role for each in only(work, "Threaten").arguments] == ["Topic"]


def test_a_role_without_anything_that_fits_it_is_passed_over_and_reached_by_its_digit() -> None:
    work = editor()
    select(work, "burn")
    press(work, "!", "b", "tab", "tab")
    assert in_mode(work, Filling).role == 3
    press(work, "6")
    assert in_mode(work, Filling).role == 2


def test_the_edges_of_a_trigger_are_moved_before_its_type_is_given() -> None:
    """Two words as a trigger had to be selected first, which left the walk."""
    work = editor()
    press(work, "ctrl+home", "!", "tab", "]", "t")
    assert work.session.document.events[work.state.card or ""].trigger == Trigger(((15, 28),), "threatened to")
    in_mode(work, Filling)


def test_an_attribute_that_must_be_there_is_missed_when_it_is_emptied() -> None:
    """A value cycled past its end was empty, and passed."""
    work = editor(structs.replace(event("E1", "Burn", "burn"), attributes={"realis": "ACTUAL"}))
    select(work, "burn")
    press(work, "1", "-", "escape")
    assert "realis" not in work.session.document.events["E1"].attributes
    assert [each.code for each in work.breaches["E1"]] == ["missing-attribute"]
    press(work, "enter")
    assert "nothing is proposed" in work.state.message or "realis" in work.state.message


def test_a_wider_list_of_what_is_there_opens_any_of_them() -> None:
    """Of two posts of one person only the first could be opened."""
    posts = [Relation(f"R{n}", "POST", "T4", "T5", {"post": each, "status": "current"}) for n, each in
             enumerate(("deputy", "leader"), 1)]  # fmt: skip
    for keys in (("tab", "enter"), ("/", *"leader", "enter")):
        work = editor(*posts)
        select(work, "Ada")
        press(work, ">", "h")
        press(work, hint_on(work, "T5"), *keys)
        assert (work.state.card, work.state.mode) == ("R2", None)


@pytest.mark.parametrize("table", [each for each in ALL_TABLES if not each.is_text], ids=lambda each: each.chip)
def test_every_mode_finds_steps_and_leaves_by_the_same_keys(table: ModeTable) -> None:
    """A page to read has nothing to choose from; every other mode has `/`, and Enter or letters for what it offers."""
    keys = keymap()
    assert table.entry_of(keys, "escape")
    if table.chip != "READ":
        assert table.entry_of(keys, "/")
        assert table.entry_of(keys, "tab") or table.chip in ("LABEL", "LIST")
