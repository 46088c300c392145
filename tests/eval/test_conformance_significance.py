"""Intervals and tests over documents against neleval and sacrebleu, from the counts of each document."""

from __future__ import annotations

import pytest

from annotator.eval.count_names import CountKey
from annotator.eval.counts.counts import Counts, CountsBuilder
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.result import Score
from annotator.eval.scores.rows import score_rows
from annotator.eval.statistics.comparison import Comparison, compare
from annotator.eval.statistics.intervals import with_intervals
from tests.eval.conformance_cases import Case, agreed
from tests.shared import needs_shared

pytestmark = needs_shared

FIGURES = {"precision": "precision", "recall": "recall", "fscore": "f1"}
OPTIONS = ScoreOptions(layers=("linking",), measures=("strong-typed-mention-match",), bootstrap=2500)


def counted(case: Case, system: str) -> Counts:
    tally = CountsBuilder()
    for document in case["data"]["per_document"]:
        tally.add_document(document["id"])
        tp, predicted, gold = document[system]
        for name, value in (("tp", tp), ("fp", predicted - tp), ("fn", gold - tp)):
            tally.add(document["id"], {CountKey("linking", "strong-typed-mention-match", "ENTITY", name): value})
    return tally.finish()


def compared(case: Case) -> Comparison:
    systems = {name: counted(case, name) for name in ("a", "b")}
    return next(row for row in compare(systems, OPTIONS) if row.figure == "f1")


@pytest.mark.parametrize("case", agreed("significance"))
def test_point_figures_of_neleval(case: Case) -> None:
    for system in ("a", "b"):
        row = next(score_rows(counted(case, system), OPTIONS))
        expected = case["expected"]["neleval_evaluate"][system]["strong_typed_mention_match"]
        assert (row.counts["tp"], row.counts["fp"], row.counts["fn"]) == (
            expected["ptp"],
            expected["fp"],
            expected["fn"],
        )
        assert row.f1 == pytest.approx(expected["fscore"], abs=5.1e-4)


@pytest.mark.parametrize("case", agreed("significance"))
def test_intervals_of_neleval(case: Case) -> None:
    counts = counted(case, "a")
    rows: list[Score] = with_intervals(list(score_rows(counts, OPTIONS)), counts, OPTIONS)
    for run in case["expected"]["neleval_confidence_a_seeds_1_2_3"]:
        expected = next(each for each in run if each["measure"] == "strong_typed_mention_match")
        for theirs, ours in FIGURES.items():
            assert rows[0].ci is not None
            assert rows[0].to_plain()[ours] == pytest.approx(expected["overall"][theirs], abs=case["tolerance"])
            assert rows[0].ci[ours] == pytest.approx(
                tuple(expected["intervals"][theirs]["95"]), abs=case["tolerance_ci"]
            )


@pytest.mark.parametrize("case", agreed("significance"))
def test_p_values_of_neleval_and_sacrebleu(case: Case) -> None:
    """neleval's test is one-sided, sacrebleu calls identical systems different (p = 0.0001): there ours is 1."""
    row = compared(case)
    assert row.delta is not None
    for run in case["expected"]["neleval_significance_seeds_1_2_3"]:
        expected = run[0]["stats"]["fscore"]
        assert -row.delta == pytest.approx(expected["diff"], abs=case["tolerance"])
        assert row.p_randomization == pytest.approx(expected["p"], abs=case["tolerance_p"])
    if row.delta:
        sacrebleu = case["expected"]["sacrebleu_paired_ar_two_sided"]["p"]
        assert row.p_randomization == pytest.approx(sacrebleu, abs=case["tolerance_p"])
        sacrebleu = case["expected"]["sacrebleu_paired_bootstrap"]["p"]
        assert row.p_bootstrap == pytest.approx(sacrebleu, abs=case["tolerance_p"])
    else:
        assert (row.p_randomization, row.p_bootstrap, row.p_holm) == (1.0, 1.0, 1.0)
