"""Unitizing alpha of many samples at once is that of each sample's documents laid end to end."""

from __future__ import annotations

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.resampled_unitizing import Part, orders, unitizing_alphas
from annotator.agreement.unitizing import unitizing_alpha
from annotator.model.spans import Span
from tests.examples import examples

LENGTH = 12


def units(borders: list[int]) -> list[Span]:
    ends = sorted(borders)
    return list(zip(ends[::2], ends[1::2], strict=False))


UNITS = st.lists(st.integers(0, LENGTH), unique=True, max_size=6).map(units)
PARTS = st.lists(
    st.tuples(st.lists(st.fixed_dictionaries({"A": UNITS, "B": UNITS}), min_size=3, max_size=3), st.just(LENGTH)),
    min_size=2,
    max_size=4,
)


@examples(100)
@given(PARTS, st.sampled_from([["A"], ["A", "B"]]))
def test_each_sample_is_a_continuum(parts: list[Part], categories: list[str]) -> None:
    drawn = orders(len(parts), 5, 1)
    expected = [of_one([parts[number] for number in numbers], categories) for numbers in drawn.tolist()]
    found = unitizing_alphas(parts, categories, drawn).tolist()
    assert found == pytest.approx(expected, abs=1e-9, nan_ok=True)


def of_one(parts: list[Part], categories: list[str]) -> float:
    whole: list[dict[str, list[Span]]] = [{"A": [], "B": []} for _ in range(3)]
    for place, (everybody, _) in enumerate(parts):
        for own, part in zip(whole, everybody, strict=True):
            for name, spans in part.items():
                own[name] += [(start + place * LENGTH, end + place * LENGTH) for start, end in spans]
    value = unitizing_alpha(whole, len(parts) * LENGTH, categories).value
    return nan if value is None else value
