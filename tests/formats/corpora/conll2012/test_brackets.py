"""Brackets over tokens are read as they are written, nested and crossing."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.corpora.conll2012.brackets import (
    Bracket,
    Slip,
    name_cells,
    names,
    thing_cells,
    things,
    uncrossed,
)
from tests.examples import examples

TOKENS = 8


@st.composite
def brackets(draw: st.DrawFn) -> Bracket:
    start, end = sorted(draw(st.lists(st.integers(0, TOKENS), min_size=2, max_size=2, unique=True)))
    return Bracket(start, end, draw(st.sampled_from("0123")))


@examples(100)
@given(st.lists(brackets(), max_size=9))
def test_mentions_of_several_things_may_cross(drawn: list[Bracket]) -> None:
    said = [each for label in "0123" for each in uncrossed(each for each in drawn if each.label == label)]
    again, slips = things(thing_cells(said, TOKENS))
    assert (Counter(again), slips) == (Counter(said), [])


@examples(100)
@given(st.lists(brackets(), max_size=9))
def test_names_nest(drawn: list[Bracket]) -> None:
    said = list(uncrossed(drawn))
    again, slips = names(name_cells(said, TOKENS))
    assert (again, slips) == (sorted(said, key=lambda each: (each.start, -each.end)), [])


def test_cells_are_written_as_others_write_them() -> None:
    said = [Bracket(0, 3, "7"), Bracket(0, 1, "8"), Bracket(1, 3, "9"), Bracket(2, 3, "8")]
    assert thing_cells(said, 4) == ["(7|(8)", "(9", "9)|7)|(8)", "-"]
    assert name_cells([Bracket(0, 3, "ORG"), Bracket(2, 3, "GPE")], 4) == ["(ORG*", "*", "(GPE))", "*"]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["(1(3(3", "-", "3)3)1)"], [(0, 3, "1"), (0, 3, "3"), (0, 3, "3")]),
        (["(1", "(2", "1)", "2)"], [(0, 3, "1"), (1, 4, "2")]),
        (["(0)|(12)", "_", "*"], [(0, 1, "0"), (0, 1, "12")]),
        (["(1", "(1)|1)"], [(0, 2, "1"), (1, 2, "1")]),
    ],
)
def test_cells_of_others_are_read(cells: list[str], found: list[tuple[int, int, str]]) -> None:
    assert things(cells) == ([Bracket(*each) for each in found], [])


@pytest.mark.parametrize(
    ("cells", "token", "message"),
    [
        (["-", "2)"], 1, '"2)" closes nothing'),
        (["(2", "-"], 0, '"(2" is not closed in its document'),
        (["B-2"], 0, '"B-2" is no bracket; expected such as (3'),
        (["(2)x"], 0, '"(2)x" is no bracket'),
        (["(2)", "(3", "2)"], 2, '"2)" closes nothing'),
    ],
)
def test_a_bracket_without_its_other_half_is_told(cells: list[str], token: int, message: str) -> None:
    slips = things(cells)[1]
    assert any(each.token == token and each.message.startswith(message) for each in slips), slips


def test_names_that_do_not_close_are_told() -> None:
    assert names(["*)", "(ORG*"])[1] == [
        Slip(0, '")" closes nothing; expected a bracket that opens it before'),
        Slip(1, '"(ORG" is not closed in its document'),
    ]
