"""The precision-recall curve of a file of predictions: scored once for each least score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from annotator.errors import InputError
from annotator.eval.options import ScoreOptions
from annotator.eval.score import result_of
from annotator.eval.scores.curve import CurvePoint, curve, curve_options, thresholds
from annotator.eval.scores.result import Result
from annotator.model.record import LAYERS, Record
from annotator.project.scoring.predictions import predictions_of
from annotator.project.scoring.score_files import count_predictions


def curve_of(
    gold: Path, predictions: Path, options: ScoreOptions, *, schema: Path | None = None, project: Path | None = None
) -> list[CurvePoint]:
    """The curve of the measures that are named, else of the main one of each layer that has scores.

    Raises:
        InputError: no prediction has a score.
    """
    predicted = list(predictions_of(predictions, gold, options))
    points = curve_of_records(gold, predicted, str(predictions), options, schema=schema, project=project)
    if not points:
        raise InputError(f"{predictions}: {NO_SCORE}")
    return points


NO_SCORE = "no prediction has a score; expected a key score, 0 to 1, for --curve"


def curve_of_records(
    gold: Path,
    predicted: Sequence[Record],
    name: str,
    options: ScoreOptions,
    *,
    schema: Path | None = None,
    project: Path | None = None,
) -> list[CurvePoint]:
    """The same of records that were predicted, which messages call `name`; no point where none has a score."""
    least = thresholds(predicted)
    scored_layers = [
        layer for layer in LAYERS if any(each.score is not None for one in predicted for each in getattr(one, layer))
    ]
    changed = curve_options(options, scored_layers)

    def scored(min_score: float) -> Result:
        at = replace(options, min_score=min_score, **changed)
        return result_of(count_predictions(gold, predicted, name, at, schema=schema, project=project))

    return curve(scored, least)
