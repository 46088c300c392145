"""Comparing systems: identical ones are not different, and several are corrected for."""

from __future__ import annotations

from statistics import mean, stdev
from typing import Any

import pytest

from annotator.errors import UsageError
from annotator.eval.counts.counts import Counts
from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from annotator.eval.statistics.comparison import compare, holm, least_p

OPTIONS = ScoreOptions(measures=("strict",))


def counted(right: int, documents: int = 40) -> Counts:
    """The counts of a system that finds the only mention in the first documents, and another one in the others."""
    gold: list[dict[str, Any]] = []
    predicted: list[dict[str, Any]] = []
    for number in range(documents):
        spans = ([[0, 1]], [[0, 1]] if number < right else [[5, 6]])
        for side, found in zip((gold, predicted), spans, strict=True):
            side.append({"id": f"d{number}", "entities": [{"id": "T", "type": "A", "spans": found}]})
    return score(gold, predicted, OPTIONS).counts


def test_identical_systems_have_p_of_1_and_no_difference() -> None:
    for row in compare({"a": counted(20), "b": counted(20)}, OPTIONS, trials=200):
        assert (row.delta, row.ci, row.p_randomization, row.p_bootstrap) == (0.0, (0.0, 0.0), 1.0, 1.0)
        assert row.effect_size is None


def test_a_clear_difference_is_sure_and_has_a_sign() -> None:
    there = {row.figure: row for row in compare({"a": counted(10), "b": counted(30)}, OPTIONS, trials=500)}
    back = {row.figure: row for row in compare({"b": counted(30), "a": counted(10)}, OPTIONS, trials=500)}
    row = there["f1"]
    assert row.delta == pytest.approx(0.5)
    assert row.p_randomization == pytest.approx(1 / 501)
    assert row.ci is not None
    assert row.ci[0] > 0
    assert row.effect_size is not None
    assert row.effect_size > 0.5
    assert back["f1"].delta == pytest.approx(-0.5)
    assert back["f1"].p_randomization == row.p_randomization


def test_the_effect_size_is_the_mean_in_standard_deviations_of_a_sample() -> None:
    row = next(
        each for each in compare({"a": counted(10), "b": counted(30)}, OPTIONS, trials=20) if each.figure == "f1"
    )
    assert row.effect_size == pytest.approx(standardised(20, 20))


def standardised(ones: int, zeros: int) -> float:
    """The mean of so many ones and zeros over their standard deviation."""
    values = [1.0] * ones + [0.0] * zeros
    return mean(values) / stdev(values)


def test_one_document_has_no_spread() -> None:
    for row in compare({"a": counted(0, 1), "b": counted(1, 1)}, OPTIONS, trials=20):
        assert row.effect_size is None


def test_the_same_seed_gives_the_same_answer() -> None:
    systems = {"a": counted(18), "b": counted(22)}
    assert compare(systems, OPTIONS, trials=300) == compare(systems, OPTIONS, trials=300)


def test_three_systems_are_compared_pair_by_pair_with_holm() -> None:
    rows = compare({"a": counted(10), "b": counted(12), "c": counted(35)}, OPTIONS, trials=300)
    f1 = [row for row in rows if row.figure == "f1"]
    assert [(row.left, row.right) for row in f1] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert [row.p_holm for row in f1] == holm([row.p_randomization or 0 for row in f1])


def test_holm_steps_down() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


def test_what_is_undefined_is_not_compared() -> None:
    nothing = score([{"id": "d0", "entities": []}], [{"id": "d0", "entities": []}], OPTIONS).counts
    assert all(
        row.delta is None and row.p_randomization is None for row in compare({"a": nothing, "b": nothing}, OPTIONS)
    )


def test_one_system_is_not_enough() -> None:
    with pytest.raises(UsageError, match="two predictions"):
        compare({"a": counted(1)})


@pytest.mark.parametrize(
    ("documents", "trials", "p"),
    [
        (0, 100, 1.0),
        (1, 100, 1.0),
        (2, 99, 0.505 + 4 * 0.5 / 99**0.5),
        (3, 399, 0.2518703241895262 + 4 * (0.1875 / 399) ** 0.5),
        (11, 1023, 2 / 1024 + 4 * (1023 / 1024 / 1024 / 1023) ** 0.5),
        (2, 0, 1.0),
    ],
)
def test_the_p_that_so_many_documents_reach(documents: int, trials: int, p: float) -> None:
    assert least_p(documents, trials) == pytest.approx(p, abs=1e-4)


def test_two_documents_have_a_spread() -> None:
    row = next(
        each for each in compare({"a": counted(0, 2), "b": counted(1, 2)}, OPTIONS, trials=9) if each.figure == "f1"
    )
    assert row.effect_size == pytest.approx(standardised(1, 1))
