"""Coefficients of many samples at once are those of each sample by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import isnan
from random import Random
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.kappa import cohen, fleiss
from annotator.agreement.krippendorff import alpha
from annotator.agreement.resampled import alphas, cohens, counts_of, fleisses
from annotator.agreement.resampled_unitizing import orders
from tests.examples import examples

Unit = tuple[Any, ...]
LABELS = st.sampled_from(["", "a", "b", None])
SETS = st.one_of(st.none(), st.frozensets(st.sampled_from([(0, 1), (2, 3), (4, 5), (6, 7)]), max_size=3))


def units_of(labels: st.SearchStrategy[Any], people: int) -> st.SearchStrategy[list[list[Unit]]]:
    return st.lists(st.lists(st.tuples(*[labels] * people), max_size=5), min_size=2, max_size=4)


def samples(units: Sequence[Sequence[Unit]], seed: int = 3) -> list[list[Unit]]:
    """The units of each sample, as they are drawn one by one."""
    random, names = Random(seed), range(len(units))
    return [[unit for name in random.choices(names, k=len(units)) for unit in units[name]] for _ in range(4)]


def assert_same(found: Sequence[float], expected: Sequence[float | None]) -> None:
    for one, other in zip(found, expected, strict=True):
        assert isnan(one) if other is None else one == pytest.approx(other, abs=1e-9)


@examples(60)
@given(st.integers(2, 3).flatmap(lambda people: units_of(LABELS, people)))
def test_alpha_of_labels(units: list[list[Unit]]) -> None:
    check_alpha(units, "nominal")


@examples(60)
@given(units_of(SETS, 3))
def test_alpha_of_sets(units: list[list[Unit]]) -> None:
    check_alpha(units, "masi")


def check_alpha(units: list[list[Unit]], scale: Literal["nominal", "masi"]) -> None:
    expected = [alpha(list(zip(*each, strict=True)), scale).value for each in samples(units)]
    assert_same(alphas(units, scale, counts_of(orders(len(units), 4, 3))).tolist(), expected)


@examples(60)
@given(units_of(st.sampled_from(["", "a", "b"]), 2))
def test_cohens_kappa(units: list[list[Unit]]) -> None:
    expected = [cohen([one for one, _ in each], [other for _, other in each]).value for each in samples(units)]
    assert_same(cohens(units, counts_of(orders(len(units), 4, 3))).tolist(), expected)


@examples(60)
@given(units_of(LABELS, 3))
def test_fleiss_kappa(units: list[list[Unit]]) -> None:
    def of_one(sample: list[Unit]) -> float | None:
        if any(None in each for each in sample):
            return None
        names = sorted({label for each in sample for label in each})
        return fleiss([[Counter(each)[name] for name in names] for each in sample]).value

    assert_same(
        fleisses(units, counts_of(orders(len(units), 4, 3))).tolist(), [of_one(each) for each in samples(units)]
    )


def test_the_draws_are_those_of_the_seed() -> None:
    random = Random(7)
    expected = [random.choices(range(5), k=5) for _ in range(3)]
    assert orders(5, 3, 7).tolist() == expected
    assert counts_of(orders(5, 3, 7)).tolist() == [[each.count(number) for number in range(5)] for each in expected]
