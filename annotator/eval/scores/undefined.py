"""Which figures are 0/0, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.eval.measures.families import FIGURES
from annotator.eval.measures.registry import find_measure
from annotator.eval.notice import Notice
from annotator.eval.scores.result import Score

REASONS = {
    "precision": "nothing was predicted that they count",
    "recall": "gold has nothing that they count",
    "f1": "neither side has anything that they count",
}
"""Why a figure is 0/0."""


def undefined_figures(scores: Iterable[Score]) -> Iterator[Notice]:
    """A warning for the overall figures of a layer that are undefined alike.

    A mean of other measures is left out: it is undefined where they are.
    """
    undefined: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
    for score in scores:
        missing = tuple(name for name in FIGURES if score.figures()[name] is None)
        if score.is_overall and missing and not find_measure(score.layer, score.measure).family.mean_of:
            undefined.setdefault((score.layer, missing), {})[score.measure] = None
    for (layer, missing), measures in undefined.items():
        why = REASONS["f1" if "f1" in missing else missing[0]]
        message = f"{layer}: {', '.join(missing)} of {', '.join(measures)}: {why}"
        yield Notice("undefined", None, len(missing) * len(measures), message)
