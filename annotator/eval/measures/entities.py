"""Entity measures: strict, exact, partial, type (SemEval 2013 task 9.1) and overlap, all from one alignment.

A document's counts say how many pairs, missing and spurious mentions there are of each gold and predicted type; that
is the confusion matrix, and every measure, overall and per type, is a sum over it. Credit and gold-side errors stand
in the gold type's row, prediction-side errors in the predicted type's row; so rows add up to the overall row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from annotator.eval.alignment.alignment import Alignment
from annotator.eval.alignment.nervaluate import NERVALUATE
from annotator.eval.counts.counts import CountKey
from annotator.eval.documents.resolved import Mention

LAYER = "entities"
MEASURES = ("strict", "exact", "partial", "type", "overlap")

EXACT, OVERLAPPING, MISSING, SPURIOUS = "exact", "overlap", "missing", "spurious"
"""The second part of an entity cell: how a gold and a predicted mention stand to each other."""
ALONE = (MISSING, SPURIOUS)


def confusion(gold: Iterable[Mention], predicted: Iterable[Mention], alignment: Alignment) -> Counter[CountKey]:
    """The cells of one document: `(layer, how they stand to each other, gold type, predicted type)`."""
    gold_types = [mention.type for mention in gold]
    predicted_types = [mention.type for mention in predicted]
    cells: Counter[CountKey] = Counter()
    for pair in alignment.pairs:
        kind = EXACT if pair.exact else OVERLAPPING
        cells[LAYER, kind, gold_types[pair.gold], predicted_types[pair.predicted]] += 1
    for index in alignment.missing:
        cells[LAYER, MISSING, gold_types[index], ""] += 1
    for index in alignment.spurious:
        cells[LAYER, SPURIOUS, "", predicted_types[index]] += 1
    return cells


def verdict(measure: str, kind: str, same_type: bool) -> str:
    """What a pair is in a measure's eyes: correct, partial or incorrect (scoring table of SemEval 2013 task 9.1)."""
    if measure == "strict":
        good = kind == EXACT and same_type
    elif measure == "type":
        good = same_type
    else:
        good = kind == EXACT or measure == "overlap"
    if good:
        return "correct"
    return "partial" if measure == "partial" else "incorrect"


def contributions(measure: str, cell: CountKey, partial_credit: float) -> list[tuple[str, str, float]]:
    """What one of a cell adds to a measure's rows: (type, count, amount)."""
    _, kind, gold_type, predicted_type = cell
    if kind.startswith(NERVALUATE):
        return _nervaluate_contributions(
            kind.removeprefix(NERVALUATE) == measure, gold_type, predicted_type, partial_credit
        )
    if kind == MISSING:
        return [(gold_type, "missing", 1), (gold_type, "fn", 1)]
    if kind == SPURIOUS:
        return [(predicted_type, "spurious", 1), (predicted_type, "fp", 1)]
    judged = verdict(measure, kind, gold_type == predicted_type)
    credit = _credit(judged, partial_credit)
    return [
        (gold_type, judged, 1),
        (gold_type, "tp", credit),
        (gold_type, "fn", 1 - credit),
        (predicted_type, "fp", 1 - credit),
    ]


def _credit(judged: str, partial_credit: float) -> float:
    return {"correct": 1.0, "partial": partial_credit}.get(judged, 0.0)


def _nervaluate_contributions(
    this_measure: bool, type_name: str, judged: str, partial_credit: float
) -> list[tuple[str, str, float]]:
    """The same of a cell that nervaluate's matching counted, whose last two parts are a type and a verdict."""
    if not this_measure:
        return []
    credit = _credit(judged, partial_credit)
    errors = [(type_name, "fn", 1 - credit)] if judged != SPURIOUS else []
    errors += [(type_name, "fp", 1 - credit)] if judged != MISSING else []
    return [(type_name, judged, 1), (type_name, "tp", credit), *errors]
