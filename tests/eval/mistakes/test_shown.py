"""A mistake in words shows both sides, every piece, and the trigger of an argument."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.mistakes.mistake import Mistake, Side
from annotator.eval.mistakes.shown import AROUND_CHARS, CUT, MOST_WORDS_CHARS, line, marked, pieces, said_of, words
from annotator.model.spans import Spans

TEXT = "Pressed, Acme Corp. Ltd answered with its left and right hands."


def side(*spans: tuple[int, int], label: str = "ORG", trigger: Spans = ()) -> Side:
    return Side(label, "ORG", spans, (), "Agent" if trigger else "", trigger)


def test_a_wrong_boundary_shows_where_the_prediction_ends() -> None:
    told = line(Mistake("d", "entities", "boundary", side((9, 18)), side((9, 23))), TEXT)
    assert told == (
        'd:9-18: entities boundary: gold ORG 9-18 "Acme Corp", predicted ORG 9-23 "Acme Corp. Ltd": '
        "Pressed, [Acme Corp]. Ltd answered with its left a…"
    )


def test_every_piece_of_a_mention_in_pieces_is_shown() -> None:
    told = line(Mistake("d", "entities", "missing", side((42, 46), (57, 62)), None), TEXT)
    assert '42-46,57-62 "left … hands", predicted nothing' in told
    assert "[left] and right [hands]" in told


def test_an_argument_names_its_trigger() -> None:
    argument = side((9, 18), label="Agent of Answer", trigger=((24, 32),))
    assert said_of(argument, TEXT) == 'Agent of Answer 9-18 "Acme Corp" (of 24-32 "answered")'
    assert argument.to_plain(TEXT)["trigger"] == [[24, 32]]
    assert said_of(argument) == "Agent of Answer 9-18 (of 24-32)"


def test_both_sides_have_their_words_in_json() -> None:
    plain = Mistake("d", "entities", "boundary", side((9, 18)), side((9, 23))).to_plain(TEXT)
    assert (plain["gold"]["text"], plain["predicted"]["text"]) == ("Acme Corp", "Acme Corp. Ltd")


texts = st.text("ab \n", max_size=150)
spans_of = st.lists(
    st.tuples(st.integers(0, 150), st.integers(0, 20)).map(lambda each: (each[0], sum(each))), min_size=1
)


@given(texts, spans_of)
def test_the_pieces_meant_are_all_characters_of_the_spans_once(text: str, spans: list[tuple[int, int]]) -> None:
    found = pieces(text, tuple(spans))
    covered = {place for start, end in spans for place in range(start, min(end, len(text)))}
    assert sum(len(piece.text) for piece in found if piece.meant) == len(covered)
    assert len(found[-1].text) <= AROUND_CHARS


@pytest.mark.parametrize(("before", "behind"), [(29, 29), (30, 30), (31, 31), (30, 31), (31, 30)])
def test_a_mark_stands_where_the_text_goes_on(before: int, behind: int) -> None:
    shown = marked("x" * before + "WORD" + "x" * behind, ((before, before + 4),))
    cut_before, cut_behind = CUT * (before > AROUND_CHARS), CUT * (behind > AROUND_CHARS)
    assert shown == f"{cut_before}{'x' * min(before, 30)}[WORD]{'x' * min(behind, 30)}{cut_behind}"


@pytest.mark.parametrize("length", [MOST_WORDS_CHARS - 1, MOST_WORDS_CHARS, MOST_WORDS_CHARS + 1, 3 * MOST_WORDS_CHARS])
def test_words_are_cut_to_a_bounded_length(length: int) -> None:
    shown = words("y" * length, ((0, length),))
    assert len(shown) == min(length, MOST_WORDS_CHARS)
    assert shown.endswith(CUT) == (length > MOST_WORDS_CHARS)


def test_a_piece_inside_another_is_not_shown_again() -> None:
    assert [each.text for each in pieces("abcdefgh", ((0, 4), (2, 4)))] == ["abcd", "efgh"]
    assert [each.text for each in pieces("abcdefgh", ((0, 4), (2, 6)))] == ["abcd", "ef", "gh"]
    assert [each.text for each in pieces("abcdefgh", ((2, 2),))] == ["ab", "", "cdefgh"]
