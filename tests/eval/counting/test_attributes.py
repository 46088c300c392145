"""Attributes of items that match, attributes of all, and labels of documents."""

from __future__ import annotations

from typing import Any

from annotator.eval.options import ScoreOptions
from annotator.eval.score import score

Record = dict[str, Any]


def record(labels: Record | None = None, **mentions: Record) -> Record:
    """Mentions by name, which stand side by side in the order of the alphabet."""
    entities = [
        {"id": name, "type": "PER", "spans": [[3 * ord(name), 3 * ord(name) + 2]], "attributes": attributes}
        for name, attributes in mentions.items()
    ]
    return {"id": "d", "labels": labels or {}, "entities": entities}


def counts(gold: Record, predicted: Record, layer: str, measure: str) -> tuple[float, float, float]:
    row = score([gold], [predicted], ScoreOptions(layers=(layer,))).find(layer, measure)
    assert row is not None
    return row.counts["tp"], row.counts["fp"], row.counts["fn"]


def test_accuracy_is_on_matched_items_and_strict_on_all() -> None:
    gold = record(A={"sex": "f", "role": "civil"}, B={"sex": "m"})
    predicted = record(A={"sex": "f", "role": "army"}, C={"sex": "m"})
    assert counts(gold, predicted, "attributes", "accuracy") == (1, 1, 1)
    assert counts(gold, predicted, "attributes", "strict") == (1, 2, 2)


def test_an_attribute_on_one_side_only_is_one_disagreement() -> None:
    assert counts(record(A={"sex": "f"}), record(A={}), "attributes", "accuracy") == (0, 1, 1)


def test_lists_are_sets_and_true_is_not_one() -> None:
    assert counts(record(A={"x": ["p", "q"]}), record(A={"x": ["q", "p"]}), "attributes", "accuracy") == (1, 0, 0)
    assert counts(record(A={"x": True}), record(A={"x": 1}), "attributes", "accuracy") == (0, 1, 1)


def test_a_reference_is_what_it_points_to() -> None:
    gold, predicted = record(A={"boss": "B"}, B={}), record(A={"boss": "Z"}, B={})
    predicted["entities"][1]["id"] = "Z"
    assert counts(gold, predicted, "attributes", "accuracy") == (1, 0, 0)


def test_equal_items_with_different_attributes_are_paired_at_their_best() -> None:
    gold, predicted = record(A={"x": "1"}), record(A={"x": "2"})
    gold["entities"].append(gold["entities"][0] | {"id": "A2", "attributes": {"x": "2"}})
    assert counts(gold, predicted, "attributes", "accuracy") == (1, 0, 0)


def test_labels_compare_by_name_and_value() -> None:
    gold, predicted = record({"topic": ["war", "aid"], "urgent": True}), record({"topic": ["war"], "urgent": False})
    assert counts(gold, predicted, "labels", "strict") == (1, 1, 2)
