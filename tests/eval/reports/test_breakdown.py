"""The tables beside the figures: the best F1 of each measure has a mark, rows and columns of a matrix add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.mistakes.confusion import Confused
from annotator.eval.reports.breakdown import confusion_lines, curve_lines
from annotator.eval.scores.curve import CurvePoint
from tests.examples import examples

POINTS = st.builds(
    CurvePoint,
    layer=st.sampled_from(["entities", "events"]),
    measure=st.sampled_from(["strict", "exact"]),
    min_score=st.just(0.5),
    tp=st.integers(0, 9),
    fp=st.integers(0, 9),
    fn=st.integers(0, 9),
    precision=st.none(),
    recall=st.none(),
    f1=st.none() | st.sampled_from([0.0, 0.25, 0.5, 1.0]),
)
TYPES = st.none() | st.sampled_from("AB")


@examples(60)
@given(st.lists(POINTS, max_size=8))
def test_the_best_f1_of_each_measure_has_a_mark(points: list[CurvePoint]) -> None:
    _, *lines = curve_lines(points)
    best = {
        name: max(each.f1 or 0.0 for each in points if (each.layer, each.measure) == name)
        for name in {(each.layer, each.measure) for each in points}
    }
    expected = [bool(each.f1) and each.f1 == best[each.layer, each.measure] for each in points]
    assert [line[-1] == "*" for line in lines] == expected
    assert [line[3:6] for line in lines] == [[str(each.tp), str(each.fp), str(each.fn)] for each in points]


@examples(60)
@given(st.dictionaries(st.tuples(TYPES, TYPES), st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6))
def test_rows_and_columns_add_up(cells: dict[tuple[str | None, str | None], tuple[int, int]]) -> None:
    fields = [Confused(*names, *counts, 0) for names, counts in cells.items()]
    header, *rows, sums = confusion_lines(fields)
    shown = [[sum(map(int, cell.split("+"))) if cell != "." else 0 for cell in row[1:-1]] for row in rows]
    assert [int(row[-1]) for row in rows] == [sum(row) for row in shown]
    assert [int(cell) for cell in sums[1:-1]] == [sum(column) for column in zip(*shown, strict=True)]
    assert len(header) == len(sums) == len(rows[0])
