"""Taking what is offered: one key, all of it decided, nothing without a key; the sure ones of a sentence at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Entity
from annotator.tui.editor.editor import Editor
from annotator.tui.keymap import keymap
from tests.examples import examples
from tests.tui.in_memory import FULL_SCHEMA, MemorySession, editor, press, select, selected
from tests.tui.offering import offering, source

TEXT = "Oskell met the Dawn Column in Tessal. The Column left Oskell.\n"
SAID = [("Oskell", "GPE", 0.95), ("Dawn Column", "ORG", 0.97), ("Tessal", "GPE", 0.6), ("Oskell#2", "GPE", 0.99)]
ALL = source(TEXT, [*SAID, ("Column#2", "ORG", 0.7)], sure=("GPE", "ORG"), things=[("Dawn Column", "Column#2")])


def labelled(work: Editor) -> list[tuple[str, str, tuple[str, ...]]]:
    found = sorted(work.session.document.entities.values(), key=lambda each: each.spans)
    return [(work.text[slice(*each.spans[0])], each.type, each.unconfirmed) for each in found]


def mention(work: Editor, number: int) -> Entity:
    return sorted(work.session.document.entities.values(), key=lambda each: each.spans)[number]


def test_enter_takes_what_is_offered_with_level_and_thing_and_goes_on() -> None:
    work = offering(editor(TEXT), ALL)
    press(work, "ctrl+home", "enter")
    assert labelled(work) == [("Oskell", "GPE", ())]
    assert mention(work, 0).attributes == {"level": "NAM"}
    assert selected(work) == "Dawn Column"
    press(work, "enter", "enter", "enter", "enter")
    assert [words for words, *_ in labelled(work)] == ["Oskell", "Dawn Column", "Tessal", "Column", "Oskell"]
    assert mention(work, 0).coref == mention(work, 4).coref
    assert mention(work, 1).coref == mention(work, 3).coref


def test_enter_confirms_an_open_card_first() -> None:
    work = offering(editor(TEXT), ALL)
    press(work, "ctrl+home", "g")
    assert labelled(work)[0][2]
    press(work, "enter")
    assert labelled(work) == [("Oskell", "GPE", ())]
    press(work, "enter")
    assert len(labelled(work)) == 2


def test_values_that_a_source_says_come_with_it_where_the_schema_admits_them() -> None:
    said = source(TEXT, [("Oskell", "GPE", 0.9), ("Tessal", "GPE", 0.9)],
                  values={"Oskell": {"level": "NOM"}, "Tessal": {"level": "BIG", "size": "1"}})  # fmt: skip
    work = offering(editor(TEXT), said)
    for words in ("Oskell", "Tessal"):
        select(work, words)
        press(work, "enter")
    assert [mention(work, number).attributes for number in (0, 1)] == [{"level": "NOM"}, {"level": "NAM"}]


def test_the_sure_ones_of_a_sentence_are_one_key_and_one_undo() -> None:
    work = offering(editor(TEXT), ALL)
    press(work, "ctrl+home", "ctrl+t")
    assert [(words, kind) for words, kind, _ in labelled(work)] == [("Oskell", "GPE"), ("Dawn Column", "ORG")]
    assert selected(work) == "Tessal"
    assert [each["batch"] for each in offered_log(work)] == [True, True]
    press(work, "ctrl+z")
    assert labelled(work) == []
    select(work, "Tessal")
    press(work, "ctrl+t", "ctrl+t")
    assert "nothing" in work.state.message


def test_same_words_taken_at_once_are_one_thing() -> None:
    text = "Oskell and Oskell met.\n"
    said = source(text, [("Oskell", "GPE", 0.95), ("Oskell#2", "GPE", 0.95)], sure=("GPE",))
    work = offering(editor(text), said)
    press(work, "ctrl+home", "ctrl+t")
    assert mention(work, 0).coref == mention(work, 1).coref


def test_what_was_taken_at_once_and_is_not_sure_comes_to_the_card_until_it_is_decided() -> None:
    text = "Oskell met Ilan Marek and Ada Merrin in Tessal.\n"
    names = ("Oskell", "Ilan Marek", "Ada Merrin", "Tessal")
    said = source(text, [(each, "GPE", 0.95) for each in names], sure=("GPE",))
    work = offering(editor(text), said)
    press(work, "ctrl+home", "ctrl+t")
    assert "4 to check" in work.state.message
    assert card(work) == "Oskell"
    press(work, "enter", "=", "=")
    assert card(work) == "Ada Merrin"
    press(work, "backspace")
    assert card(work) == "Tessal"
    press(work, "enter")
    assert (card(work), work.state.to_check) == ("Tessal", ())
    assert [parts for *_, parts in labelled(work)] == [()] * 3


def test_where_another_is_put_on_the_card_the_check_ends() -> None:
    text = "Oskell met Ilan Marek and Ada Merrin in Tessal.\n"
    said = source(text, [(each, "GPE", 0.95) for each in ("Oskell", "Ilan Marek", "Tessal")], sure=("GPE",))
    work = offering(editor(text), said)
    press(work, "ctrl+home", "ctrl+t")
    select(work, "Ada Merrin")
    press(work, "g", "enter")
    assert (card(work), work.state.to_check) == ("Ada Merrin", ())


def test_what_is_taken_at_once_may_be_one_thing_with_what_is_taken_before_it() -> None:
    text = "Oskell said it had left.\n"
    said = source(text, [("Oskell", "GPE", 0.95), ("it", "GPE", 0.95)], sure=("GPE",))
    work = offering(editor(text), said)
    press(work, "ctrl+home", "ctrl+t")
    assert mention(work, 0).coref == mention(work, 1).coref


def card(work: Editor) -> str:
    there = work.session.document.find(work.state.card or "")
    assert isinstance(there, Entity)
    return there.text or ""


def test_a_sentence_that_was_only_shown_is_to_be_read_once_something_is_offered_in_it() -> None:
    work = editor("the rest went on.\nso was done.\n")
    assert work.read.shown["mentions"]
    offering(work, source(work.text, [("rest", "GPE", 0.9)]))
    work.see(work.in_view)
    assert [work.text[start:].split()[0] for start in sorted(work.read.shown["mentions"])] == ["so"]


def offered_log(work: Editor) -> list[dict[str, object]]:
    assert isinstance(work.session, MemorySession)
    return [each for entry in work.session.provenances for each in entry.get("offered", ())]


def test_each_answer_is_kept_for_the_log() -> None:
    work = offering(editor(TEXT), ALL)
    press(work, "ctrl+home", "enter")
    select(work, "Dawn Column")
    press(work, "g")
    select(work, "Tessal")
    press(work, "-")
    log = offered_log(work)
    assert [(each["type"], each["answer"]) for each in log] == [
        ("GPE", "taken"),
        ("ORG", "retyped"),
        ("GPE", "refused"),
    ]
    assert log[0]["source"] == "model:first@1"
    assert log[2]["probability"] == 0.6


def test_all_who_said_the_same_are_in_the_log_and_in_the_counts() -> None:
    one, other = (source(TEXT, [("Tessal", "GPE", 0.6)], name=name) for name in ("model:first", "llm:small"))
    work = offering(editor(TEXT), one, other)
    select(work, "Tessal")
    press(work, "enter")
    [entry] = offered_log(work)
    assert (entry["source"], entry["also"]) == ("model:first@1", ("llm:small@1",))
    assert isinstance(work.session, MemorySession)
    assert set(work.session.provenances[0]["decided"]) == {
        "entities GPE: model:first",
        "entities GPE: llm:small",
    }


KEYS = ("enter", "tab", "shift+tab", "right", "-", "ctrl+t", "ctrl+z", "ctrl+y", "g", "o", "escape", "$", "=", "1", ")")


@given(st.lists(st.sampled_from(KEYS), max_size=25))
@examples(30)
def test_nothing_offered_is_in_the_layer_without_a_decision_in_the_log_and_undo_takes_all_back(keys: list[str]) -> None:
    work = offering(Editor(MemorySession(TEXT, FULL_SCHEMA), keymap(), len), ALL)
    session = work.session
    assert isinstance(session, MemorySession)
    before = session.document
    for each in keys:
        edits = session.edit_count
        changed = session.document
        press(work, each)
        if session.document is not changed and session.edit_count == edits:
            assert each in ("ctrl+z", "ctrl+y")
    taken = [each for each in offered_log(work) if each["answer"] in ("taken", "retyped")]
    assert len(session.document.entities) <= len(taken) + sum(each in ("g", "o") for each in keys)
    while session.edit_count:
        work.state = work.state.leave()
        press(work, "ctrl+z")
    assert session.document == before
