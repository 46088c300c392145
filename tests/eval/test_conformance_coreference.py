"""Coreference: counts and figures of scorer.pl 8.01 and, for LEA, of coval; role fillers of GRIT's CEAF-REE."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from tests.eval.conformance_cases import Case, agreed, cases, records
from tests.shared import needs_shared

pytestmark = needs_shared

OUR_NAMES = {"muc": "muc", "bcub": "b3", "ceafm": "ceaf-m", "ceafe": "ceaf-e", "blanc": "blanc", "lea": "lea"}


IDS_IN_THE_FILE = ["0", "3", "1", "2"]
"""The ids of the predicted clusters in the two disputed cases, which only their reference log tells."""


@pytest.mark.parametrize("case", cases("coreference"))
def test_counts_and_figures_of_scorer_pl(case: Case) -> None:
    """The disputed cases too: `expected` is scorer.pl's answer, which is ours; LEA there is coval's, which is not."""
    options = ScoreOptions(zero_division=0.0, drop_singletons=not case["options"]["keep_singletons"])
    predicted = records(case["pred"])
    if case["status"] == "disputed":
        for entity in predicted[0]["entities"]:
            entity["coref"] = IDS_IN_THE_FILE[int(entity["coref"])]
    result = score(records(case["gold"]), predicted, options)
    for theirs, ours in OUR_NAMES.items():
        if theirs == "lea" and case["status"] == "disputed":
            continue
        row, expected = result.find("coref", ours), case["expected"][theirs]
        assert row is not None
        if "counts" in expected:
            assert list(row.counts.values()) == pytest.approx(expected["counts"], abs=case["tolerance"]), ours
        for figure in ("precision", "recall", "f1"):
            assert row.to_plain()[figure] == pytest.approx(expected[figure], abs=case["tolerance"]), ours
    conll = result.find("coref", "conll")
    assert conll is not None
    assert conll.f1 == pytest.approx(case["expected"]["conll_f1"], abs=case["tolerance"])
    mentions = result.find("entities", "exact")
    assert mentions is not None
    assert mentions.f1 == pytest.approx(case["expected"]["mentions"]["f1"], abs=case["tolerance"])


def filled(side: dict[str, dict[str, list[list[str]]]], numbers: dict[str, int]) -> list[dict[str, Any]]:
    """Documents with one event whose roles are filled by entities; each mention's words are a place of their own."""
    found = []
    for document, roles in side.items():
        entities: list[dict[str, Any]] = []
        arguments = []
        for role, clusters in roles.items():
            for number, cluster in enumerate(clusters):
                for words in cluster:
                    start = numbers.setdefault(words, 2 * len(numbers))
                    identity = f"T{len(entities)}"
                    entities.append(
                        {"id": identity, "type": "X", "spans": [[start, start + 1]], "coref": f"{role}{number}"}
                    )
                    arguments.append({"role": role, "target": identity})
        event = {"id": "E", "type": "Template", "arguments": arguments}
        found.append({"id": document, "entities": entities, "relations": [], "events": [event]})
    return found


@pytest.mark.parametrize("case", agreed("roles_ceaf_ree"))
def test_ceaf_ree_of_grit(case: Case) -> None:
    numbers: dict[str, int] = {}
    gold, predicted = filled(case["gold"], numbers), filled(case["pred"], numbers)
    result = score(gold, predicted, ScoreOptions(by=("type",), zero_division=0.0))
    for variant, rows in case["expected"].items():
        for role, expected in rows.items():
            type_name = None if role == "micro_avg" else f"Template/{role}"
            row = result.find("events", f"ceaf-ree-{variant}", type_name=type_name)
            assert row is not None
            counts = [row.counts[each] for each in ("precision_numerator", "precision_denominator")]
            counts += [row.counts[each] for each in ("recall_numerator", "recall_denominator")]
            assert counts == pytest.approx([expected[each] for each in ("p_num", "p_den", "r_num", "r_den")], abs=1e-9)
            found = [row.precision, row.recall, row.f1]
            assert found == pytest.approx([expected[each] for each in ("p", "r", "f1")], abs=case["tolerance"])
