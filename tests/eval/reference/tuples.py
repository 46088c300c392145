"""Measures that compare tuples: something predicted is right when gold has the same tuple.

As sets (the default) a tuple counts once however often it stands in a document; as multisets each gold tuple is
matched at most once. Either way a prediction is never right twice and recall is at most 1.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from annotator.eval.count_names import CountKey

Tuples = Iterable[tuple[str, Hashable]]
"""(type whose row it belongs to, the tuple itself)."""


def compare(
    layer: str, measure: str, gold: Tuples, predicted: Tuples, duplicates: str = "set"
) -> dict[CountKey, float]:
    """tp, fp and fn of one document; fn and tp in the row of the gold tuple's type, fp in that of the predicted one.

    A measure that ignores types gives its tuples without them: the type beside the tuple only names the row.
    """
    gold_rows, predicted_rows = _rows(gold, duplicates), _rows(predicted, duplicates)
    found: dict[CountKey, float] = {}
    for key, types in gold_rows.items():
        right = len(predicted_rows.get(key, ()))
        for rank, type_name in enumerate(types):
            cell = CountKey(layer, measure, type_name, "tp" if rank < right else "fn")
            found[cell] = found.get(cell, 0) + 1
    for key, types in predicted_rows.items():
        for type_name in types[len(gold_rows.get(key, ())) :]:
            cell = CountKey(layer, measure, type_name, "fp")
            found[cell] = found.get(cell, 0) + 1
    return found


def _rows(tuples: Tuples, duplicates: str) -> Mapping[Hashable, Sequence[str]]:
    """The types of each tuple, ascending; only the first of them if tuples are sets."""
    rows: dict[Hashable, list[str]] = {}
    for type_name, key in tuples:
        types = rows.get(key)
        if types is None:
            rows[key] = [type_name]
        elif duplicates == "set":
            types[0] = min(types[0], type_name)
        else:
            types.append(type_name)
            types.sort()
    return rows
