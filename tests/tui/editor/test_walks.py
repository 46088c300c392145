"""The walks along likely triggers and heads of relations: where they stop, what they read, how they end."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Relation
from annotator.tui.editor.coverage.places import likely_places
from annotator.tui.editor.editor import Editor
from annotator.tui.editor.passes import EVENTS, MENTIONS, RELATIONS
from annotator.tui.editor.state import Choosing, Valuing
from tests.tui.in_memory import FULL_SCHEMA, editor, hint_of, in_mode, press, select, selected

LISTED = replace(
    FULL_SCHEMA,
    event_types={
        "Attack": replace(FULL_SCHEMA.event_types["Attack"], triggers=("attack*", "raid*")),
        "Statement": replace(FULL_SCHEMA.event_types["Statement"], examples=("He [denied] it.",)),
    },
)
TEXT = (
    "Ilan Marek leads the Selm Brigade. The Selm Brigade attacked Tessal and raided Orrin. "
    "It rained.\n\nMarek denies it. Varania attacks Oskell.\n"
)


def labelled() -> Editor:
    work = editor(TEXT, LISTED)
    for words, letter in (("Ilan Marek", "p"), ("Selm Brigade", "o"), ("Varania", "g"), ("Oskell", "g")):
        select(work, words)
        press(work, letter, "enter")
    return work


def sentence(work: Editor, words: str) -> tuple[int, int]:
    start = work.text.index(words)
    return work.context.sentence((start, start))


def test_the_pass_for_events_asks_for_every_likely_trigger() -> None:
    work = editor(TEXT, LISTED)
    places = likely_places(work.context, EVENTS, sentence(work, "attacked"))
    assert [work.text[slice(*span)] for span in places] == ["attacked", "raided"]
    assert likely_places(work.context, EVENTS, sentence(work, "rained")) == []
    # "denies" is a form of the word that the schema marks in an example.
    assert len(likely_places(work.context, EVENTS, sentence(work, "denies"))) == 1


def test_no_word_within_a_name_is_a_likely_trigger() -> None:
    """The walk stopped at "Transport" in "the Ministry of Transport"."""
    work = editor("The Raided Council met where Oskell attacked.\n", LISTED)
    whole = sentence(work, "The")
    assert [work.text[slice(*span)] for span in likely_places(work.context, EVENTS, whole)] == ["Raided", "attacked"]
    select(work, "Raided Council")
    press(work, "o")
    assert [work.text[slice(*span)] for span in likely_places(work.context, EVENTS, whole)] == ["attacked"]


def test_a_sentence_is_read_for_events_when_the_walk_has_passed_its_triggers() -> None:
    work = labelled()
    mentions = work.read.walked[MENTIONS]
    select(work, "Ilan")
    press(work, "!", "tab")
    assert selected(work) == "attacked"
    press(work, "tab")
    assert selected(work) == "raided"
    assert not work.read.walked[EVENTS]
    press(work, "tab")
    assert selected(work) == "denies"
    assert work.read.walked[EVENTS] == {sentence(work, "attacked")[0]}
    assert work.read.walked[MENTIONS] == mentions
    press(work, "-", "-", "escape")
    assert sentence(work, "denies")[0] in work.read.walked[EVENTS]


def test_tab_on_what_was_read_goes_to_the_first_place_that_was_not() -> None:
    work = labelled()
    select(work, "Ilan")
    press(work, "!", "tab", "tab", "tab", "escape")
    select(work, "attacked")
    press(work, "!", "tab")
    # What is left in the sentence comes first, then what is unread.
    assert selected(work) == "raided"
    press(work, "tab")
    assert selected(work) == "denies"
    press(work, "tab", "tab", "escape")
    # Nothing is unread any more: the walk goes from place to place again.
    select(work, "attacked")
    press(work, "!", "tab")
    assert selected(work) == "raided"


def test_the_walk_for_mentions_skips_what_was_read_when_it_starts_there() -> None:
    work = labelled()
    select(work, "Ilan Marek")
    press(work, *[")"] * 3)
    work.read = replace(work.read, walked={**work.read.walked, MENTIONS: frozenset({0, sentence(work, "attacked")[0]})})
    select(work, "Ilan Marek")
    press(work, "tab")
    assert work.state.selection[0] >= sentence(work, "rained")[0]


def test_relations_are_walked_head_by_head_until_tab_and_escape() -> None:
    work = labelled()
    select(work, "Ilan Marek")
    press(work, ">", "tab")
    # From the first head on; the brigade has no relation in this sentence that it could be the head of.
    assert in_mode(work, Choosing).verb == "relation"
    assert selected(work) == "Varania"
    assert sentence(work, "Ilan")[0] in work.read.walked[RELATIONS]
    press(work, "shift+tab")
    assert selected(work) == "Ilan Marek"
    letter = next(key for key, name in work.letters.relations.items() if name == "LEADER_OF")
    press(work, letter)
    press(work, hint_of(work, "Selm Brigade"))
    in_mode(work, Valuing)
    press(work, "c")
    # The relation is made, and its head asks for another one.
    (made,) = work.session.document.relations.values()
    assert isinstance(made, Relation)
    assert made.attributes["status"] == "current"
    mode = in_mode(work, Choosing)
    assert (mode.verb, work.text[slice(*work.state.selection)]) == ("relation", "Ilan Marek")
    press(work, "escape")
    assert work.state.mode is None
    assert not work.state.relating


def test_the_status_line_counts_what_is_not_decided() -> None:
    work = editor()
    assert work.index.unconfirmed == 0
    select(work, "Oskell")
    press(work, "g")
    assert work.index.unconfirmed == 1
    press(work, "enter")
    assert work.index.unconfirmed == 0
    press(work, "ctrl+z", "ctrl+z")
    assert work.index.unconfirmed == 0
