"""Families of measures: which counts their rows have, and which figures these counts amount to.

A family is the only one to know the names of its counts. numpy is loaded when figures are computed, not before.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.eval.count_names import APART_COUNTS, OUTCOMES, POSITIVES, RATIO_COUNTS

if TYPE_CHECKING:
    from annotator.eval.measures.figures import Array, Columns, Figures

PRECISION, RECALL, F1 = FIGURES = ("precision", "recall", "f1")
"""The figures of every row; a family may leave some of them undefined for good."""


@dataclass(frozen=True, eq=False)
class Family(ABC):
    """What measures have in common that count alike.

    Attributes:
        name: for the documentation.
        counts: the names of a row's counts, in the order in which they are shown.
        figure_counts: those of them that figures are made of.
        gold_counts: those that add up to what gold has, the weight of a type in the weighted average.
        figure_names: the figures that its rows have; the others are always undefined.
        formula: precision, recall and F1 as people write them.
        gold_decides: whether its figures ask gold alone for something, so that F1 depends on who is called gold.
        mean_of: the measures whose mean it is, if it is one; then it is undefined where they are.
    """

    name: str
    counts: tuple[str, ...]
    figure_counts: tuple[str, ...]
    gold_counts: tuple[str, ...]
    formula: str
    figure_names: tuple[str, ...] = FIGURES
    gold_decides: bool = False
    mean_of: tuple[str, ...] = ()

    @abstractmethod
    def figures(self, counts: Columns, beta: float = 1.0) -> Figures:
        """The figures of rows, from their counts by name; with another beta, F-beta in the place of F1."""

    def filled(self, figures: Figures, value: float | None) -> Figures:
        """With this value for what is undefined, but for figures that rows of this family never have."""
        return figures.filled(value, self.figure_names)

    def average(self, types: Figures, weights: Array, zero_division: float | None) -> Figures:
        """The weighted mean over the last axis; an undefined figure counts as `zero_division`, or 0."""
        from annotator.eval.measures.figures import average  # noqa: PLC0415 - numpy, when something is scored

        return average(types, weights, zero_division, self.figure_names)

    def support(self, counts: Mapping[str, float]) -> float:
        """How much gold has of what a row counts."""
        return sum(counts.get(name, 0.0) for name in self.gold_counts)


class PrecisionRecall(Family):
    """One thing is compared with one thing: true and false positives, false negatives."""

    def figures(self, counts: Columns, beta: float = 1.0) -> Figures:
        """Precision tp / (tp + fp), recall tp / (tp + fn) and their harmonic mean."""
        from annotator.eval.measures.figures import of_positives  # noqa: PLC0415 - as above

        return of_positives(*(counts[name] for name in POSITIVES), beta=beta)


class Ratios(Family):
    """Recall and precision are ratios of their own, whose numerators differ."""

    def figures(self, counts: Columns, beta: float = 1.0) -> Figures:
        """Both ratios and their harmonic mean."""
        from annotator.eval.measures.figures import of_ratios  # noqa: PLC0415 - as above

        return of_ratios(*(counts[name] for name in RATIO_COUNTS), beta=beta)


class LinksAndNonLinks(Family):
    """Ratios of coreference links and of non-coreference links, whose mean is taken."""

    def figures(self, counts: Columns, beta: float = 1.0) -> Figures:
        """The mean of both kinds; where gold has none of one kind, the other kind alone."""
        from annotator.eval.measures.figures import of_two_kinds  # noqa: PLC0415 - as above

        linked, apart = ([counts[name] for name in kind] for kind in (RATIO_COUNTS, APART_COUNTS))
        return of_two_kinds(linked, apart, beta=beta)


class MeanOfRatios(Family):
    """The mean F of several measures of ratios, whose counts a row has by `part_name`."""

    def figures(self, counts: Columns, beta: float = 1.0) -> Figures:
        """Only F1: the mean of the parts', an undefined one counting as 0."""
        from annotator.eval.measures.figures import mean_f  # noqa: PLC0415 - as above

        return mean_f([[counts[f"{part}_{name}"] for name in RATIO_COUNTS] for part in self.mean_of], beta)


POSITIVES_FORMULA = "P = tp / (tp + fp), R = tp / (tp + fn), F1 = 2 tp / (2 tp + fp + fn)"
RATIOS_FORMULA = "P and R as defined, summed over documents; F1 = 2 P R / (P + R)"

COMPARED = PrecisionRecall("compared", POSITIVES, POSITIVES, ("tp", "fn"), POSITIVES_FORMULA)
ALIGNED = PrecisionRecall("aligned", (*POSITIVES, *OUTCOMES), POSITIVES, ("tp", "fn"), POSITIVES_FORMULA)
RATIOS = Ratios("ratios", RATIO_COUNTS, RATIO_COUNTS, ("recall_denominator",), RATIOS_FORMULA)
BLANC = LinksAndNonLinks(
    "links and non-links",
    RATIO_COUNTS + APART_COUNTS,
    RATIO_COUNTS + APART_COUNTS,
    ("recall_denominator",),
    "P, R, F1 = mean of those of coreference links and of non-coreference links; of one kind alone where gold lacks "
    "the other",
    gold_decides=True,
)


def mean_of(*parts: str) -> MeanOfRatios:
    """The family of a measure that is the mean F1 of these measures of ratios."""
    counts = tuple(f"{part}_{name}" for part in parts for name in RATIO_COUNTS)
    gold = tuple(f"{part}_recall_denominator" for part in parts[:1])
    return MeanOfRatios("mean", counts, counts, gold, f"F1 = mean F1 of {', '.join(parts)}", (F1,), mean_of=parts)
