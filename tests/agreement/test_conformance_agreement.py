"""Agreement coefficients against published values and the libraries that reproduce them."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.agreement import kappa
from annotator.agreement.coefficient import Coefficient
from annotator.agreement.disorder import Unit, observed_disorder
from annotator.agreement.krippendorff import SCALES, alpha
from tests.eval.conformance_cases import Case, agreed, cases
from tests.shared import needs_shared

pytestmark = needs_shared

SEVERAL = {
    "average_observed_agreement": kappa.observed_agreement,
    "cohen_kappa_averaged_over_pairs": kappa.mean_cohen,
    "multi_kappa_davies_fleiss": kappa.davies_fleiss,
    "scott_pi_multi_pi": kappa.scott,
    "bennett_S": kappa.bennett,
    "krippendorff_alpha_nominal": alpha,
}


def computed(metric: str, data: dict[str, Any]) -> Coefficient:
    if metric == "cohen_kappa":
        return kappa.cohen_of_table(data["table_rows_coder1_cols_coder2"])
    if metric == "fleiss_kappa":
        return kappa.fleiss(data["units_x_categories_counts"])
    if metric == "krippendorff_alpha_masi":
        return alpha([[frozenset(label) for label in labels] for labels in data["coders_x_units_sets"]], "masi")
    return alpha(data["coders_x_units"], metric.removeprefix("krippendorff_alpha_"))


@pytest.mark.parametrize("case", agreed("agreement", only=lambda case: case["metric"] not in ("several", "gamma")))
def test_one_coefficient(case: Case) -> None:
    found = computed(case["metric"], case["data"]).value
    assert found == pytest.approx(case["expected"], abs=case["tolerance"])
    if case["published"] is not None:
        assert found == pytest.approx(case["published"], abs=5.1e-4)


@pytest.mark.parametrize("case", agreed("agreement", only=lambda case: case["metric"] == "several"))
def test_several_coefficients(case: Case) -> None:
    for name, expected in case["expected"].items():
        found = SEVERAL[name](case["data"]["coders_x_units"])
        assert found.value == pytest.approx(expected, abs=case["tolerance"]), name


@pytest.mark.parametrize("case", agreed("agreement", only=lambda case: case["metric"] == "gamma"))
def test_observed_disorder(case: Case) -> None:
    sides: dict[str, list[Unit]] = {}
    for annotator, start, end, category in case["data"]["units_annotator_start_end_category"]:
        sides.setdefault(annotator, []).append(Unit(start, end, category))
    left, right = sides.values()
    found = observed_disorder(left, right).value
    assert found == pytest.approx(case["expected"]["observed_disorder"], abs=case["tolerance"])


@pytest.mark.parametrize("case", cases("agreement"))
def test_what_is_undefined_has_a_reason(case: Case) -> None:
    if case["status"] == "disputed":
        found = computed(case["metric"], case["data"])
        assert found.value is None
        assert found.reason


def test_scales_are_those_of_the_literature() -> None:
    assert list(SCALES) == ["nominal", "ordinal", "interval", "ratio", "masi"]
