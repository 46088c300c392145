"""Every measure says what is right and where it comes from, and is found by its name."""

from __future__ import annotations

import pytest

from annotator.errors import UsageError
from annotator.eval.measures.registry import ALL_MEASURES, find_measure, measures_named


def test_every_measure_says_what_is_right_and_where_it_comes_from() -> None:
    for measure in ALL_MEASURES:
        assert measure.definition.endswith("."), measure.full_name
        assert measure.source, measure.full_name
        assert set(measure.family.figure_counts) <= set(measure.family.counts)
    assert len({measure.full_name for measure in ALL_MEASURES}) == len(ALL_MEASURES)


def test_a_measure_is_found_by_its_layer_and_name() -> None:
    for measure in ALL_MEASURES:
        assert find_measure(measure.layer, measure.name) is measure
        assert measures_named(measure.full_name) == (measure,)
        assert measure in measures_named(measure.name)


@pytest.mark.parametrize(
    ("word", "message"),
    [("entities.strickt", "did you mean entities.strict"), ("muk", "did you mean muc"), ("?", "expected MEASURE or")],
)
def test_an_unknown_word_is_told_with_what_is_near(word: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        measures_named(word)
