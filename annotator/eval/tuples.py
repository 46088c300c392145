"""Measures that compare tuples: something predicted is right when gold has the same tuple.

As sets (the default) a tuple counts once however often it stands in a document; as multisets each gold tuple is
matched at most once. Either way a prediction is never right twice and recall is at most 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable

from annotator.eval.counts import Cell

Tuples = Iterable[tuple[str, Hashable]]
"""(type whose row it belongs to, the tuple itself)."""


def compare(layer: str, measure: str, gold: Tuples, predicted: Tuples, duplicates: str = "set") -> Counter[Cell]:
    """tp, fp and fn of one document; fn and tp in the row of the gold tuple's type, fp in that of the predicted one.

    A measure that ignores types gives its tuples without them: the type beside the tuple only names the row.
    """
    gold_rows, predicted_rows = _rows(gold, duplicates), _rows(predicted, duplicates)
    cells: Counter[Cell] = Counter()
    for key, types in gold_rows.items():
        right = min(len(types), len(predicted_rows.get(key, ())))
        for rank, type_name in enumerate(types):
            cells[layer, measure, type_name, "tp" if rank < right else "fn"] += 1
    for key, types in predicted_rows.items():
        for type_name in types[len(gold_rows.get(key, ())) :]:
            cells[layer, measure, type_name, "fp"] += 1
    return cells


def _rows(tuples: Tuples, duplicates: str) -> dict[Hashable, list[str]]:
    rows: dict[Hashable, list[str]] = {}
    for type_name, key in tuples:
        rows.setdefault(key, []).append(type_name)
    if duplicates == "set":
        return {key: [min(types)] for key, types in rows.items()}
    return {key: sorted(types) for key, types in rows.items()}
