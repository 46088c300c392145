"""Precision and recall by least score: what `--min-score` would give at each of the scores that predictions carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from annotator.eval.options import ScoreOptions
from annotator.eval.scores.result import Result
from annotator.model.record import LAYERS, Record

MOST_POINTS = 50
"""With more scores than that, as many of them as lie evenly among the predictions."""

MAIN = {"entities": "entities.strict", "relations": "relations.strict", "events": "events.trigger-c"}
"""The measure whose curve is drawn where none is named, by layer."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The figures of a measure where only predictions with this score or a higher one count."""

    layer: str
    measure: str
    min_score: float
    tp: float
    fp: float
    fn: float
    precision: float | None
    recall: float | None
    f1: float | None

    def to_plain(self) -> dict[str, Any]:
        """The JSON object."""
        return asdict(self)


def thresholds(predicted: Iterable[Record]) -> list[float]:
    """The scores to draw the curve at, ascending; none where no prediction has a score."""
    scores = sorted(
        each.score
        for record in predicted
        for layer in LAYERS
        for each in getattr(record, layer)
        if each.score is not None
    )
    distinct = sorted(set(scores))
    if len(distinct) <= MOST_POINTS:
        return distinct
    steps = range(MOST_POINTS)
    return sorted({scores[round(step * (len(scores) - 1) / (MOST_POINTS - 1))] for step in steps})


def curve_options(options: ScoreOptions, layers: Iterable[str]) -> dict[str, Any]:
    """What is changed of the options for a point: only overall rows of the measures of the curve are needed."""
    measures = options.measures or tuple(MAIN[each] for each in layers if each in MAIN and options.scores(each))
    return {"measures": measures, "gated": (), "bootstrap": 0, "by": (), "averages": ("micro",)}


def curve(scored: Callable[[float], Result], least: Sequence[float]) -> list[CurvePoint]:
    """The points of the curve, measure by measure; `scored` gives the result for a least score."""
    points = [
        CurvePoint(
            row.layer,
            row.measure,
            each,
            row.counts.get("tp", 0.0),
            row.counts.get("fp", 0.0),
            row.counts.get("fn", 0.0),
            row.precision,
            row.recall,
            row.f1,
        )
        for each in least
        for row in scored(each).scores
        if row.is_overall
    ]
    return sorted(points, key=lambda point: (point.layer, point.measure, point.min_score))
