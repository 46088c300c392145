"""Entities counted many documents at a time: records read lightly give what plain ones give."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from annotator.datasets.light_record import LightRecord, light_record
from annotator.eval.score import score
from tests.examples import examples

TEXT = "Ilan Marek of Varania spoke in Selm"


@st.composite
def sides(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold and predictions of a few documents, with or without a text."""
    return _records(draw, draw(st.booleans())), _records(draw, draw(st.booleans()))


def _records(draw: st.DrawFn, with_text: bool) -> list[dict[str, Any]]:
    records = []
    for document in draw(st.lists(st.sampled_from(["a", "b", "c"]), unique=True)):
        record: dict[str, Any] = {"id": document} | ({"text": TEXT} if with_text else {})
        starts = draw(st.lists(st.integers(0, 12), max_size=5))
        spans = [(start, start + draw(st.integers(1, 6))) for start in starts]
        record["entities"] = [
            {
                "id": f"T{number}",
                "type": draw(st.sampled_from("AB")),
                "spans": [list(span)],
                "text": TEXT[slice(*span)] if with_text or draw(st.booleans()) else "x",
            }
            for number, span in enumerate(spans)
        ]
        records.append(record)
    return records


@examples(150)
@given(sides())
def test_light_records_score_as_plain_ones(both: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> None:
    gold, predicted = both
    assert score(_light(gold), _light(predicted)).to_plain() == score(gold, predicted).to_plain()
    assert score(_light(gold), predicted).to_plain() == score(gold, predicted).to_plain()


def _light(records: list[dict[str, Any]]) -> list[LightRecord]:
    found = [light_record(orjson.dumps(each)) for each in records]
    assert None not in found
    return [each for each in found if each is not None]
