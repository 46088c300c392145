"""Tags: figures of seqeval (default and strict IOB2) and conlleval.pl, and what nervaluate's loaders read."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.errors import InputError
from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from annotator.eval.scores.result import Result
from annotator.formats.conll.schemes import Repair
from tests.eval.conformance_cases import Case, agreed
from tests.eval.tags.tagged import mentions_of_tags, records_of_tags, tag_sequences
from tests.shared import needs_shared

pytestmark = needs_shared

AVERAGES = {"micro_avg": "micro", "macro_avg": "macro", "weighted_avg": "weighted"}


def scored(case: Case, repair: Repair) -> Result:
    options = ScoreOptions(by=("type",), averages=("micro", "macro", "weighted"), zero_division=0.0)
    gold, predicted = (list(records_of_tags(case[side]["tags"], repair)) for side in ("gold", "pred"))
    return score(gold, predicted, options)


@pytest.mark.parametrize("case", agreed("bio_tags"))
@pytest.mark.parametrize(("scorer", "repair"), [("seqeval_default", "conlleval"), ("seqeval_strict_iob2", "discard")])
def test_figures_of_seqeval(case: Case, scorer: str, repair: Repair) -> None:
    result = scored(case, repair)
    for name, expected in case["expected"][scorer].items():
        average, type_name = (AVERAGES[name], None) if name in AVERAGES else ("micro", name)
        row = result.find("entities", "strict", average, type_name)
        assert row is not None
        assert row.counts["tp"] + row.counts["fn"] == expected["support"]
        for ours, theirs in (("precision", "precision"), ("recall", "recall"), ("f1", "f1-score")):
            assert row.to_plain()[ours] == pytest.approx(expected[theirs], abs=case["tolerance"]), (name, ours)


@pytest.mark.parametrize("case", agreed("bio_tags"))
def test_figures_of_conlleval(case: Case) -> None:
    result, expected = scored(case, "conlleval"), case["expected"]["conlleval"]
    row = result.find("entities", "strict")
    assert row is not None
    tp, fp, fn = (row.counts[name] for name in ("tp", "fp", "fn"))
    assert (tp + fn, tp + fp, tp) == tuple(expected[f"{name}_phrases"] for name in ("gold", "found", "correct"))
    for type_name, figures in {None: expected, **expected["by_type"]}.items():
        each = result.find("entities", "strict", type_name=type_name)
        assert each is not None
        for ours, theirs in (("precision", "precision_pct"), ("recall", "recall_pct"), ("f1", "fb1_pct")):
            assert 100 * each.to_plain()[ours] == pytest.approx(figures[theirs], abs=case["tolerance_pct"])


def decoded(case: Case) -> list[list[dict[str, Any]]]:
    if case["input_format"] == "span_dicts_end_inclusive":
        return [
            [{"type": each["label"], "spans": [[each["start"], each["end"] + 1]]} for each in document]
            for document in case["input"]
        ]
    sentences = tag_sequences(case["input"].split("\n")) if case["input_format"] == "conll_tab" else case["input"]
    return [
        [{"type": type_name, "spans": [[start, end]]} for type_name, start, end in mentions_of_tags(tags)]
        for tags in sentences
    ]


@pytest.mark.parametrize("case", agreed("bio_decoding"))
def test_what_nervaluate_reads(case: Case) -> None:
    if "error" in case["expected"]:
        with pytest.raises(InputError, match="invalid tag"):
            decoded(case)
    else:
        assert decoded(case) == case["expected"]["docs"]


def test_a_tag_that_continues_nothing_is_refused() -> None:
    with pytest.raises(InputError, match='0: tag "I-PER" continues nothing'):
        list(records_of_tags([["O", "O", "O"], ["I-PER"]]))
