"""nervaluate's matching: what touches nothing is taken by nothing, whatever the least overlap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.alignment.nervaluate import MEASURES, nervaluate_counts
from annotator.model.annotation import Entity
from tests.examples import examples


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


@examples(100)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 6)), min_size=1, max_size=4), st.integers(0, 8))
def test_a_prediction_of_the_right_type_takes_the_nearest(places: list[tuple[int, int]], start: int) -> None:
    gold = [mention(at, at + length) for at, length in places]
    predicted = [mention(start, start + 3), mention(start, start + 3)]
    touching = [each for each in gold if each.spans[0][0] < start + 3 and start < each.spans[0][1]]
    found = counts(gold, predicted)
    assert found.get(("nervaluate/type", "correct"), 0) == min(2, len(touching)), sorted(found)


def test_the_distance_is_of_both_ends() -> None:
    """What is nearer by both ends is taken, so that the other one is left for the second prediction."""
    gold = [mention(0, 5), mention(4, 9), mention(3, 20)]
    assert counts(gold, [mention(4, 10), mention(0, 4)])["nervaluate/type", "correct"] == 2
    assert counts(gold[::-1], [mention(4, 10), mention(0, 4)])["nervaluate/type", "correct"] == 2


@pytest.mark.parametrize(
    ("other", "nearest", "second"), [((0, 6), (3, 9), (0, 3)), ((9, 11), (3, 9), (10, 12)), ((2, 30), (4, 9), (20, 22))]
)
def test_the_nearest_is_taken_whatever_comes_first(
    other: tuple[int, int], nearest: tuple[int, int], second: tuple[int, int]
) -> None:
    """The second prediction touches the other mention alone."""
    for gold in ([mention(*other), mention(*nearest)], [mention(*nearest), mention(*other)]):
        assert counts(gold, [mention(4, 10), mention(*second)])["nervaluate/type", "correct"] == 2
