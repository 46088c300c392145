from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from tests.examples import examples
from tests.reaching import reached, reaching

OPTIONS = ScoreOptions(bootstrap=5, by=("type",), averages=("micro", "macro", "weighted"), beta=2.0)
MENTIONS = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 6)), max_size=5, unique=True)


def record(mentions: list[tuple[str, int]]) -> dict[str, Any]:
    entities = [
        {"id": f"T{number}", "type": type_name, "spans": [[3 * place, 3 * place + 2]]}
        for number, (type_name, place) in enumerate(mentions)
    ]
    return {"id": "d", "entities": entities}


@reaching(0.9)
@examples(60)
@given(MENTIONS, MENTIONS)
def test_of_one_document_every_sample_is_that_document(gold: list[Any], predicted: list[Any]) -> None:
    for row in score([record(gold)], [record(predicted)], OPTIONS).scores:
        assert row.ci is not None
        defined = {name: value for name, value in row.figures().items() if value is not None}
        assert row.ci.keys() == defined.keys()
        for name, value in defined.items():
            reached("a figure that is defined")
            assert list(row.ci[name]) == pytest.approx([value, value]), (row.average, row.type, name)


def test_an_interval_leaves_out_as_much_on_either_side() -> None:
    gold = [record([("A", 0)]) | {"id": f"d{number}"} for number in range(20)]
    predicted = [record([("A", number % 2)]) | {"id": f"d{number}"} for number in range(20)]
    spans = {}
    for confidence in (0.002, 0.5, 0.9):
        options = ScoreOptions(bootstrap=400, measures=("strict",), confidence=confidence)
        (row,) = score(gold, predicted, options).scores
        assert row.ci is not None
        spans[confidence] = row.ci["f1"]
    low, high = spans[0.002]
    assert low == pytest.approx(high), "next to nothing: the middle of all samples"
    assert spans[0.9][0] < spans[0.5][0] < low < spans[0.5][1] < spans[0.9][1]
    assert spans[0.5] == pytest.approx((0.43, 0.57), abs=0.06), "a quarter of 400 samples on either side"
