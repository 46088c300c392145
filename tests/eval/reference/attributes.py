"""Attribute measures: `accuracy` on items that both sides have, `strict` on all; and document labels.

An item is an entity (type and spans), a relation (type and both ends) or an event (type and trigger). Its attributes
are compared by value: a list as a set, and a reference to an annotation by what it points to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from annotator.eval.alignment.assignment import Edge, maximum_weight_matching
from annotator.eval.count_names import CountKey
from annotator.eval.documents.resolved import ResolvedDocument
from tests.eval.reference.tuples import compare

LAYER = "attributes"
MEASURES = ("accuracy", "strict")
LABELS_LAYER = "labels"
LABEL_MEASURES = ("strict",)

Values: TypeAlias = Mapping[str, Hashable]
"""Attribute values by name, comparable."""

Items: TypeAlias = Mapping[tuple[str, Hashable], Sequence[Values]]
"""What each item has, by (type, what the item is known by); more than one only where equal items differ in it."""


def items(facts: ResolvedDocument) -> Items:
    """All items of one side with their attributes."""
    found: dict[tuple[str, Hashable], list[Values]] = {}
    for type_name, key, attributes in _annotations(facts):
        values = {name: _comparable(value, facts) for name, value in attributes.items()}
        same = found.setdefault((type_name, key), [])
        if values not in same:
            same.append(values)
    return {item: sorted(same, key=_order) for item, same in found.items()}


def _order(values: Values) -> list[tuple[str, str]]:
    """Where equal items with other attributes stand among each other."""
    return sorted(
        (name, repr(sorted(value) if isinstance(value, frozenset) else value)) for name, value in values.items()
    )


def _annotations(facts: ResolvedDocument) -> Iterator[tuple[str, Hashable, Mapping[str, Any]]]:
    for mention in facts.entities:
        yield mention.type, ("entity", mention.spans), mention.attributes
    for link in facts.relations:
        yield link.type, ("relation", link.head[:2], link.tail[:2]), link.attributes
    for event in facts.events:
        yield event.type, ("event", event.trigger.spans), event.trigger.attributes


def _comparable(value: Any, facts: ResolvedDocument) -> Hashable:
    if isinstance(value, list | tuple):
        return frozenset(value)
    target = facts.annotation_of.get(value) if isinstance(value, str) else None
    return ("->", target[:2]) if target else (type(value).__name__, value)


def count(measure: str, gold: Items, predicted: Items, duplicates: str = "set") -> dict[CountKey, float]:
    """Cells of one document; rows are named `Type/attribute`."""
    if measure == "strict":
        return compare(LAYER, measure, _slots(gold), _slots(predicted), duplicates)
    cells: Counter[CountKey] = Counter()
    for item in gold.keys() & predicted.keys():
        for gold_values, predicted_values in _paired(gold[item], predicted[item]):
            for name in gold_values.keys() | predicted_values.keys():
                right = gold_values.get(name) == predicted_values.get(name)
                for verdict in ("tp",) if right else ("fp", "fn"):
                    cells[CountKey(LAYER, measure, f"{item[0]}/{name}", verdict)] += 1
    return dict(cells)


def _paired(gold: Sequence[Values], predicted: Sequence[Values]) -> Iterator[tuple[Values, Values]]:
    """Equal items of both sides, those together that agree in most attributes and differ in least."""
    edges = [
        Edge(
            g,
            p,
            (1, len(gold_values.items() & predicted_values.items()), -len(_unequal(gold_values, predicted_values))),
        )
        for g, gold_values in enumerate(gold)
        for p, predicted_values in enumerate(predicted)
    ]
    for g, p in maximum_weight_matching(edges):
        yield gold[g], predicted[p]


def _unequal(gold: Values, predicted: Values) -> set[str]:
    return {name for name in gold.keys() | predicted.keys() if gold.get(name) != predicted.get(name)}


def _slots(found: Items) -> list[tuple[str, Hashable]]:
    return [
        (f"{item[0]}/{name}", (item, name, value))
        for item, same in found.items()
        for values in same
        for name, value in values.items()
    ]


def count_labels(gold: ResolvedDocument, predicted: ResolvedDocument, duplicates: str = "set") -> dict[CountKey, float]:
    """Cells of the document labels: one for each name and value, a list being several."""
    return compare(LABELS_LAYER, "strict", _labels(gold), _labels(predicted), duplicates)


def _labels(facts: ResolvedDocument) -> list[tuple[str, Hashable]]:
    found: list[tuple[str, Hashable]] = []
    for name, value in (facts.labels or {}).items():
        values = value if isinstance(value, list | tuple) else [value]
        found += [(name, (name, type(each).__name__, each)) for each in values]
    return found
