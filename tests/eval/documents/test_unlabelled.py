"""What gold was not exhaustively labelled for is neither right nor wrong, on both sides, and is listed."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from annotator.eval.scores.result import Result

Record = dict[str, Any]


def record(incomplete_for: list[str] | None = None, **changes: Any) -> Record:
    """A document with two mentions of one thing, a weapon, a relation and an event that touch it."""
    found: Record = {
        "id": "d",
        "labels": {"topic": "war"},
        "entities": [
            {"id": "P1", "type": "PER", "spans": [[0, 3]], "coref": "p", "attributes": {"role": "civil"}},
            {"id": "P2", "type": "PER", "spans": [[4, 7]], "coref": "p", "attributes": {}},
            {"id": "W", "type": "WEAPON", "spans": [[8, 12]], "attributes": {}},
        ],
        "relations": [{"id": "R", "type": "owns", "head": "P1", "tail": "W", "attributes": {}}],
        "events": [
            {
                "id": "E",
                "type": "Attack",
                "trigger": {"spans": [[13, 17]]},
                "arguments": [{"role": "target", "target": "P1"}, {"role": "instrument", "target": "W"}],
                "attributes": {"polarity": "negative"},
            }
        ],
    }
    return found | changes | ({"incomplete_for": incomplete_for} if incomplete_for else {})


EMPTY: Record = {"id": "d", "entities": [], "relations": [], "events": []}


def gold_counts(result: Result, layer: str, measure: str) -> float:
    row = result.find(layer, measure)
    assert row is not None
    return row.counts["tp"] + row.counts["fn"]


def scored(*incomplete_for: str) -> Result:
    return score([record(list(incomplete_for))], [record()], ScoreOptions())


def test_a_type_takes_with_it_whatever_touches_it() -> None:
    result = scored("WEAPON")
    assert gold_counts(result, "entities", "strict") == 2
    assert result.find("relations", "strict") is None
    assert gold_counts(result, "events", "argument-c") == 1
    assert [(notice.code, notice.document, notice.count) for notice in result.left_out] == [("incomplete", "d", 6)]


@pytest.mark.parametrize(
    ("incomplete", "layer", "measure", "left"),
    [
        ("Attack/instrument", "events", "argument-c", 1),
        ("Attack/polarity", "attributes", "strict", 1),
        ("*/polarity", "attributes", "strict", 1),
        ("PER/role", "attributes", "strict", 1),
        ("Attack", "events", "trigger-c", None),
        ("topic", "labels", "strict", None),
    ],
)
def test_a_part_is_left_out_alone(incomplete: str, layer: str, measure: str, left: int | None) -> None:
    result = scored(incomplete)
    assert result.left_out
    if left is None:
        assert result.find(layer, measure) is None
    else:
        assert gold_counts(result, layer, measure) == left
        assert gold_counts(result, "entities", "strict") == 3


@pytest.mark.parametrize("incomplete", ["PER/coref", "*/coref"])
def test_unknown_coreference_leaves_mentions_but_not_what_rests_on_their_identity(incomplete: str) -> None:
    result = scored(incomplete)
    assert gold_counts(result, "entities", "strict") == 3
    assert gold_counts(result, "relations", "strict") == 1
    triples = result.find("relations", "triples")
    assert triples is not None
    assert triples.f1 is None
    assert gold_counts(result, "events", "argument-c") == 2


def test_what_is_left_out_costs_a_prediction_nothing() -> None:
    result = score([record(["WEAPON"], entities=[], relations=[], events=[], labels={})], [record(labels={})])
    row = result.find("entities", "strict")
    assert row is not None
    assert (row.counts["fp"], row.counts["spurious"]) == (2, 2)


@pytest.mark.parametrize(("incomplete", "count"), [("topic", 2), ("*/coref", 4), ("PER/role", 2), ("Attack", 8)])
def test_everything_left_out_of_both_sides_is_counted(incomplete: str, count: int) -> None:
    assert [notice.count for notice in scored(incomplete).left_out] == [count]


def test_nothing_is_left_out_of_complete_gold() -> None:
    assert score([record()], [EMPTY]).left_out == ()
