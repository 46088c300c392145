"""What is offered in the lists of `$`: taken with the rest, opened by its letter, refused by - and a letter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from annotator.model.annotation import Entity
from annotator.model.document import by_id, new_document
from annotator.suggest.offered.source import Source
from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.proposed import offers as offers_module
from annotator.tui.editor.proposed.items import MOST_ITEMS
from annotator.tui.editor.state import Filling
from annotator.tui.view.proposed import proposed_rows, taking_words
from tests.tui.in_memory import FULL_SCHEMA, MemorySession, editor, in_mode, press, select
from tests.tui.offering import offering, place_of, source

TEXT = "Oskell attacked the Dawn Column. Oskell and the Border Corps met Ilan Marek.\n"
MENTIONS = [
    ("Oskell", "GPE", 0.95),
    ("Dawn Column", "ORG", 0.6),
    ("Oskell#2", "GPE", 0.95),
    ("Ilan Marek", "PERSON", 0.7),
]
SAID = source(TEXT, MENTIONS, sure=("GPE",), relations=[("ALLIED_WITH", "Oskell", "Dawn Column", 0.7)],
              events=[("attacked", "Attack", 0.8, {"Agent": "Oskell", "Target": "Dawn Column"})])  # fmt: skip


def in_pieces(said: Source) -> Source:
    """The source with a mention in two pieces, which no walk reaches."""
    corps = tuple(place_of(TEXT, words) for words in ("Border", "Ilan"))
    pieces = Entity("T9", "ORG", corps, "Border Ilan", score=0.5)
    return replace(
        said, document=structs.replace(said.document, entities=by_id([*said.document.entities.values(), pieces]))
    )


def listed(work: Editor) -> list[tuple[str, str, bool]]:
    return [(each.words, each.tag, each.is_sure) for each in in_mode(work, Confirming).items]


def answers(work: Editor) -> list[tuple[object, ...]]:
    assert isinstance(work.session, MemorySession)
    entries = [each for entry in work.session.provenances for each in entry.get("offered", ())]
    return [(each["layer"], each["type"], each["answer"], each["batch"]) for each in entries]


def labelled(work: Editor) -> list[tuple[str, str, tuple[str, ...]]]:
    found = sorted(work.session.document.entities.values(), key=lambda each: each.spans)
    return [(each.text or "", each.type, each.unconfirmed) for each in found]


def test_all_that_is_offered_is_listed_with_who_says_it() -> None:
    work = offering(editor(TEXT), in_pieces(SAID))
    press(work, "ctrl+home", "$")
    items = {each.words: each for each in in_mode(work, Confirming).items}
    assert set(items) == {"Oskell", "Dawn Column", "◆attacked"}
    assert items["Oskell"].proposed == "NAM = new"
    assert items["Dawn Column"].reason == "model:first 0.60"
    assert items["◆attacked"].proposed == "Agent Oskell Target Dawn Column"
    press(work, "$")
    assert len(in_mode(work, Confirming).items) == 6
    assert "Border Ilan" in {each.words for each in in_mode(work, Confirming).items}


def test_enter_takes_them_with_their_values_and_leaves_events_to_their_frames() -> None:
    work = offering(editor(TEXT), SAID)
    press(work, "ctrl+home", "$", "enter")
    assert labelled(work) == [("Oskell", "GPE", ())]
    press(work, "enter")
    assert labelled(work) == [("Oskell", "GPE", ()), ("Dawn Column", "ORG", ())]
    assert answers(work) == [("entities", "GPE", "taken", False), ("entities", "ORG", "taken", False)]
    assert [words for words, *_ in listed(work)] == ["◆attacked", "Oskell ▸ Dawn Column"]
    assert taking_words(in_mode(work, Confirming)).startswith("Enter takes the first")
    press(work, "enter")
    assert in_mode(work, Filling).frame.subject in work.session.document.events
    press(work, "enter")
    assert [words for words, *_ in listed(work)] == ["Oskell ▸ Dawn Column"]
    press(work, "enter")
    assert len(work.session.document.relations) == 1
    assert listed(work) == []


def test_what_was_passed_over_is_not_taken_with_what_is_proposed_for_labels() -> None:
    work = offering(editor(TEXT), SAID)
    select(work, "Oskell")
    press(work, "g", "$")
    assert [item.offer is None for item in in_mode(work, Confirming).takes] == [True]
    press(work, "enter")
    assert labelled(work) == [("Oskell", "GPE", ())]
    assert "first" in taking_words(in_mode(work, Confirming))


def test_what_is_sure_in_all_that_it_says_is_ticked_and_taken_first() -> None:
    work = offering(editor(TEXT), SAID)
    select(work, "Oskell")
    press(work, "g", "enter")
    select(work, "Oskell", 1)
    press(work, "$")
    assert listed(work)[0] == ("Oskell", "GPE", True)
    press(work, "enter")
    assert [words for words, *_ in labelled(work)] == ["Oskell", "Oskell"]
    assert len({each.coref for each in work.session.document.entities.values()}) == 1


def test_a_letter_opens_it_as_a_proposal_and_the_answer_is_kept_when_it_is_decided() -> None:
    work = offering(editor(TEXT), SAID)
    press(work, "ctrl+home", "$")
    letter = "abc"[[words for words, *_ in listed(work)].index("Dawn Column")]
    press(work, letter)
    assert labelled(work) == [("Dawn Column", "ORG", ("coref", "level", "type"))]
    assert answers(work) == []
    press(work, "enter")
    assert labelled(work) == [("Dawn Column", "ORG", ())]
    assert answers(work) == [("entities", "ORG", "taken", False)]
    in_mode(work, Confirming)


@pytest.mark.parametrize(
    ("words", "layer"), [("Dawn Column", "entities"), ("Oskell", "entities"), ("◆attacked", "events")]
)
def test_minus_and_its_letter_refuse_it_for_good_until_undo(words: str, layer: str) -> None:
    work = offering(editor(TEXT), SAID)
    press(work, "ctrl+home", "$")
    before = listed(work)
    press(work, "-", "abc"[[each[0] for each in before].index(words)])
    assert words not in {each[0] for each in listed(work)}
    assert [each[2] for each in answers(work)] == ["refused"]
    press(work, "escape", "ctrl+z", "ctrl+home", "$")
    assert listed(work) == before


def test_one_that_was_opened_can_be_refused_too() -> None:
    work = offering(editor(TEXT), SAID)
    press(work, "ctrl+home", "$")
    letter = "abc"[[words for words, *_ in listed(work)].index("Dawn Column")]
    press(work, letter, "escape", "$")
    letter = "abc"[[words for words, *_ in listed(work)].index("Dawn Column")]
    press(work, "-", letter)
    assert labelled(work) == []
    assert "Dawn Column" not in {words for words, *_ in listed(work)}
    assert [each[2] for each in answers(work)] == ["refused"]


def test_the_lists_of_words_and_of_a_type_have_what_is_offered_of_them() -> None:
    work = offering(editor(TEXT), SAID)
    select(work, "Oskell")
    press(work, "$", "2")
    assert [words for words, *_ in listed(work)] == ["Oskell", "Oskell"]
    press(work, "3")
    assert listed(work) == []
    press(work, "escape", "g", "enter", "ctrl+home", "$", "4")
    assert [words for words, *_ in listed(work)] == ["Oskell"]


@pytest.mark.slow
def test_of_very_many_only_as_many_are_looked_at_as_the_list_holds() -> None:
    text = "Oskell met Tessal. " * 300
    entities = [Entity(f"T{n}", "GPE", ((n * 19, n * 19 + 6),), "Oskell", score=0.5) for n in range(300)]
    said = Source("many", "1", new_document("article", text, entities=by_id(entities)))
    work = offering(Editor(MemorySession(text, FULL_SCHEMA), editor().keys, len), said)
    work.see(InView((0, 500), (0, 500), 10))
    press(work, "$", "$")
    mode = in_mode(work, Confirming)
    assert (len(mode.items), mode.total, mode.is_cut) == (MOST_ITEMS, MOST_ITEMS, True)
    press(work, "enter")
    assert len(work.session.document.entities) == 1


@pytest.mark.parametrize(("place", "listed_there"), [(0, [0, 1]), (2, [3, 4]), (4, [0, 1, 4])])
def test_of_a_long_article_the_sentences_from_here_on_are_looked_at_first_and_that_is_said(
    place: int, listed_there: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers_module, "MOST_SENTENCES", 3)
    text = "".join(f"Oskell met Tessal{letter}. " for letter in "ABCDE")
    length = len(text) // 5
    offered_in = (0, 1, 3, 4)
    entities = [Entity(f"T{n}", "GPE", ((n * length, n * length + 6),), "Oskell", score=0.5) for n in offered_in]
    said = Source("many", "1", new_document("article", text, entities=by_id(entities)))
    work = offering(Editor(MemorySession(text, FULL_SCHEMA), editor().keys, len), said)
    work.see(InView((0, len(text)), (0, len(text)), 10))
    select(work, "Oskell", place)
    press(work, "$", "$")
    mode = in_mode(work, Confirming)
    assert [each.span[0] // length for each in mode.items if each.span] == listed_there
    assert (mode.stopped, mode.is_cut) == (True, True)
    rows = proposed_rows(mode, (80, 20), len)
    assert any("sentences from here on; $ $ again further on" in text for row in rows for text, _ in row)
