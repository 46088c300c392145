"""nervaluate's matching, to reproduce its published figures and for nothing else.

Each prediction, in the order of the file, takes the first gold mention that it overlaps and that is still free; each
measure matches anew, and the rows of types come from a second run in which only that type exists on both sides. So
figures depend on the order of the file, a good pair can be lost, and rows do not add up. Rules of nervaluate 1.2.1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from annotator.eval.alignment.overlap import length
from annotator.eval.count_names import CountKey, nervaluate_counter
from annotator.model.annotation import Entity
from annotator.model.spans import shared_chars

MEASURES = ("strict", "exact", "partial", "type")


def nervaluate_counts(
    layer: str, gold: Sequence[Entity], predicted: Sequence[Entity], min_overlap: float
) -> Counter[CountKey]:
    """The cells of one document: overall in the row without a type, and of each type's own run.

    Args:
        layer: under which it is counted.
        gold: in the order of the file.
        predicted: likewise.
        min_overlap: least share of the gold mention, in percent.
    """
    cells: Counter[CountKey] = Counter()
    types = {mention.type for mention in (*gold, *predicted)}
    for measure in MEASURES:
        for type_name in ("", *types):
            chosen = [[each for each in side if type_name in ("", each.type)] for side in (gold, predicted)]
            for verdict, count in _run(measure, chosen[0], chosen[1], min_overlap).items():
                cells[CountKey(layer, nervaluate_counter(measure), type_name, verdict)] = count
    return cells


def _run(measure: str, gold: Sequence[Entity], predicted: Sequence[Entity], min_overlap: float) -> Counter[str]:
    free = dict.fromkeys(range(len(gold)))
    counts: Counter[str] = Counter()
    for mention in predicted:
        taken, verdict = _take(measure, mention, gold, list(free), min_overlap)
        counts[verdict] += 1
        if taken is not None:
            del free[taken]
    counts["missing"] += len(free)
    return counts


def _take(
    measure: str, mention: Entity, gold: Sequence[Entity], free: Sequence[int], min_overlap: float
) -> tuple[int | None, str]:
    """The gold mention that a prediction takes, and what the pair is."""
    touching = [index for index in free if _overlaps(gold[index], mention, min_overlap)]
    if measure == "type":
        right = [index for index in touching if gold[index].type == mention.type]
        if right:
            return min(right, key=lambda index: _distance(gold[index], mention)), "correct"
    else:
        for index in free:
            same_type = measure != "strict" or gold[index].type == mention.type
            if gold[index].spans == mention.spans and same_type:
                return index, "correct"
    if touching:
        return touching[0], "partial" if measure == "partial" else "incorrect"
    return None, "spurious"


def _overlaps(gold: Entity, predicted: Entity, min_overlap: float) -> bool:
    shared = shared_chars(gold.spans, predicted.spans)
    return shared > 0 and shared / length(gold.spans) * 100.0 >= min_overlap


def _distance(gold: Entity, predicted: Entity) -> int:
    return abs(gold.spans[0][0] - predicted.spans[0][0]) + abs(gold.spans[-1][1] - predicted.spans[-1][1])
