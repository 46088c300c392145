"""The names of what is counted in documents."""

from __future__ import annotations

from typing import NamedTuple


class CountKey(NamedTuple):
    """What is counted: under a counter's name, in the row of a type ("" for all), with the name of the count.

    Of an alignment of mentions the last two are the gold type and the predicted type.
    """

    layer: str
    counter: str
    type: str
    name: str


POSITIVES = ("tp", "fp", "fn")
"""Of what is compared one with one: true and false positives, false negatives."""

RATIO_COUNTS = ("recall_numerator", "recall_denominator", "precision_numerator", "precision_denominator")
APART_COUNTS = tuple(f"apart_{name}" for name in RATIO_COUNTS)
"""The ratios of links, and those of pairs that are no links."""

CORRECT, INCORRECT, PARTIAL, MISSING, SPURIOUS = OUTCOMES = ("correct", "incorrect", "partial", "missing", "spurious")
"""What becomes of mentions in a measure's eyes (SemEval 2013 task 9.1)."""

EXACT, OVERLAPPING = "exact", "overlap"
"""How the spans of an aligned pair stand to each other; what has no partner is missing or spurious."""

KINDS = (EXACT, OVERLAPPING, MISSING, SPURIOUS)
"""What is counted of an alignment: keys `(layer, kind, gold type, predicted type)`."""


def nervaluate_counter(measure: str) -> str:
    """Under which name nervaluate's matching counts for a measure: keys `(layer, name, type, outcome)`."""
    return f"nervaluate/{measure}"
