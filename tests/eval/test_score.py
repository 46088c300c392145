"""Scores from records: the shape of the result, and what must hold whatever is scored."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.errors import InputError
from annotator.eval.options import ScoreOptions
from annotator.eval.score import score


def record(document: str, *entities: tuple[str, int, int], **rest: Any) -> dict[str, Any]:
    plain = [
        {"id": f"T{number}", "type": type_name, "spans": [[start, end]], "attributes": {}}
        for number, (type_name, start, end) in enumerate(entities)
    ]
    return {"id": document, "entities": plain, "relations": [], "events": []} | rest


def test_a_wrong_type_is_missed_in_one_row_and_spurious_in_the_other() -> None:
    gold, predicted = [record("a", ("PER", 0, 5), ("LOC", 7, 9))], [record("a", ("PER", 0, 5), ("ORG", 7, 9))]
    result = score(gold, predicted, ScoreOptions(by=("type",)))
    rows = {
        row.type: (row.counts["tp"], row.counts["fp"], row.counts["fn"])
        for row in result.scores
        if row.measure == "strict"
    }
    assert rows == {None: (1, 1, 1), "LOC": (0, 0, 1), "ORG": (0, 1, 0), "PER": (1, 0, 0)}


def test_json_shape_of_a_row() -> None:
    result = score([record("a", ("PER", 0, 5))], [record("a", ("PER", 0, 4))], ScoreOptions(measures=("partial",)))
    assert result.to_plain()["scores"] == [
        {
            "layer": "entities",
            "measure": "partial",
            "average": "micro",
            "type": None,
            "document": None,
            "tp": 0.5,
            "fp": 0.5,
            "fn": 0.5,
            "correct": 0,
            "incorrect": 0,
            "partial": 1,
            "missing": 0,
            "spurious": 0,
            "precision": 0.5,
            "recall": 0.5,
            "f1": 0.5,
        }
    ]


def test_documents_of_one_side_only_count_and_are_reported() -> None:
    result = score([record("a", ("PER", 0, 5)), record("c")], [record("b", ("PER", 0, 5)), record("c")])
    row = result.find("entities", "strict")
    assert row is not None
    assert (row.counts["tp"], row.counts["fp"], row.counts["fn"]) == (0, 1, 1)
    assert {(notice.code, notice.document) for notice in result.warnings} == {
        ("missing-document", "a"),
        ("unknown-document", "b"),
    }


def test_a_document_twice_on_one_side_is_refused() -> None:
    with pytest.raises(InputError, match='"a" is there twice'):
        score([record("a"), record("a")], [record("a")])


def test_a_reference_to_nothing_is_refused() -> None:
    broken = record("a", relations=[{"id": "R1", "type": "at", "head": "T1", "tail": "T9", "attributes": {}}])
    with pytest.raises(InputError, match='R1 points to "T1"'):
        score([broken], [])


def test_sides_without_a_document_in_common_are_refused_and_an_empty_one_is_not() -> None:
    with pytest.raises(InputError, match=r"no document id in common.*gold has 'a'.*predictions have 'b'"):
        score([record("a")], [record("b")])
    assert score([record("a")], []).documents == 1
    assert score([], [record("b")]).documents == 1
