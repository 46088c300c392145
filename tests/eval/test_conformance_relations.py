"""Relations: figures of sincere (sets), strict and by boundaries; where no tuple is repeated, of PURE and DyGIE too."""

from __future__ import annotations

import pytest

from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from tests.eval.conformance_cases import Case, agreed, cases, records
from tests.shared import needs_shared

pytestmark = needs_shared


@pytest.mark.parametrize("case", cases("relations"))
def test_figures_of_sincere(case: Case) -> None:
    """The disputed cases too: `expected` is sincere's answer, which is ours."""
    options = ScoreOptions(by=("type",), averages=("micro", "macro"), zero_division=0.0)
    result = score(records(case["gold"]), records(case["pred"]), options)
    for measure in ("strict", "boundaries"):
        expected = case["expected"][f"sincere_{measure}"]
        rows = {("micro", None): expected["micro"], ("macro", None): expected["macro"]}
        rows |= {("micro", name): figures for name, figures in expected["by_type"].items()}
        for (average, type_name), figures in rows.items():
            row = result.find("relations", measure, average, type_name)
            assert row is not None
            if "tp" in figures:
                assert [row.counts[name] for name in ("tp", "fp", "fn")] == [figures[n] for n in ("tp", "fp", "fn")]
            for ours, theirs in (("precision", "p"), ("recall", "r"), ("f1", "f1")):
                assert 100 * row.to_plain()[ours] == pytest.approx(figures[theirs], abs=case["tolerance"] * 100)


@pytest.mark.parametrize("case", agreed("relations"))
def test_figures_of_pure_where_nothing_is_repeated(case: Case) -> None:
    result = score(records(case["gold"]), records(case["pred"]), ScoreOptions(zero_division=0.0))
    pure = {
        "ner": ("entities", "strict"),
        "rel_boundary": ("relations", "boundaries"),
        "rel_strict": ("relations", "strict"),
    }
    for theirs, ours in pure.items():
        row = result.find(*ours)
        assert row is not None
        for figure in ("precision", "recall", "f1"):
            assert row.to_plain()[figure] == pytest.approx(
                case["expected"]["pure"][theirs][figure], abs=case["tolerance"]
            )
