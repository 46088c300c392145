"""The mean over documents, and F-beta in every row: against their definitions, from the same counts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UsageError
from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from annotator.eval.scores.result import Result, Score
from tests.reaching import reached, reaching

ENTITY = st.tuples(st.sampled_from(["PER", "LOC"]), st.integers(0, 5))
SIDE = st.lists(ENTITY, max_size=4, unique_by=lambda each: each[1])
CORPUS = st.lists(st.tuples(SIDE, SIDE), min_size=1, max_size=6)
Corpus = list[tuple[list[tuple[str, int]], list[tuple[str, int]]]]


def records(corpus: Corpus, side: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"d{number}",
            "entities": [
                {"id": f"T{each}", "type": type_name, "spans": [[10 * place, 10 * place + 4]], "coref": f"c{place % 2}"}
                for each, (type_name, place) in enumerate(both[side])
            ],
        }
        for number, both in enumerate(corpus)
    ]


def scored(corpus: Corpus, **options: Any) -> Result:
    return score(records(corpus, 0), records(corpus, 1), ScoreOptions(**options))


def row(result: Result, layer: str, measure: str, average: str = "micro") -> Score:
    found = result.find(layer, measure, average)
    assert found is not None
    return found


@given(CORPUS, st.sampled_from([("entities", "strict"), ("entities", "partial"), ("coref", "b3"), ("coref", "blanc")]))
def test_the_mean_over_documents_is_that_of_their_rows(corpus: Corpus, what: tuple[str, str]) -> None:
    result = scored(corpus, layers=(what[0],), by=("document",), averages=("micro", "documents"))
    of_documents = [each for each in result.scores if each.document is not None and each.measure == what[1]]
    counted = [each for each in of_documents if any(each.counts.values())]
    mean = row(result, *what, "documents")
    assert mean.counts["documents"] == len(counted)
    for name, value in mean.figures().items():
        values = [each.figures()[name] or 0.0 for each in counted]
        assert value == (pytest.approx(sum(values) / len(values)) if values else None)


def test_a_document_with_nothing_on_either_side_is_not_in_the_mean() -> None:
    right = [("PER", 0)]
    mean = row(scored([(right, right), ([], [])], averages=("documents",)), "entities", "strict", "documents")
    assert (mean.f1, mean.counts["documents"]) == (1.0, 1)


@reaching(0.5)
@given(CORPUS, st.floats(0.1, 10))
def test_f_beta_is_made_of_precision_and_recall(corpus: Corpus, beta: float) -> None:
    result = scored(corpus, layers=("entities", "coref"), by=("type", "document"), beta=beta)
    reached(result.scores)
    for each in result.scores:
        f_beta, parts = each.figures()["f_beta"], (each.precision, each.recall)
        if each.measure in ("blanc", "conll"):
            assert (f_beta is None) == (each.f1 is None)
        elif None in parts:
            assert f_beta == each.f1
        else:
            precision, recall = parts
            assert precision is not None
            assert recall is not None
            below = beta**2 * precision + recall
            assert f_beta == pytest.approx((1 + beta**2) * precision * recall / below if below else 0.0)


@reaching(0.5)
@given(CORPUS)
def test_f_beta_with_beta_1_is_f1(corpus: Corpus) -> None:
    averages = "micro", "macro", "weighted", "documents"
    scores = scored(corpus, beta=1.0, averages=averages, bootstrap=20).scores
    reached(scores)
    for each in scores:
        assert each.figures()["f_beta"] == each.f1
        assert each.ci is not None
        assert each.ci.get("f_beta") == each.ci.get("f1")


def test_f_beta_is_there_only_when_asked_for() -> None:
    corpus: Corpus = [([("PER", 0)], [("PER", 0)])]
    assert "f_beta" not in scored(corpus).to_plain()["scores"][0]
    assert scored(corpus, beta=2.0).to_plain()["scores"][0]["f_beta"] == 1.0


def test_the_conll_mean_has_no_precision_whatever_undefined_figures_become() -> None:
    corpus: Corpus = [([("PER", 0), ("PER", 2)], [("PER", 0), ("PER", 2)])]
    result = scored(corpus, averages=("micro", "documents"), zero_division=0.0, bootstrap=10)
    for average in ("micro", "documents"):
        found = row(result, "coref", "conll", average)
        assert (found.precision, found.recall, found.f1) == (None, None, 1.0)


@reaching(0.3)
@given(CORPUS)
def test_intervals_of_the_mean_over_documents_hold_what_one_document_gives(corpus: Corpus) -> None:
    result = scored(corpus[:1], averages=("documents",), bootstrap=20)
    reached(any(each.ci for each in result.scores))
    for each in result.scores:
        for name, (low, high) in (each.ci or {}).items():
            assert low == high == pytest.approx(each.figures()[name])


@pytest.mark.parametrize("wrong", [{"beta": 0.0}, {"beta": float("nan")}, {"beta": 1e9}, {"partial_credit": 1.5}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="expected"):
        ScoreOptions(**wrong)  # type: ignore[arg-type]
