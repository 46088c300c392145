"""Entity measures: strict, exact, partial, type (SemEval 2013 task 9.1) and overlap, all from one alignment.

Of the alignment is counted how many mentions of which type stand how to predictions of which type. A wrong type is an
error on either side: the gold side's counts stand in the gold type's row, the predicted side's in the predicted
type's; so rows add up to the overall row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotator.eval.count_names import (
    CORRECT,
    EXACT,
    INCORRECT,
    KINDS,
    MISSING,
    PARTIAL,
    SPURIOUS,
    CountKey,
    nervaluate_counter,
)
from annotator.eval.measures.families import ALIGNED
from annotator.eval.measures.measure import Contribution, Measure

if TYPE_CHECKING:
    from annotator.eval.counting.batch import Batch
    from annotator.eval.counting.comparison import Entries

LAYER = "entities"
ABOUT = (
    "Mentions of both sides are aligned one to one, once for all measures: the alignment maximises, in turn, exact "
    "pairs of one type, exact pairs, overlapping pairs of one type, overlapping pairs and shared characters, and "
    "minimises the distance of the boundaries. A wrong type is a false negative of the gold type and a false positive "
    "of the predicted one, so that the rows of types add up."
)
SEMEVAL = "SemEval-2013 task 9.1 (Segura-Bedmar et al. 2013)"


def count_alignment(batch: Batch) -> Entries:
    """How the entities of a batch stand to each other: what all measures of this layer read."""
    return batch.alignment(LAYER)


def aligned_measure(name: str, definition: str, source: str, outcome: Callable[[bool, bool], str]) -> Measure:
    """An entity measure: `outcome` says what a pair is that is exact or not, and of one type or not."""

    def reads(measure: Measure, key: CountKey, partial_credit: float) -> Sequence[Contribution]:
        if key.counter == nervaluate_counter(measure.name):
            return _of_outcome(key.type, key.type, key.name, partial_credit)
        if key.counter == MISSING:
            return _of_outcome(key.type, "", MISSING, partial_credit)
        if key.counter == SPURIOUS:
            return _of_outcome("", key.name, SPURIOUS, partial_credit)
        if key.counter in KINDS:
            counted = outcome(key.counter == EXACT, key.type == key.name)
            return _of_outcome(key.type, key.name, counted, partial_credit)
        return ()

    return Measure(LAYER, name, ALIGNED, definition, source, (count_alignment,), reads=reads)


def _of_outcome(gold_type: str, predicted_type: str, outcome: str, partial_credit: float) -> Sequence[Contribution]:
    """What an outcome adds to the rows of both types."""
    credit = {CORRECT: 1.0, PARTIAL: partial_credit}.get(outcome, 0.0)
    of_gold = [("tp", credit), ("fn", 1 - credit)] if outcome != SPURIOUS else []
    of_predicted = [("fp", 1 - credit)] if outcome != MISSING else []
    row = predicted_type if outcome == SPURIOUS else gold_type
    return [
        Contribution(row, outcome, 1.0),
        *(Contribution(gold_type, count, amount) for count, amount in of_gold),
        *(Contribution(predicted_type, count, amount) for count, amount in of_predicted),
    ]


def _right(good: bool) -> str:
    return CORRECT if good else INCORRECT


STRICT = aligned_measure(
    "strict",
    "A prediction is right if it has the words and the type of the gold mention that it stands for.",
    SEMEVAL,
    lambda exact, same_type: _right(exact and same_type),
)

MEASURES = (
    STRICT,
    aligned_measure(
        "exact",
        "A prediction is right if it has the words of the gold mention, whatever its type.",
        SEMEVAL,
        lambda exact, same_type: _right(exact),
    ),
    aligned_measure(
        "partial",
        "As exact, and a prediction that only overlaps the gold mention is partly right (half, or --partial-credit).",
        SEMEVAL,
        lambda exact, same_type: CORRECT if exact else PARTIAL,
    ),
    aligned_measure(
        "type",
        "A prediction is right if it overlaps the gold mention and has its type.",
        f"{SEMEVAL}; ent_type in nervaluate",
        lambda exact, same_type: _right(same_type),
    ),
    aligned_measure(
        "overlap",
        "A prediction is right if it overlaps the gold mention, whatever its type.",
        "BRATEval (Verspoor et al. 2013)",
        lambda exact, same_type: CORRECT,
    ),
)
