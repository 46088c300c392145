"""Entities: the figures of nervaluate and BRATEval, by our alignment where these are well defined, else greedily."""

from __future__ import annotations

import pytest

from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from annotator.eval.scores.result import Result
from tests.eval.conformance_cases import Case, agreed, cases, records
from tests.shared import needs_shared

pytestmark = needs_shared

OUR_NAMES = {"strict": "strict", "exact": "exact", "partial": "partial", "ent_type": "type"}


def scored(case: Case, matching: str) -> Result:
    options = ScoreOptions(
        by=("type",),
        matching=matching,  # type: ignore[arg-type]
        duplicates="multiset",
        min_overlap=case["options"]["min_overlap_percentage"],
        zero_division=0.0,
    )
    return score(records(case["gold"]), records(case["pred"]), options)


def check(result: Result, type_name: str | None, expected: Case, tolerance: float) -> None:
    for name, figures in expected.items():
        row = result.find("entities", OUR_NAMES[name], type_name=type_name)
        assert row is not None
        plain = row.to_plain()
        verdicts = [plain[each] for each in ("correct", "incorrect", "partial", "missing", "spurious")]
        assert verdicts == [figures[each] for each in ("correct", "incorrect", "partial", "missed", "spurious")], name
        for figure in ("precision", "recall", "f1"):
            assert plain[figure] == pytest.approx(figures[figure], abs=tolerance), name


@pytest.mark.parametrize("case", agreed("entities_nervaluate_suite", "entities_perturbed"))
def test_overall_figures_of_nervaluate(case: Case) -> None:
    check(scored(case, "max"), None, case["expected"]["overall"], case["tolerance"])


@pytest.mark.parametrize("case", cases("entities_nervaluate_suite", "entities_perturbed"))
def test_all_figures_of_nervaluate_with_its_matching(case: Case) -> None:
    result = scored(case, "nervaluate")
    check(result, None, case["expected"]["overall"], case["tolerance"])
    for type_name, expected in case["expected"]["by_type"].items():
        check(result, type_name, expected, case["tolerance"])


@pytest.mark.parametrize("case", cases("entities_brateval"))
def test_figures_of_brateval(case: Case) -> None:
    """Rows of types in its any-type modes tell which of several predictions on a span came first in the file."""
    data = next(each.values[0] for each in cases("entities_perturbed") if each.values[0]["id"] == case["same_data_as"])
    options = ScoreOptions(by=("type",), duplicates="multiset", zero_division=0.0)
    result = score(records(data["gold"]), records(data["pred"]), options)
    modes = {"exact": "strict", "exact_span_any_type": "exact", "overlap": "type", "overlap_any_type": "overlap"}
    for mode, measure in modes.items():
        if mode in case["order_dependent"]:
            continue
        for type_name, expected in case["expected"][mode].items():
            if mode == "exact_span_any_type" and type_name != "all":
                continue
            row = result.find("entities", measure, type_name=None if type_name == "all" else type_name)
            assert row is not None
            assert [row.counts[each] for each in ("tp", "fp", "fn")] == [expected[each] for each in ("tp", "fp", "fn")]
            for figure in ("precision", "recall", "f1"):
                assert row.to_plain()[figure] == pytest.approx(float(expected[figure]), abs=5.1e-5), (mode, type_name)
