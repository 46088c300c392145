"""Attributes of items that match, attributes of all, and labels of documents."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.eval.options import ScoreOptions
from annotator.eval.score import score
from tests.examples import examples

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


NAMES = "ABCD"
POINTING = st.fixed_dictionaries(
    {name: st.dictionaries(st.sampled_from("xy"), st.sampled_from([*NAMES, "p", "q"]), max_size=2) for name in NAMES}
)


def compared(gold: dict[str, Record], predicted: dict[str, Record]) -> tuple[float, float, float]:
    """How many attributes of mentions that both have are right, and on one side or with another value."""
    right = wrong = 0
    for name, values in gold.items():
        for part in values.keys() | predicted[name].keys():
            same = values.get(part) == predicted[name].get(part)
            right, wrong = right + same, wrong + (not same)
    return right, wrong, wrong


@examples(60)
@given(POINTING, POINTING)
def test_references_and_words_are_told_apart_by_what_they_point_to(
    gold: dict[str, Record], predicted: dict[str, Record]
) -> None:
    """Under other ids on one side."""
    given = record(**predicted)
    for each in given["entities"]:
        each["id"] += "9"
        each["attributes"] = {part: f"{to}9" if to in NAMES else to for part, to in each["attributes"].items()}
    assert counts(record(**gold), given, "attributes", "accuracy") == compared(gold, predicted)


def test_of_equal_mentions_the_one_with_the_same_references_is_compared() -> None:
    gold, predicted = record(A={"x": "C"}, C={}, D={}), record(A={"x": "D"}, C={}, D={})
    for each in (gold, predicted):
        each["entities"].append(each["entities"][0] | {"id": "A2", "attributes": {"x": "D"}})
    assert counts(gold, predicted, "attributes", "accuracy") == (1, 0, 0)
    gold["entities"].append(gold["entities"][0] | {"id": "A3", "attributes": {"x": "word"}})
    predicted["entities"].append(predicted["entities"][0] | {"id": "A3", "attributes": {"x": "C"}})
    assert counts(gold, predicted, "attributes", "accuracy") == (2, 0, 0)


COPIES = st.lists(st.sampled_from(["1", "2", "3"]), min_size=1, max_size=3)


@examples(60)
@given(COPIES, COPIES)
def test_of_equal_mentions_as_many_are_right_as_have_the_same_value(gold: list[str], predicted: list[str]) -> None:
    sides = []
    for values in (gold, predicted):
        side = record(A={"x": values[0]})
        for number, value in enumerate(values[1:]):
            side["entities"].append(side["entities"][0] | {"id": f"A{number}", "attributes": {"x": value}})
        sides.append(side)
    right = len({*gold} & {*predicted})
    pairs = min(len({*gold}), len({*predicted}))
    assert counts(sides[0], sides[1], "attributes", "accuracy") == (right, pairs - right, pairs - right)
