"""Which figures are 0/0, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.eval.count_names import RATIO_COUNTS
from annotator.eval.measures.families import FIGURES, RATIOS
from annotator.eval.measures.registry import find_measure
from annotator.eval.notice import Notice
from annotator.eval.scores.result import Score

REASONS = {
    "precision": "nothing was predicted that they count",
    "recall": "gold has nothing that they count",
    "f1": "neither side has anything that they count",
}
"""Why a figure is 0/0."""


NOTHING_TO_WEIGH_BY = "gold has nothing that the types could be weighed by"
"""Why a weighted mean is 0/0 where something was predicted."""


def undefined_figures(scores: Iterable[Score]) -> Iterator[Notice]:
    """A warning for the overall figures of a layer that are undefined alike.

    A mean of other measures is left out where it is undefined as they are; where it counts some of them as 0, that is
    said.
    """
    undefined: dict[tuple[str, tuple[str, ...], str], dict[str, None]] = {}
    for score in scores:
        missing = tuple(name for name in FIGURES if score.figures()[name] is None)
        if not score.is_overall:
            continue
        if find_measure(score.layer, score.measure).family.mean_of:
            yield from _counted_as_0(score)
        elif missing:
            undefined.setdefault((score.layer, missing, _reason(score, missing)), {})[score.measure] = None
    for (layer, missing, why), measures in undefined.items():
        message = f"{layer}: {', '.join(missing)} of {', '.join(measures)}: {why}"
        yield Notice("undefined", None, len(missing) * len(measures), message)


def _reason(score: Score, missing: Sequence[str]) -> str:
    if score.average == "weighted" and any(score.counts.values()):
        return NOTHING_TO_WEIGH_BY
    return REASONS["f1" if "f1" in missing else missing[0]]


def _counted_as_0(score: Score) -> Iterator[Notice]:
    """A warning where a mean that is defined is one of some measures that are not."""
    import numpy as np  # noqa: PLC0415 - where there is such a mean

    parts = find_measure(score.layer, score.measure).family.mean_of
    empty = [
        part
        for part in parts
        if np.isnan(RATIOS.figures({name: np.array([score.counts[f"{part}_{name}"]]) for name in RATIO_COUNTS}).f1[0])
    ]
    if empty and score.f1 is not None:
        message = (
            f"{score.layer}: {score.measure} counts {', '.join(empty)} as 0, undefined as it is; so does scorer.pl"
        )
        yield Notice("undefined", None, len(empty), message)
