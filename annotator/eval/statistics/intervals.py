"""Confidence intervals for score rows: percentiles of the figures of bootstrap samples of the documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from annotator.eval.counts.counts import Counts
from annotator.eval.measures.figures import Array, Figures, ratio
from annotator.eval.measures.registry import find_measure
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.matrix import Matrix, matrix
from annotator.eval.scores.result import Interval, Score
from annotator.eval.scores.rows import RowKey, types_of, wanted_measures
from annotator.eval.statistics.resampling import bootstrap_totals

MOST_ROWS = 256
"""How many rows are resampled at once; more take another pass over the same samples."""


def with_intervals(scores: Sequence[Score], counts: Counts, options: ScoreOptions) -> list[Score]:
    """The same rows, those over all documents with intervals for each figure they have."""
    intervals: dict[tuple[RowKey, str], dict[str, Interval]] = {}
    if counts.documents:
        for measures in _groups(scores, counts, options):
            keys = [key for of_measure in measures for key in of_measure]
            counted = matrix(counts, keys, options)
            totals = bootstrap_totals(counted.values, options.bootstrap, options.seed)
            for of_measure in measures:
                intervals |= _of_measure(of_measure, counted, totals, options)
        if "documents" in options.averages:
            intervals |= _of_documents(counts, options)
    return [
        score if score.document else replace(score, ci=_shown(score, intervals.get((_key(score), score.average), {})))
        for score in scores
    ]


def _key(score: Score) -> RowKey:
    return RowKey(find_measure(score.layer, score.measure), score.type)


def _shown(score: Score, intervals: Mapping[str, Interval]) -> Mapping[str, Interval]:
    """Only of figures that the row has."""
    figures = score.figures()
    return {name: interval for name, interval in intervals.items() if figures[name] is not None}


def _groups(scores: Sequence[Score], counts: Counts, options: ScoreOptions) -> Iterator[list[list[RowKey]]]:
    """The rows to resample, by measure, the overall row first; so many measures at once as fit."""
    group: list[list[RowKey]] = []
    types = types_of(counts, options) if {"macro", "weighted"} & set(options.averages) or "type" in options.by else {}
    for measure in wanted_measures(counts, options):
        keys = [RowKey(measure), *(RowKey(measure, name) for name in types.get(measure, ()))]
        if group and sum(map(len, group)) + len(keys) > MOST_ROWS:
            yield group
            group = []
        group.append(keys)
    if group:
        yield group


def _of_measure(
    keys: Sequence[RowKey], counted: Matrix, totals: Array, options: ScoreOptions
) -> dict[tuple[RowKey, str], dict[str, Interval]]:
    intervals = _with_beta(keys, counted, totals, options, 1.0)
    if options.beta:
        for row, weighted in _with_beta(keys, counted, totals, options, options.beta).items():
            intervals[row] = _joined(intervals[row], weighted)
    return intervals


def _joined(usual: dict[str, Interval], *with_beta: dict[str, Interval]) -> dict[str, Interval]:
    """The intervals of a row with the one that its F has with another beta, where there is one."""
    more = [each["f1"] for each in with_beta if "f1" in each]
    return usual | ({"f_beta": more[0]} if more else {})


def _with_beta(
    keys: Sequence[RowKey], counted: Matrix, totals: Array, options: ScoreOptions, beta: float
) -> dict[tuple[RowKey, str], dict[str, Interval]]:
    family = keys[0].measure.family
    of_row = {key: family.filled(counted.figures(key, totals, beta), options.zero_division) for key in keys}
    intervals = {(key, "micro"): percentiles(figures, options.confidence) for key, figures in of_row.items()}
    types = keys[1:]
    for kind in {"macro", "weighted"} & set(options.averages) if types else ():
        stacked = Figures(*(np.stack([of_row[key][index] for key in types], axis=-1) for index in range(3)))
        weights = np.stack([_weight(kind, key, counted, totals) for key in types], axis=-1)
        mean = family.average(stacked, weights, options.zero_division)
        intervals[keys[0], kind] = percentiles(mean, options.confidence)
    return intervals


def _of_documents(counts: Counts, options: ScoreOptions) -> dict[tuple[RowKey, str], dict[str, Interval]]:
    """The intervals of the means over documents: the documents' figures are what is resampled."""
    keys = [RowKey(measure) for measure in wanted_measures(counts, options)]
    counted = matrix(counts, keys, options)
    values = np.concatenate([_figure_columns(key, counted, options) for key in keys], axis=1)
    totals = bootstrap_totals(values, options.bootstrap, options.seed)
    intervals = {}
    for key, block in zip(keys, np.split(totals, len(keys), axis=1), strict=True):
        means = [ratio(block[:, index], block[:, 0]) for index in range(1, block.shape[1])]
        filled = [key.measure.family.filled(Figures(means[0], means[1], f), options.zero_division) for f in means[2:]]
        shown, *weighted = (percentiles(each, options.confidence) for each in filled)
        intervals[key, "documents"] = _joined(shown, *weighted)
    return intervals


def _figure_columns(key: RowKey, counted_matrix: Matrix, options: ScoreOptions) -> Array:
    """By document: whether it has anything to count, and then its figures, an undefined one as in any average."""
    counted = counted_matrix.values[:, list(counted_matrix.columns[key].values())].any(axis=1)
    figures = [*counted_matrix.figures(key, counted_matrix.values)]
    figures += [counted_matrix.figures(key, counted_matrix.values, options.beta).f1] if options.beta else []
    filled = [np.where(np.isnan(each), options.zero_division or 0.0, each) * counted for each in figures]
    return np.stack([counted.astype(np.float64), *filled], axis=1)


def _weight(kind: str, key: RowKey, counted: Matrix, totals: Array) -> Array:
    """A type's weight in each sample: its gold support, or 1 where there is any of it."""
    family, columns = key.measure.family, counted.columns[key]
    chosen = family.gold_counts if kind == "weighted" else family.figure_counts
    support: Array = totals[:, [columns[name] for name in chosen]].sum(axis=1)
    return support if kind == "weighted" else (support != 0).astype(np.float64)


def percentiles(figures: Figures, confidence: float) -> dict[str, Interval]:
    """The interval of each figure, from the samples in which it is defined."""
    tail = (1 - confidence) / 2
    intervals: dict[str, Interval] = {}
    for name, samples in figures._asdict().items():
        defined = samples[~np.isnan(samples)]
        if defined.size:
            low, high = np.quantile(defined, [tail, 1 - tail])
            intervals[name] = float(low), float(high)
    return intervals
