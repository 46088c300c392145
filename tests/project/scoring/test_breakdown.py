"""The confusion matrix adds up to the mentions of both sides; errors are those of what gold is complete for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UsageError
from annotator.eval.mistakes.confusion import Confused
from annotator.eval.options import ScoreOptions
from annotator.eval.reports.breakdown import breakdowns, confusion_lines
from annotator.eval.reports.report import Report
from annotator.eval.score import count, score
from annotator.project.scoring.breakdown import confusion_of, count_errors

ENTITY = st.tuples(st.sampled_from(["PER", "LOC", "(missing)"]), st.integers(0, 20), st.integers(1, 6))
SIDE = st.lists(ENTITY, max_size=6, unique=True)


def record(entities: list[tuple[str, int, int]], **rest: Any) -> dict[str, Any]:
    plain = [
        {"id": f"T{number}", "type": type_name, "spans": [[start, start + length]]}
        for number, (type_name, start, length) in enumerate(entities)
    ]
    return {"id": "d", "entities": plain, **rest}


def matrix_of(gold: Any, predicted: Any, options: ScoreOptions | None = None) -> list[Confused]:
    options = options or ScoreOptions()
    return confusion_of(count([record(gold)], [record(predicted)], options))


@given(SIDE, SIDE)
def test_rows_add_up_to_gold_and_columns_to_the_prediction(gold: Any, predicted: Any) -> None:
    fields = matrix_of(gold, predicted)
    for side, mentions in (("gold", gold), ("predicted", predicted)):
        for name in ("PER", "LOC", "(missing)"):
            total = sum(each.count for each in fields if getattr(each, side) == name)
            assert total == sum(type_name == name for type_name, *_ in mentions)
    assert all(each.count > 0 and (each.gold or each.predicted) for each in fields)


@given(SIDE, SIDE)
def test_exchanging_the_sides_turns_the_matrix(gold: Any, predicted: Any) -> None:
    turned = [(each.predicted, each.gold, each.count) for each in matrix_of(predicted, gold)]
    found = [(each.gold, each.predicted, each.count) for each in matrix_of(gold, predicted)]
    assert sorted(turned, key=str) == sorted(found, key=str)


@given(SIDE, SIDE)
def test_the_table_is_a_rectangle_with_the_sums_at_its_edges(gold: Any, predicted: Any) -> None:
    header, *lines, sums = confusion_lines(matrix_of(gold, predicted))
    assert {len(line) for line in (header, *lines, sums)} == {len(header)}
    of_gold = sum(int(line[-1]) for line in lines[:-1])
    of_prediction = sum(int(cell) for cell in sums[1:-2])
    assert (of_gold, of_prediction) == (len(gold), len(predicted))


def test_a_result_without_breakdowns_has_no_tables() -> None:
    report = Report("t", score([], []))
    assert breakdowns(report) == []
    assert [each.title for each in breakdowns(replace(report, errors=[]))] == ["errors"]


@pytest.mark.parametrize("options", [ScoreOptions(matching="nervaluate"), ScoreOptions(layers=("events",))])
def test_what_has_no_pairs_has_no_matrix(options: ScoreOptions) -> None:
    with pytest.raises(UsageError, match="--confusion needs"):
        matrix_of([], [], options)


def test_errors_leave_out_what_gold_is_incomplete_for(tmp_path: Path) -> None:
    files = []
    sides = record([("PER", 0, 5)], incomplete_for=["LOC"]), record([("LOC", 10, 5), ("ORG", 20, 5)])
    for name, plain in zip(("gold", "pred"), sides, strict=True):
        file = tmp_path / f"{name}.jsonl"
        file.write_text(json.dumps(plain | {"relations": [], "events": []}) + "\n", "utf-8")
        files.append(file)
    found = {each.kind: each.count for each in count_errors(files[0], files[1], ScoreOptions())}
    assert found == {"missing": 1, "spurious": 1}
    assert count_errors(files[0], files[1], ScoreOptions(layers=("relations",))) == []
