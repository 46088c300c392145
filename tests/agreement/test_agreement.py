"""Agreement: bounds, chance, gaps, and what cannot be computed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement import kappa
from annotator.agreement.disorder import Unit, observed_disorder
from annotator.agreement.krippendorff import SCALES, alpha

RATINGS = st.integers(2, 4).flatmap(
    lambda raters: st.lists(st.tuples(*[st.sampled_from([1, 2, 3, None])] * raters), min_size=1, max_size=8)
)


@given(RATINGS, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_is_at_most_1_and_does_not_depend_on_the_order_of_annotators(
    rows: list[tuple[int, ...]], scale: str
) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    found = alpha(columns, scale)
    assert (found.value is None) == bool(found.reason)
    if found.value is not None:
        assert found.value <= 1 + 1e-12
        again = alpha(list(reversed(columns)), scale).value
        assert again is not None
        assert abs(again - found.value) < 1e-12


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=9))
def test_full_agreement_is_1_where_there_is_variation(labels: list[str]) -> None:
    several = len(set(labels)) > 1
    both = [labels, labels]
    for measure in (alpha, kappa.mean_cohen, kappa.scott, kappa.davies_fleiss):
        assert measure(both).value == (1.0 if several else None)


def test_weighted_kappa_forgives_near_misses() -> None:
    left, right = [1, 2, 3, 3, 1], [1, 2, 2, 3, 2]
    plain, linear, quadratic = (kappa.cohen(left, right, weights).value for weights in (None, "linear", "quadratic"))
    assert plain is not None
    assert linear is not None
    assert quadratic is not None
    assert plain < linear < quadratic


def test_nothing_to_compare_has_a_reason() -> None:
    for found in (
        kappa.cohen([], []),
        kappa.mean_cohen([["a"]]),
        kappa.observed_agreement([]),
        kappa.fleiss([]),
        kappa.bennett([["a"], ["a"]]),
        observed_disorder([], []),
    ):
        assert found.value is None
        assert found.reason


def test_sets_that_share_nothing_are_furthest_apart() -> None:
    masi, none = SCALES["masi"], dict[object, int]()
    assert masi(frozenset("a"), frozenset("b"), none) == 1.0
    assert masi(frozenset("ab"), frozenset("ab"), none) == 0.0
    assert 0 < masi(frozenset("ab"), frozenset("a"), none) < masi(frozenset("ab"), frozenset("bc"), none) < 1


def test_disorder_grows_with_distance_until_units_stand_alone() -> None:
    unit = Unit(0, 4, "A")
    found = [observed_disorder([unit], [other]).value for other in (unit, Unit(1, 5, "A"), Unit(90, 94, "B"))]
    assert found == [0.0, (2 / 8) ** 2, 2.0]
