"""Plain mode's offers: read out with a number each, taken or refused one by one, mistyped numbers told."""

from __future__ import annotations

import pytest

from annotator.errors import UsageError
from annotator.tui.plain.commands import HELP, Speaker
from annotator.tui.plain.offers import newly_offered, offered_here
from tests.tui.in_memory import editor
from tests.tui.offering import offering, source

TEXT = "Oskell attacked the Dawn Column. Ilan Marek led the Dawn Column in Tessal.\n"
SAID = source(
    TEXT,
    [("Oskell", "GPE", 0.9), ("Dawn Column", "ORG", 0.8), ("Ilan Marek", "PERSON", 0.7), ("Dawn Column#2", "ORG", 0.9)],
    sure=("GPE",),
    relations=[("LEADER_OF", "Ilan Marek", "Dawn Column#2", 0.7), ("ALLIED_WITH", "Oskell", "Dawn Column", 0.6)],
    events=[("attacked", "Attack", 0.8, {"Agent": "Oskell", "Target": "Dawn Column"})],
)


def speaker() -> Speaker:
    return Speaker(offering(editor(TEXT), SAID))


def test_what_is_offered_is_read_out_taken_and_refused_by_number() -> None:
    plain = speaker()
    assert plain.say().lines[-1] == "offered here: 3; offers lists what"
    assert plain.do("offers").lines == (
        '1: mention GPE "Oskell", word 1; NAM = new; model:first 0.90, sure',
        '2: mention ORG "Dawn Column", words 4-5; NAM = new; model:first 0.80',
        '3: event Attack "attacked", word 2, Agent "Oskell", Target "Dawn Column"; model:first 0.80',
    )
    taken = plain.do("take 1 2 3").lines
    assert len(taken) == 3
    document = plain.work.session.document
    assert {each.text for each in document.entities.values()} == {"Oskell", "Dawn Column"}
    (event,) = document.events.values()
    assert {each.role for each in event.arguments} == {"Agent", "Target"}
    assert plain.work.state.mode is None
    assert plain.do("offers").lines == ('1: relation ALLIED_WITH from "Oskell" to "Dawn Column"; model:first 0.60',)
    assert plain.do("refuse 1").lines == ("Oskell ▸ Dawn Column: refused; undo offers it again",)
    assert plain.do("offers").lines == ("nothing is offered here",)
    plain.do("undo")
    assert len(plain.do("offers").lines) == 1


def test_a_relation_that_must_say_something_tells_what() -> None:
    plain = speaker()
    plain.do("n")
    plain.do("offers")
    plain.do("take 1 2")
    assert plain.do("offers article").lines[-1].startswith('4: relation LEADER_OF from "Ilan Marek"')
    (line,) = plain.do("take 4").lines
    assert line.endswith("status VALUE")
    assert plain.do("take 4").lines == ("Ilan Marek ▸ Dawn Column: no longer offered",)


@pytest.mark.parametrize("line", ["take 1-3", "take 1,2 3", "take 3, 1-2 2"])
def test_numbers_are_a_range_or_have_commas(line: str) -> None:
    plain = speaker()
    plain.do("offers")
    assert len(plain.do(line).lines) == 3
    assert len(plain.work.session.document.entities) == 2


@pytest.mark.parametrize(
    "line",
    ["take 2-9", "take 2-1", "take -1", "take 1-999999999", "take", "take 9", "refuse x", "offers here", "take 0"],
)
def test_what_is_typed_wrong_is_told(line: str) -> None:
    plain = speaker()
    with pytest.raises(UsageError, match="offers"):
        plain.do(line)
    plain.do("offers")
    with pytest.raises(UsageError):
        plain.do(line)


def test_confirm_all_takes_nothing_that_is_only_offered() -> None:
    plain = speaker()
    assert any(line.startswith("offered: ") for line in plain.do("proposed article").lines)
    assert plain.do("confirm all").lines[-1].endswith("is taken one by one: offers")
    assert not plain.work.session.document.entities
    assert not plain.work.session.document.relations
    assert "offers" in HELP


def test_the_sentence_is_read_out_before_what_is_offered_in_it() -> None:
    lines = speaker().do("offers article").lines
    assert [each for each in lines if not each[0].isdecimal()] == [
        "in: Oskell attacked the Dawn Column.",
        "in: Ilan Marek led the Dawn Column in Tessal.",
    ]
    assert [each.partition(":")[0] for each in lines if each[0].isdecimal()] == ["1", "2", "3", "4", "5"]


def test_help_is_of_some_words_where_they_are_given() -> None:
    lines = speaker().do("help take").lines
    assert 0 < len(lines) < len(HELP.splitlines())
    assert all("take" in each for each in lines)


def test_what_was_heard_of_a_sentence_is_no_news() -> None:
    """Each answer of the learner said again that something was offered, also where nothing had changed."""
    plain = speaker()
    (line,) = newly_offered(plain)
    assert line.startswith("offered here: 3")
    offering(plain.work, SAID)
    assert newly_offered(plain) == ()
    plain.do("n")
    assert newly_offered(plain) == offered_here(plain) != ()
