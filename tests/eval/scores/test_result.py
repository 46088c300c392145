from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.eval.measures.families import FIGURES
from annotator.eval.measures.registry import ALL_MEASURES
from annotator.eval.scores.result import NAMES, Result, Score, scores_from_plain

FRACTIONS = st.none() | st.floats(0, 1)
INTERVALS = st.none() | st.dictionaries(st.sampled_from(FIGURES), st.tuples(st.floats(0, 1), st.floats(0, 1)))
EXTRA = st.dictionaries(st.just("f_beta"), FRACTIONS)
WORDS = st.none() | st.text(max_size=4)


@st.composite
def scores(draw: st.DrawFn) -> Score:
    """A row of any measure, with the counts of its family."""
    measure = draw(st.sampled_from(ALL_MEASURES))
    counts = {name: draw(st.floats(0, 1000)) for name in measure.family.counts}
    precision, recall, f1 = (draw(FRACTIONS) for _ in FIGURES)
    extra = draw(EXTRA)
    names = (measure.layer, measure.name, "micro", draw(WORDS), draw(WORDS))
    return Score(*names, counts, precision, recall, f1, draw(INTERVALS), extra)


@given(st.lists(scores(), max_size=3))
def test_what_is_written_reads_back_with_its_counts_in_their_order(given: list[Score]) -> None:
    written = json.loads(json.dumps(Result("", 1, tuple(given)).to_plain()))
    found = scores_from_plain(written, "old.json")
    assert found == tuple(given)
    assert [list(each.counts) for each in found] == [list(each.counts) for each in given]


def test_whole_numbers_are_written_as_integers() -> None:
    row = Score("entities", "partial", "micro", None, None, {"tp": 2.5, "fp": 3.0}, 0.5, 1.0, None)
    plain = row.to_plain()
    assert (plain["tp"], repr(plain["fp"]), repr(plain["recall"])) == (2.5, "3", "1.0")
    assert tuple(plain)[: len(NAMES)] == NAMES


@pytest.mark.parametrize(
    "plain",
    [{}, {"scores": 1}, {"scores": [{}]}, {"scores": ["x"]}, {"scores": [dict.fromkeys((*NAMES, *FIGURES), "x")]}],
)
def test_what_is_no_result_is_told_apart(plain: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"old\.json: no result"):
        scores_from_plain(plain, "old.json")


def test_a_row_is_found_by_its_words() -> None:
    rows = [
        Score("entities", "strict", average, type_name, document, {}, None, None, None)
        for average in ("micro", "macro")
        for type_name in (None, "ORG")
        for document in (None, "d1")
    ]
    result = Result("", 1, tuple(rows))
    for row in rows:
        assert result.find("entities", "strict", row.average, row.type, row.document) is row
    assert result.find("entities", "exact") is None
    assert [row.is_overall for row in rows] == [row.type is None and row.document is None for row in rows]
