"""Twins: what is labelled where the same words stand is taken over as proposals, in one step."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.edits import add
from annotator.tui.editor.annotate.twins import LEAST_WORDS, twins
from annotator.tui.editor.editor import Editor
from tests.reaching import reached, reaching
from tests.tui.in_memory import editor, press, select, selected

CAPTION = "Ilan Marek of the Selm Brigade walks through Tessal after the raid"
TEXT = (
    f"{CAPTION}.\n\nOther words stand here, and more of them.\n\n{CAPTION.replace('Selm Brigade', 'Selm  Brigade')}.\n"
)


def labelled() -> Editor:
    work = editor(TEXT)
    for words, letter in (("Ilan Marek", "p"), ("Selm Brigade", "o"), ("Tessal", "g")):
        select(work, words)
        press(work, letter, "enter")
    return work


def mentions(work: Editor) -> list[Entity]:
    return sorted(work.session.document.entities.values(), key=lambda each: each.spans)


def test_mentions_are_taken_over_as_the_same_things_and_proposed() -> None:
    work = labelled()
    press(work, ",", "=")
    found = mentions(work)
    assert [each.text for each in found] == [
        "Ilan Marek",
        "Selm Brigade",
        "Tessal",
        "Ilan Marek",
        "Selm  Brigade",
        "Tessal",
    ]
    assert [each.coref for each in found[:3]] == [each.coref for each in found[3:]]
    assert not any(each.unconfirmed for each in found[:3])
    assert all("coref" in each.unconfirmed for each in found[3:])
    assert work.state.message == "line 5 repeats line 1: took over 3 mentions; $ confirms"
    press(work, ",", "=")
    assert work.state.message == "nothing to take over from it"
    press(work, "ctrl+z")
    assert len(mentions(work)) == 3


def test_it_is_offered_once_the_article_is_open() -> None:
    work = labelled()
    work.state = work.state.say("")
    work.offer_twin()
    assert work.state.message == ",= takes over 3 mentions: line 5 repeats line 1"
    press(work, ",", "=", "escape")
    work.state = work.state.say("")
    work.offer_twin()
    assert not work.state.message


def test_what_is_there_already_is_not_made_twice() -> None:
    work = labelled()
    select(work, "Tessal", 1)
    press(work, "g", "enter", ",", "=")
    assert len(mentions(work)) == 6
    assert "2 mentions" in work.state.message


def test_an_article_without_twins_says_so() -> None:
    work = editor("Oskell met Ilan Marek.\n")
    press(work, ",", "=")
    assert work.state.message == "no words of this article stand in it twice"
    assert selected(work) == "Oskell"


WORDS = st.lists(st.sampled_from("abc"), max_size=9)
RUNS = st.lists(st.sampled_from("abc"), min_size=LEAST_WORDS - 2, max_size=2 * LEAST_WORDS)


@reaching(0.3)
@given(WORDS, RUNS, WORDS, WORDS)
def test_twins_have_the_same_words_and_do_not_overlap(
    before: list[str], run: list[str], between: list[str], after: list[str]
) -> None:
    text = " ".join([*before, *run, *between, *run, *after])
    found = list(twins(text))
    reached(found)
    for twin in found:
        assert [text[slice(*each)] for each in twin.first] == [text[slice(*each)] for each in twin.second]
        assert len(twin.first) >= LEAST_WORDS
        assert twin.first[-1][1] <= twin.second[0][0]
        assert twin.across(twin.first) == twin.second


def test_relations_and_events_come_along_between_the_copies() -> None:
    work = labelled()
    marek, brigade, _ = mentions(work)
    for _ in range(9):
        work.session.fresh_id("T")
    document = work.session.document
    work.session.apply(add(document, Relation("R9", "MEMBER_OF", marek.id, brigade.id, evidence=((0, 30),))))
    start = TEXT.index("raid")
    trigger = Trigger(((start, start + 4),), "raid")
    event = Event("E9", "Attack", trigger, arguments=(Argument("Target", brigade.id),))
    work.take_edit(add(work.session.document, event), "made")
    work.index = type(work.index)(work.session.document)
    press(work, ",", "=")
    assert work.state.message.endswith("took over 3 mentions, 1 relation, 1 event; $ confirms")
    copies = {each.id for each in mentions(work)[3:]}
    (relation,) = (each for each in work.session.document.relations.values() if each.id != "R9")
    assert {relation.head, relation.tail} <= copies
    assert "type" in relation.unconfirmed
    (made,) = (each for each in work.session.document.events.values() if each.id != "E9")
    assert made.arguments[0].target in copies
    assert made.spans[0][0] == TEXT.rindex("raid")
