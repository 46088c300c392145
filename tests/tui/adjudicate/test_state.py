"""Walking stops and answering them, without a screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.adjudication.merge import merge_layers
from annotator.agreement.adjudication.row import Decision, Reading, Row, decide
from annotator.agreement.adjudication.stops import Block, Stop
from annotator.tui.adjudicate.choosing import answered_before
from annotator.tui.adjudicate.keys import VERB_OF
from annotator.tui.adjudicate.press import press
from annotator.tui.adjudicate.state import AdjudicationState, reloaded
from tests.agreement.adjudication.test_merge import ANA, BEN, layer
from tests.reaching import reached, reaching


def row(number: int, words: str = "guards", *, problem: str = "") -> Row:
    readings = (Reading("A", ("ana",), "A"), Reading(None, ("ben",), "nothing"))
    return Row("d", "entities", "missing", "ORG", "form", f"T{number}", ((number, number + 1),), readings,
               ("ana", "ben"), (f"T{number}",), words, problem)  # fmt: skip


def state(*stops: Stop) -> AdjudicationState:
    return AdjudicationState(stops, {"d": ("ben", "ana")})


TWO_ROWS = Stop("sentence", (Block((row(1), row(2, "Selm")), (0, 9)),))
ALIKE = Stop("sentence", (Block((row(11),), (10, 19)),))
TWO_BLOCKS = Stop("sentence", (*TWO_ROWS.blocks, *ALIKE.blocks))


def after(start: AdjudicationState, *keys: str) -> tuple[AdjudicationState, list[Decision], str]:
    made: list[Decision] = []
    action = ""
    for key in keys:
        start, decisions, action = press(start, key)
        made += decisions
    return start, made, action


@reaching(0.2)
@given(st.lists(st.sampled_from([*VERB_OF, "1", "2", "3", "x", "l", "y"]), max_size=25))
def test_whatever_is_pressed_a_stop_is_open_and_answers_are_of_its_rows(keys: list[str]) -> None:
    current = state(TWO_ROWS, ALIKE)
    keys_of_rows = {each.key for stop in current.stops for each in stop.rows}
    reached(len(keys) > 2)
    for key in keys:
        current, decisions, _ = press(current, key)
        assert current.stop is not None
        assert {each.key for each in decisions} <= keys_of_rows


def test_a_digit_is_one_persons_reading_of_the_whole_stop() -> None:
    _, made, action = after(state(TWO_ROWS), "1")
    assert [(each.how, each.chosen) for each in made] == [("nothing", ()), ("nothing", ())], "ben was drawn first"
    assert action == "advance"
    _, made, _ = after(state(TWO_ROWS), "2")
    assert [each.chosen for each in made] == [("A",), ("A",)]


def test_in_a_question_a_digit_is_what_the_screen_shows_under_it_in_every_document() -> None:
    elsewhere = replace(row(3), document="f")
    asked = AdjudicationState(
        (Stop("question", (Block((row(1), row(2), elsewhere)),)),), {"d": ("ben", "ana"), "f": ("ana", "ben")}
    )
    shown = [[(digit, each.words) for digit, each in asked.digits(each)] for each in asked.stops[0].rows]
    assert shown == [[(1, "nothing"), (2, "A")]] * 3
    _, made, _ = after(asked, "1")
    assert [each.how for each in made] == ["nothing"] * 3
    _, made, _ = after(asked, "down", "1", "2", "2")
    assert [each.chosen for each in made] == [(), ("A",), ("A",)]


def test_in_the_rows_a_digit_decides_one_and_goes_to_the_next() -> None:
    current, made, action = after(state(TWO_ROWS), "down", "2")
    assert (len(made), current.row, action) == (1, 1, "")
    current, made, action = after(current, "1")
    assert (made[0].how, action) == ("nothing", "advance")


def test_enter_answers_as_before_and_does_nothing_without_an_earlier_answer() -> None:
    current, made, _ = after(state(ALIKE, TWO_ROWS), "enter")
    assert (made, current.message) == ([], "nothing was answered to these words before")
    current, _, _ = after(current, "2", "tab")
    _, made, _ = after(current, "enter")
    assert [each.chosen for each in made] == [("A",)], "only the row of the same words"


def test_answers_of_earlier_sessions_can_be_given_again() -> None:
    layers = {"ana": layer("ana", ANA, BEN), "ben": layer("ben", ANA)}
    (asked,) = merge_layers(layers).open
    earlier, times = answered_before([merge_layers(layers, {asked.key: decide(asked, ())})])
    assert (earlier, times) == ({asked.question: ()}, {asked.question: 1})
    again = replace(state(Stop("sentence", (Block((replace(asked, anchor="other"),), (0, 9)),))), earlier=earlier)
    _, made, _ = after(again, "enter")
    assert [each.how for each in made] == ["nothing"]
    assert answered_before([merge_layers(layers)]) == ({}, {})


def test_all_like_this_says_how_many_and_is_one_step_back() -> None:
    current, made, _ = after(state(TWO_ROWS, ALIKE), "down", "2", "a")
    assert (len(made), current.message) == (1, "1 more in d: Enter answers them alike")
    current, made, action = after(current, "enter")
    assert ([each.key for each in made], action) == ([row(11).key], "advance")
    assert made[0].batch
    _, made, _ = after(current, "u")
    assert [(each.key, each.how) for each in made] == [(row(11).key, "open")]


def test_a_reason_and_a_note_belong_to_the_last_answer() -> None:
    _, made, _ = after(state(ALIKE), "2", "r", "g", "#", "s", "e", "e", "space", "3", "enter")
    assert [each.reason for each in made] == ["", "guideline silent", "guideline silent"]
    assert made[-1].note == "see 3"
    assert len({each.key for each in made}) == 1


def test_who_said_it_is_hidden_and_kept_when_it_was_asked() -> None:
    _, made, _ = after(state(ALIKE), "2")
    assert not made[0].revealed
    _, made, _ = after(state(ALIKE), "w", "2")
    assert made[0].revealed


@pytest.mark.parametrize("key", ["g", "x", "7", "b"])
def test_what_does_nothing_says_so(key: str) -> None:
    current, made, _ = after(state(TWO_ROWS), key)
    assert made == []
    assert current.message


def test_a_problem_is_taken_away_or_edited_never_chosen() -> None:
    current, made, _ = after(state(Stop("sentence", (Block((row(1, problem="needs PERSON"),), (0, 9)),))), "2")
    assert made == []
    _, made, _ = after(current, "n")
    assert made[0].how == "nothing"


def test_a_digit_decides_one_sentence_of_several_on_a_screen() -> None:
    current, made, action = after(state(TWO_BLOCKS), "1")
    assert (len(made), current.block, action) == (2, 1, "")
    assert {each.stop for each in made} == {"sentence d 0"}
    current, made, action = after(current, "2")
    assert ([each.stop for each in made], action) == (["sentence d 10"], "advance")


def test_rows_of_a_sentence_are_left_for_the_next_sentence_when_they_are_answered() -> None:
    current, made, _ = after(state(TWO_BLOCKS), "down", "2", "1")
    assert (len(made), current.block, current.row) == (2, 1, None)
    current, _, _ = after(current, "up")
    assert (current.block, current.row) == (0, None)
    current, _, _ = after(current, "down", "down", "down")
    assert (current.block, current.row) == (1, 2)
    _, made, _ = after(current, "up", "up", "down", "2")
    assert [each.key for each in made] == [row(1).key]


PIECES = ("Ta*3", "Tb*1", "Tc*2")
ONE, TWO = [["Ta*3", "Tb*1", "Tc*2"]], [["Ta*3"], ["Tb*1", "Tc*2"]]
READINGS = (Reading(ONE, ("ana",), "one"), Reading(TWO, ("ben",), "two"))
DIVIDED = Row("d", "entities", "cluster", "GPE", "coref", "Ta", ((0, 4),), READINGS, ("ana", "ben"), pieces=PIECES)
CHAIN = Stop("chain", (Block((DIVIDED,)), Block((replace(DIVIDED, anchor="Tx"),))))


@pytest.mark.parametrize(
    ("keys", "chosen", "how"),
    [
        ("2", ONE, "chosen"),
        ("nb", TWO, "chosen"),
        ("nB", TWO, "chosen"),
        ("aa", ONE, "chosen"),
        ("an", [["Ta*3", "Tb*1"], ["Tc*2"]], "edited"),
        ("bc", [["Ta*3"], ["Tb*1"], ["Tc*2"]], "edited"),
        ("na", [["Ta*3", "Tc*2"], ["Tb*1"]], "edited"),
    ],
)
def test_a_chain_is_divided_by_letters(keys: str, chosen: list[list[str]], how: str) -> None:
    current, made, action = after(state(CHAIN), "down", *keys)
    assert [(each.how, each.chosen) for each in made] == [(how, (chosen,))]
    assert (current.block, current.things, action) == (1, (), "")


def test_a_letter_of_a_later_piece_and_a_step_back() -> None:
    current, made, _ = after(state(CHAIN), "down", "c")
    assert (made, current.message) == ([], "B is which of A? n: a thing apart")
    current, made, _ = after(current, "n", "up", "up")
    assert (made, current.things) == ([], ())
    current, _, _ = after(current, "down", "down")
    assert (current.block, current.things) == (1, ())


def test_after_reading_the_stops_again_the_open_one_stays_until_it_is_decided() -> None:
    current, _, _ = after(state(TWO_ROWS, ALIKE), "tab")
    assert reloaded(current, [TWO_ROWS, ALIKE]).stop == ALIKE
    gone = reloaded(current, [TWO_ROWS])
    assert gone.stop == TWO_ROWS
    assert reloaded(current, []).stop is None
