from __future__ import annotations

from typing import Any

import pytest

from annotator.errors import UsageError
from annotator.eval.input_options import InputOptions
from annotator.eval.options import MOST_BETA, ScoreOptions


@pytest.mark.parametrize(
    ("name", "legal", "wrong"),
    [
        ("min_overlap", (0, 0.5, 100), (-0.1, 100.1)),
        ("partial_credit", (0, 0.5, 1), (-0.1, 1.1)),
        ("zero_division", (None, 0, 0.5, 1), (-0.1, 1.1, 2)),
        ("bootstrap", (0, 1), (-1,)),
        ("confidence", (0.01, 0.99), (0, 1)),
        ("seed", (0, 1), (-1,)),
        ("beta", (None, 0.01, MOST_BETA), (0, -1, MOST_BETA + 1)),
    ],
)
def test_numbers_have_bounds(name: str, legal: tuple[Any, ...], wrong: tuple[Any, ...]) -> None:
    for value in legal:
        assert getattr(ScoreOptions(**{name: value}), name) == value
    for value in wrong:
        with pytest.raises(UsageError, match="expected"):
            ScoreOptions(**{name: value})


@pytest.mark.parametrize(
    "chosen",
    [
        {"layers": ("entitys",)},
        {"measures": ("strikt",)},
        {"measures": ("entities.strikt",)},
        {"gated": ("entities.strikt",)},
        {"by": ("typ",)},
        {"averages": ("makro",)},
        {"matching": "maximum"},
        {"min_overlap_of": "union"},
        {"duplicates": "sets"},
        {"repair": "conll"},
    ],
)
def test_unknown_words_are_told_with_the_one_meant(chosen: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"unknown .*(did you mean|expected)"):
        ScoreOptions(**chosen)


def test_a_gate_asks_for_its_measure_and_its_layer_alone() -> None:
    options = ScoreOptions(layers=("relations",), measures=("strict",), gated=("coref.muc", "entities.exact"))
    asked = [layer for layer in ("entities", "relations", "coref", "events") if options.scores(layer)]
    assert asked == ["entities", "relations", "coref"]


@pytest.mark.parametrize("value", [0, 0.5, 1])
def test_a_threshold_of_placing_is_from_0_to_1(value: float) -> None:
    assert InputOptions(placing_threshold=value).placing_threshold == value
    for wrong in (value - 1.01, value + 1.01):
        with pytest.raises(UsageError, match="a threshold of 0 to 1"):
            InputOptions(placing_threshold=wrong)
