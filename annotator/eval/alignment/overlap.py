"""When two mentions overlap: one shared character, or a least share of gold, prediction or their union."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Protocol

from annotator.eval.alignment.alignment import Overlap, any_overlap
from annotator.model.spans import Spans


class OverlapChoices(Protocol):
    """The choices that decide when mentions overlap."""

    @property
    def min_overlap(self) -> float:
        """The least share, in percent; 0 for one character."""

    @property
    def min_overlap_of(self) -> str:
        """What the share is of."""


def overlap_test(options: OverlapChoices) -> Overlap:
    """The test that the options ask for; whatever they ask for, mentions without shared characters do not overlap."""
    if not options.min_overlap:
        return any_overlap
    least = Fraction(str(options.min_overlap)) / 100  # as written: 0.1 is a tenth
    base = BASES[options.min_overlap_of]

    def enough(gold: Spans, predicted: Spans, shared: int) -> bool:
        return shared > 0 and shared >= least * base(length(gold), length(predicted), shared)

    return enough


def length(spans: Spans) -> int:
    """How many characters a mention has."""
    return sum(end - start for start, end in spans)


BASES: Mapping[str, Callable[[int, int, int], int]] = {
    "gold": lambda gold, predicted, shared: gold,
    "predicted": lambda gold, predicted, shared: predicted,
    "iou": lambda gold, predicted, shared: gold + predicted - shared,
}
"""What the least share is a share of, from the lengths of gold and prediction and what they share."""
