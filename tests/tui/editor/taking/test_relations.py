"""Taking what is offered at the heads of relations: one key each, the next one comes, never several at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Choosing, Valuing
from tests.examples import examples
from tests.tui.editor.offered.test_relations import MENTIONS, TEXT, labelled, offered
from tests.tui.in_memory import MemorySession, hint_of, in_mode, press, select
from tests.tui.offering import offering, source


def relations(work: Editor) -> list[tuple[str, str, str, dict[str, object], tuple[str, ...]]]:
    document = work.session.document
    words = {each.id: each.text or "" for each in document.entities.values()}
    return sorted(
        (each.type, words[each.head], words[each.tail], dict(each.attributes), each.unconfirmed)
        for each in document.relations.values()
    )


def answers(work: Editor) -> list[tuple[object, object, object]]:
    assert isinstance(work.session, MemorySession)
    entries = [each for entry in work.session.provenances for each in entry.get("offered", ())]
    return [(each["source"], each["type"], each["answer"]) for each in entries if each["layer"] == "relations"]


def asked_at(work: Editor) -> str:
    return work.session.document.entities[in_mode(work, Choosing).subject].text or ""


def letter(work: Editor, type_name: str) -> str:
    return next(key for key, name in work.letters.relations.items() if name == type_name)


def test_enter_takes_what_is_offered_asks_what_it_must_say_and_the_walk_goes_on() -> None:
    work = labelled()
    press(work, "ctrl+home", ">")
    assert asked_at(work) == "Ilan Marek"
    press(work, "tab", "shift+tab", "enter")
    assert in_mode(work, Valuing).part == "status"
    press(work, "f")
    assert relations(work) == [("LEADER_OF", "Ilan Marek", "Selm Brigade", {"status": "former"}, ())]
    assert asked_at(work) == "Ilan Marek"
    press(work, "tab", "enter")
    assert [each[0] for each in relations(work)] == ["ALLIED_WITH", "LEADER_OF"]
    assert asked_at(work) == "Tessal"
    assert "ALLIED_WITH" in work.state.message
    assert answers(work) == [
        ("model:first@1", "LEADER_OF", "taken"),
        ("model:first@1", "ALLIED_WITH", "taken"),
    ]


def test_outside_of_the_walk_it_is_taken_and_left() -> None:
    work = labelled()
    select(work, "Dawn Column")
    press(work, ">", "enter")
    assert [each[:3] for each in relations(work)] == [("ALLIED_WITH", "Selm Brigade", "Dawn Column")]
    assert work.state.mode is None


def test_values_of_a_source_and_usual_ones_come_with_it() -> None:
    text = TEXT + "Tova Reyes led the Selm Brigade.\n"
    mentions = [*MENTIONS, ("Tova Reyes", "PERSON", 0.9), ("Selm Brigade#2", "ORG", 0.9)]
    said = source(text, mentions, relations=[("LEADER_OF", "Tova Reyes", "Selm Brigade#2", 0.8)])
    work = labelled(said)
    work = offering(Editor(MemorySession(text, work.session.schema), work.keys, len), said)
    for words, key in (("Ilan Marek", "p"), ("Selm Brigade", "o"), ("Tova Reyes", "p")):
        select(work, words)
        press(work, key, "enter")
    select(work, "Selm Brigade", 1)
    press(work, "o", "enter")
    select(work, "Ilan Marek")
    press(work, ">", letter(work, "LEADER_OF"))
    press(work, hint_of(work, "Selm Brigade"), "f")
    select(work, "Tova Reyes")
    press(work, ">", "enter")
    assert ("LEADER_OF", "Tova Reyes", "Selm Brigade", {"status": "former"}, ()) in relations(work)


def test_minus_refuses_it_for_good_and_undo_brings_it_back() -> None:
    work = labelled()
    press(work, "ctrl+home", ">", "tab", "shift+tab", "-")
    assert relations(work) == []
    assert [each[0] for each in offered(work)] == ["ALLIED_WITH"]
    assert asked_at(work) == "Selm Brigade"
    assert answers(work) == [("model:first@1", "LEADER_OF", "refused")]
    press(work, "ctrl+z")
    assert [each[0] for each in offered(work)] == ["LEADER_OF", "ALLIED_WITH"]
    select(work, "Tessal")
    press(work, ">", "-", "enter")
    assert "no relation is offered" in work.state.message


def test_another_type_between_the_same_ends_is_an_answer_too() -> None:
    work = labelled()
    select(work, "Ilan Marek")
    press(work, ">", letter(work, "MEMBER_OF"))
    press(work, hint_of(work, "Selm Brigade"))
    assert answers(work) == [("model:first@1", "LEADER_OF", "retyped")]


def test_in_the_list_they_are_taken_one_at_a_time_and_a_letter_opens_one() -> None:
    work = labelled()
    press(work, "$", "$")
    items = in_mode(work, Confirming).items
    assert [(each.words, each.reason) for each in items] == [
        ("Selm Brigade ▸ Dawn Column", "model:first 0.60"),
        ("Ilan Marek ▸ Selm Brigade", "model:first + second 0.80"),
    ]
    press(work, "enter")
    assert [each[0] for each in relations(work)] == ["ALLIED_WITH"]
    press(work, "a")
    assert [each[4] for each in relations(work) if each[0] == "LEADER_OF"] == [("type",)]
    assert [each[2] for each in answers(work)] == ["taken"]
    press(work, "enter")
    assert [each[4] for each in relations(work)] == [(), ()]
    assert [each[2] for each in answers(work)] == ["taken", "taken"]


KEYS = ("enter", "tab", "shift+tab", "-", ">", "<", "ctrl+z", "ctrl+y", "ctrl+t", "$", "a", "f", "escape", "l", "j")


@given(st.lists(st.sampled_from(KEYS), max_size=20))
@examples(25)
def test_each_relation_is_one_key_of_its_own_and_undo_takes_all_back(keys: list[str]) -> None:
    work = labelled()
    session = work.session
    assert isinstance(session, MemorySession)
    empty = labelled(words="").session.document
    for each in keys:
        count = len(session.document.relations)
        press(work, each)
        assert each in ("ctrl+z", "ctrl+y") or len(session.document.relations) <= count + 1
    while session.edit_count:
        work.state = work.state.leave()
        press(work, "ctrl+z")
    assert session.document == empty
