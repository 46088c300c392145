"""nervaluate's matching: what touches nothing is taken by nothing, whatever the least overlap."""

from __future__ import annotations

import pytest

from annotator.eval.alignment.nervaluate import MEASURES, nervaluate_counts
from annotator.model.annotation import Entity


def counts(gold: list[Entity], predicted: list[Entity], min_overlap: float = 0.0) -> dict[tuple[str, str], int]:
    """Counts other than 0 of all types together, by measure and verdict."""
    cells = nervaluate_counts("entities", gold, predicted, min_overlap)
    return {(key[1], key[3]): count for key, count in cells.items() if not key[2] and count}


def mention(start: int, end: int, type_name: str = "A") -> Entity:
    return Entity(f"T{start}", type_name, ((start, end),))


@pytest.mark.parametrize("min_overlap", [0.0, 0.1, 100.0])
def test_mentions_apart_are_missing_and_spurious(min_overlap: float) -> None:
    found = counts([mention(0, 3)], [mention(3, 5)], min_overlap)
    assert set(found.values()) == {1}
    assert {verdict for _, verdict in found} == {"missing", "spurious"}
    assert len(found) == 2 * len(MEASURES)


@pytest.mark.parametrize(("min_overlap", "touches"), [(0.0, True), (50.0, True), (51.0, False)])
def test_the_least_overlap_is_of_the_gold_mention(min_overlap: float, touches: bool) -> None:
    found = counts([mention(0, 4)], [mention(2, 30)], min_overlap)
    assert {verdict for _, verdict in found} == (
        {"partial", "correct", "incorrect"} if touches else {"missing", "spurious"}
    )


def test_of_several_of_the_right_type_the_nearest_by_both_ends_is_taken() -> None:
    gold = [mention(0, 8), mention(2, 9)]
    predicted = [mention(1, 9), mention(0, 2)]
    found = counts(gold, predicted)
    assert [
        count for (measure, verdict), count in found.items() if measure.endswith("type") and verdict == "correct"
    ] == [2]
