"""Families: what of gold weighs a row in a weighted mean."""

from __future__ import annotations

from annotator.eval.measures.families import BLANC, mean_of


def test_a_mean_of_measures_is_weighed_by_the_gold_of_its_first() -> None:
    counts = {"muc_recall_denominator": 3.0, "b3_recall_denominator": 5.0, "ceaf-e_recall_denominator": 7.0}
    assert mean_of("muc", "b3", "ceaf-e").support(counts) == 3.0
    assert BLANC.support({"recall_denominator": 4.0, "apart_recall_denominator": 9.0}) == 4.0
