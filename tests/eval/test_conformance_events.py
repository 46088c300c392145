"""Events: figures of TextEE (sets), OmniEvent (multisets), the BioNLP shared tasks' a2-evaluate.pl and gen-arg."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from annotator.eval.scores.result import Result
from tests.eval.conformance_cases import Case, agreed, records
from tests.shared import needs_shared

pytestmark = needs_shared

TEXTEE = {
    "trigger_id": "trigger-i",
    "trigger_cls": "trigger-c",
    "argument_id": "argument-i",
    "argument_cls": "argument-c",
    "argument_attached_id": "argument-attached-i",
    "argument_attached_cls": "argument-attached-c",
}
BIONLP = {"strict": "nested", "approximate_span": "approximate-span", "approximate_recursive": "approximate-recursive"}


def scored(case: Case, duplicates: str = "set", skip_roles: str = "", measures: Any = None) -> Result:
    gold, predicted = (records(case[side], strip_digits=True, skip_roles=skip_roles) for side in ("gold", "pred"))
    options = ScoreOptions(by=("type",), duplicates=duplicates, zero_division=0.0, measures=measures)  # type: ignore[arg-type]
    return score(gold, predicted, options)


@pytest.mark.slow
@pytest.mark.parametrize("case", agreed("events"))
def test_figures_of_textee(case: Case) -> None:
    result = scored(case)
    for theirs, ours in TEXTEE.items():
        row, expected = result.find("events", ours), case["expected"]["textee"][theirs]
        assert row is not None
        tp, fp, fn = (row.counts[name] for name in ("tp", "fp", "fn"))
        assert (tp + fp, tp + fn, tp) == tuple(expected[name] for name in ("pred_num", "gold_num", "match_num")), ours
        for figure in ("precision", "recall", "f1"):
            assert 100 * row.to_plain()[figure] == pytest.approx(expected[figure], abs=case["tolerance"] * 100)


@pytest.mark.parametrize("case", agreed("events"))
def test_figures_of_omnievent(case: Case) -> None:
    """Its denominators carry 1e-10, which the tolerance covers."""
    result = scored(case, "multiset")
    for theirs, expected in case["expected"]["omnievent_f1_score_overall"].items():
        row = result.find("events", TEXTEE[theirs])
        assert row is not None
        for figure in ("precision", "recall", "f1"):
            assert row.to_plain()[figure] == pytest.approx(expected[figure], abs=case["tolerance"]), theirs


@pytest.mark.parametrize("case", agreed("events", only=lambda case: "bionlp_st_a2_evaluate" in case["expected"]))
def test_figures_of_a2_evaluate(case: Case) -> None:
    """Task 1 ignores sites and locations."""
    result = scored(case, skip_roles="Site|Loc", measures=tuple(BIONLP.values()))
    for theirs, expected in case["expected"]["bionlp_st_a2_evaluate"].items():
        for name, figures in expected.items():
            if name.endswith("-TOTAL") and name != "ALL-TOTAL":
                continue
            row = result.find("events", BIONLP[theirs], type_name=None if name == "ALL-TOTAL" else name)
            assert row is not None
            found = [row.counts[f"recall_{each}"] for each in ("numerator", "denominator")]
            found += [row.counts[f"precision_{each}"] for each in ("numerator", "denominator")]
            assert found == [figures[each] for each in ("gold_matched", "gold", "answer_matched", "answer")], (
                theirs,
                name,
            )
            for figure in ("precision", "recall", "f1"):
                assert 100 * row.to_plain()[figure] == pytest.approx(figures[figure], abs=case["tolerance_pct"])


@pytest.mark.parametrize("case", agreed("events_genarg"))
def test_figures_of_gen_arg(case: Case) -> None:
    """It compares arguments event by event under gold triggers, so attached to them; spans without characters too."""
    result = scored(case)
    for theirs, ours in (("argument_id", "argument-attached-i"), ("argument_cls", "argument-attached-c")):
        row, expected = result.find("events", ours), case["expected"]["genarg"][theirs]
        assert row is not None
        for figure in ("precision", "recall", "f1"):
            assert 100 * row.to_plain()[figure] == pytest.approx(expected[f"{figure}_pct"], abs=case["tolerance_pct"])
