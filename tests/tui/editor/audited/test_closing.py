"""When an article is declared done, accepted plants are lifted and told, and what was hidden goes into the log."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from annotator.model.annotation import Relation
from annotator.model.edits import add
from annotator.suggest.offered.lots import Shares
from annotator.suggest.offered.sources import Sources
from annotator.suggest.worth.plants import LIFT
from annotator.tui.editor.audited.held import LogOfPlants
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.state import Picking
from tests.tui.editor.audited.auditing import WHOLE, at, audited, letter, memory_session, plants, right, sources
from tests.tui.in_memory import MemorySession, in_mode, press

PLANTED = Shares(planted=0.2, seed=1)


def done(work: Editor) -> None:
    """Declare every part."""
    press(work, "_", "m", "v", "r", "e")


def is_open(work: Editor) -> bool:
    """Whether anything is not declared."""
    return bool(work.session.document.incomplete_for)


def kept(work: Editor, key: str) -> list[Any]:
    """What the operations kept under a key."""
    session = work.session
    assert isinstance(session, MemorySession)
    found = []
    for each in session.provenances:
        value = each.get(key, [])
        found += value if isinstance(value, list) else [value]
    return found


def test_those_taken_are_lifted_by_an_edit_of_their_own_and_told_with_the_others() -> None:
    work = audited(PLANTED)
    first, second, third, *_ = shown = plants(work)
    press(at(work, first.span), "enter")
    press(at(work, second.span), letter(work, right().get(second.spans, "GPE")))
    press(at(work, third.span), "-")
    assert {each.spans for each in plants(work)} == {each.spans for each in shown[3:]}
    assert [each.type for each in work.context.exactly(first.spans)] == [first.type]
    done(work)
    assert not is_open(work)
    assert work.context.exactly(first.spans) == []
    told = in_mode(work, Picking)
    assert told.title.startswith("planted wrong suggestions: 1 of ")
    notes = {each.span: each.note for each in told.items}
    assert notes[first.span] == "taken, now lifted: label it right"
    assert notes[third.span] == "not taken"
    assert notes[second.span] in ("not taken: you gave another type", "not taken")
    assert told.items[0].span == first.span
    press(work, "enter")
    assert work.state.selection == first.span
    assert plants(work) == []
    # What is right there is offered now.
    assert [each.type for each in work.context.offers.mentions(first.span) if not each.planted]
    press(work, letter(work, "GPE"))
    assert not is_open(work)


def test_what_hangs_on_a_plant_goes_with_it_and_undo_brings_all_back() -> None:
    work = audited(PLANTED)
    first, second, *_ = plants(work)
    press(at(work, first.span), "enter")
    press(at(work, second.span), "enter")
    ids = sorted(work.session.document.entities)
    work.take_edit(add(work.session.document, Relation("R1", "MEMBER_OF", ids[0], ids[1])), "")
    before = work.session.document
    done(work)
    assert not work.session.document.entities
    assert not work.session.document.relations
    press(work, "escape", "escape")
    press(work, "ctrl+z")
    assert is_open(work)
    assert not work.session.document.entities
    press(work, "ctrl+z")
    assert work.state.message == f"undo: {LIFT}"
    assert work.session.document.entities == before.entities
    assert work.session.document.relations == before.relations
    press(work, "ctrl+y", "ctrl+y")
    assert not work.session.document.entities
    assert not is_open(work)


def test_one_that_was_corrected_stays() -> None:
    work = audited(PLANTED)
    first, *_ = plants(work)
    press(at(work, first.span), "enter")
    other = next(name for name in ("PERSON", "ORG", "GPE") if name != first.type)
    press(at(work, first.span), letter(work, other))
    done(work)
    assert [each.type for each in work.context.exactly(first.spans)] == [other]
    assert "taken, and lifted or mended since" in {each.note for each in in_mode(work, Picking).items}


def test_what_was_answered_is_not_planted_again_when_it_is_opened_again() -> None:
    work = audited(PLANTED)
    first, second, *others = plants(work)
    press(at(work, first.span), "enter")
    press(at(work, second.span), "enter")
    press(work, "backspace")
    done(work)
    press(work, "escape", "escape", "_", "m", "escape")
    assert "PERSON" in work.session.document.incomplete_for
    again = {each.spans for each in plants(work)}
    assert not again & {first.spans, second.spans}
    assert again <= {each.spans for each in others}


def test_an_answer_that_is_taken_back_plants_it_again() -> None:
    work = audited(PLANTED)
    before = plants(work)
    press(at(work, before[0].span), "enter")
    press(work, "ctrl+z")
    assert plants(work) == before
    press(work, "ctrl+y")
    assert plants(work) == before[1:]


def test_what_was_seen_right_does_not_become_wrong_under_ones_eyes() -> None:
    work = audited(Shares(planted=1.0, seed=1))
    unsure = Sources(tuple(replace(each, sure=frozenset()) for each in work.offers.all))
    whole = plants(work)
    work.take_offers(unsure)
    assert not plants(work)
    press(at(work, whole[0].span), "right")
    seen = work.context.sentence(whole[0].span)
    work.take_offers(sources())
    assert {each.spans for each in plants(work)} == {
        each.spans for each in whole if not seen[0] <= each.span[0] < seen[1]
    }


def test_plants_that_were_passed_over_count_as_not_taken_once_they_were_seen() -> None:
    work = audited(PLANTED)
    first, *others = plants(work)
    press(at(work, first.span), "tab")
    far = [each for each in others if work.context.sentence(each.span) != work.context.sentence(first.span)]
    done(work)
    answered = {tuple(map(tuple, each["spans"])): each["answer"] for each in kept(work, "offered")}
    assert answered[first.spans] == "refused"
    assert not {each.spans for each in far[2:]} & set(answered)
    press(work, "escape", "escape", "_", "m", "m")
    assert len(kept(work, "offered")) == len(answered)


def test_the_sure_ones_of_a_sentence_may_hold_a_plant() -> None:
    work = audited(PLANTED)
    first, *_ = plants(work)
    press(at(work, first.span), "ctrl+t")
    batch = [each for each in kept(work, "offered") if each["planted"]]
    assert batch
    assert all(each["batch"] and each["answer"] == "taken" for each in batch)


def test_what_was_not_shown_is_kept_with_what_the_person_made_of_it() -> None:
    work = audited(Shares(unaided=0.5, seed=3))
    hidden = [spans for spans in right() if work.context.is_unaided(spans[0][0])]
    for spans in hidden[:2]:
        press(at(work, spans[0]), letter(work, right()[spans]))
    wrong = next(name for name in ("PERSON", "ORG", "GPE") if name != right()[hidden[2]])
    press(at(work, hidden[2][0]), letter(work, wrong))
    done(work)
    entries = kept(work, "offered")
    assert {tuple(map(tuple, each["spans"])): (each["shown"], each["answer"]) for each in entries} == {
        spans: (False, "taken" if number < 2 else "retyped" if number == 2 else "refused")
        for number, spans in enumerate(hidden)
    }
    assert kept(work, "unaided") == [{"made": 3, "found": 2, "unknown": 0}]
    # Opened again and declared again, it is not counted twice.
    press(work, "m", "m", "escape")
    assert not is_open(work)
    assert len(kept(work, "unaided")) == 1
    # Undone it counts no more, and is kept by the next declaration.
    press(work, *["ctrl+z"] * 3)
    assert is_open(work)
    press(work, "_", "e")
    assert len(kept(work, "unaided")) == 2


HIDING = Shares(unaided=0.5, seed=3)


def test_what_was_labelled_before_anybody_noted_what_is_hidden_there_counts_as_not_known() -> None:
    before = audited(HIDING)
    hidden = [spans for spans in right() if before.context.is_unaided(spans[0][0])]
    press(at(before, hidden[0][0]), letter(before, right()[hidden[0]]))
    labelled = before.context.sentence(hidden[0][0])
    # A sitting later: the same layer, and nothing is known of the one before.
    work = audited(HIDING, before.session)
    press(at(work, hidden[1][0]), "right")
    done(work)
    entries = {tuple(map(tuple, each["spans"])) for each in kept(work, "offered")}
    assert entries == {each for each in hidden if not labelled[0] <= each[0][0] < labelled[1]}
    assert kept(work, "unaided") == [{"made": 0, "found": 0, "unknown": 1}]


def test_what_is_spread_into_a_sentence_is_noted_before() -> None:
    work = audited(HIDING)
    hidden = {spans: name for spans, name in right().items() if work.context.is_unaided(spans[0][0])}
    elsewhere = next(spans for spans, name in right().items() if spans not in hidden and name == "GPE"
                     and work.text[slice(*spans[0])] in {work.text[slice(*each[0])] for each in hidden})  # fmt: skip
    press(at(work, elsewhere[0]), letter(work, "GPE").upper(), "enter")
    done(work)
    (counts,) = kept(work, "unaided")
    assert counts["unknown"] == 0
    assert counts["made"] == counts["found"] > 0


def test_what_was_planted_before_it_was_turned_off_is_lifted_all_the_same() -> None:
    before = audited(PLANTED)
    press(at(before, plants(before)[0].span), "enter")
    log = LogOfPlants(before.held.plants, before.held.answered)
    work = audited(Shares(), before.session, log)
    assert plants(work) == []
    assert work.session.document.entities
    done(work)
    assert not work.session.document.entities
    assert in_mode(work, Picking).title.startswith("planted wrong suggestions: 1 of 1 taken")


def test_nothing_is_kept_where_nobody_asked() -> None:
    work = audited(Shares(), memory_session())
    assert not plants(work)
    press(work, "ctrl+home", "enter")
    done(work)
    assert work.state.mode is None or not isinstance(work.state.mode, Picking)
    assert kept(work, "unaided") == []
    assert len(work.context.offers.mentions(WHOLE)) == 33
