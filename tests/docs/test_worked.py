"""The examples of docs/measures.md come out as they were worked by hand, every measure of every layer."""

from __future__ import annotations

import pytest

import annotator
from annotator.eval.measures.registry import LAYERS, MEASURES
from tests.docs.worked import WORKED


@pytest.mark.parametrize("layer", LAYERS)
def test_every_measure_is_worked_by_hand(layer: str) -> None:
    worked = WORKED[layer]
    assert set(worked.by_hand) == {measure.name for measure in MEASURES[layer]}


@pytest.mark.parametrize(
    ("layer", "name"), [(layer, name) for layer, worked in WORKED.items() for name in worked.by_hand], ids=".".join
)
def test_what_was_worked_by_hand_is_what_is_computed(layer: str, name: str) -> None:
    worked = WORKED[layer]
    result = annotator.score([worked.gold], [worked.predicted], measure=f"{layer}.{name}")
    [row] = result.scores
    for found, wanted in zip((row.precision, row.recall, row.f1), worked.by_hand[name].figures(), strict=True):
        assert found == (None if wanted is None else pytest.approx(float(wanted), abs=1e-12))
