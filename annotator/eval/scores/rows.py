"""Score rows from per-document counts: overall, per type, per document, and averages over types and documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

import numpy as np

from annotator.eval.counts.counts import Counts, DocumentCounts
from annotator.eval.measures.figures import Figures, FigureTuple
from annotator.eval.measures.measure import Measure
from annotator.eval.measures.registry import LAYERS, MEASURES, contributions
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.result import Score

OVERALL = ""
"""The type of counts that are not of one type; a measure that has such counts has no sum over types."""

ALWAYS_SHOWN = LAYERS[0]
"""The layer that has rows even where nothing of it was counted."""

Amounts: TypeAlias = Mapping[str, float]
"""Counts by name."""


class RowKey(NamedTuple):
    """Which row: of a measure, and of one type, of one document, or overall."""

    measure: Measure
    type: str | None = None
    document: str | None = None


def score_rows(counts: Counts, options: ScoreOptions) -> Iterator[Score]:
    """All rows that were asked for, in a fixed order."""
    totals = by_row(counts.totals(), options)
    per_document = "document" in options.by or "documents" in options.averages
    documents = counts.by_document() if per_document else {}
    by_document = {name: by_row(amounts_of, options) for name, amounts_of in sorted(documents.items())}
    for measure in wanted_measures(counts, options):
        types = totals.get(measure, {})
        rows = {RowKey(measure): overall(types)}
        if "type" in options.by:
            rows |= {RowKey(measure, name): types[name] for name in sorted(types) if name != OVERALL}
        of_documents = {name: overall(amounts_of.get(measure, {})) for name, amounts_of in by_document.items()}
        if "document" in options.by:
            rows |= {RowKey(measure, None, name): amounts for name, amounts in of_documents.items()}
        first, *others = _micro_rows(measure, rows, options)
        yield from _averaged(measure, first, types, list(of_documents.values()), options)
        yield from others


def wanted_measures(counts: Counts, options: ScoreOptions) -> list[Measure]:
    """The measures that get rows: those of layers or gates asked for, or of what was counted, and of entities.

    Of a layer that was asked for, a second section has rows only where it was counted, or one of its measures is named.
    """
    read = (measure for key in counts.keys for measure, _ in contributions(key, options.partial_credit))
    counted = {(measure.layer, measure.section) for measure in read}
    return [
        measure
        for layer in dict.fromkeys((*(options.layers or ()), *LAYERS))
        for measure in MEASURES[layer]
        if options.wants(measure)
        and (
            (
                options.layers is not None
                and (options.measures is not None or measure.section == MEASURES[layer][0].section)
            )
            or measure.full_name in options.gated
            or measure.layer == ALWAYS_SHOWN
            or (measure.layer, measure.section) in counted
        )
    ]


def by_row(counts: DocumentCounts, options: ScoreOptions) -> dict[Measure, dict[str, dict[str, float]]]:
    """The counts of each measure by type."""
    rows: dict[Measure, dict[str, dict[str, float]]] = defaultdict(dict)
    for key, value in counts.items():
        for measure, added in contributions(key, options.partial_credit):
            row = rows[measure].setdefault(added.type, defaultdict(float))
            row[added.name] += added.amount * value
    return rows


def types_of(counts: Counts, options: ScoreOptions) -> dict[Measure, list[str]]:
    """The types that each measure has rows of."""
    types: dict[Measure, set[str]] = defaultdict(set)
    for key in counts.keys:
        for measure, added in contributions(key, options.partial_credit):
            if added.amount and added.type != OVERALL:
                types[measure].add(added.type)
    return {measure: sorted(names) for measure, names in types.items()}


def overall(types: Mapping[str, Amounts]) -> Amounts:
    """The counts of all types together: those counted of all, where there are such, else the sum."""
    if OVERALL in types:
        return types[OVERALL]
    total: dict[str, float] = defaultdict(float)
    for amounts in types.values():
        for name, value in amounts.items():
            total[name] += value
    return total


def _micro_rows(measure: Measure, amounts_of: Mapping[RowKey, Amounts], options: ScoreOptions) -> Iterator[Score]:
    family, all_amounts = measure.family, list(amounts_of.values())
    computed = family.filled(_figures(measure, all_amounts), options.zero_division)
    weighted = (
        family.filled(_figures(measure, all_amounts, options.beta), options.zero_division) if options.beta else None
    )
    for index, (row, amounts) in enumerate(amounts_of.items()):
        shown = {name: amounts.get(name, 0.0) for name in family.counts}
        extra = {"f_beta": weighted.row(index)[2]} if weighted else {}
        figures = computed.row(index)
        yield Score(measure.layer, measure.name, "micro", row.type, row.document, shown, *figures, extra=extra)


def _figures(measure: Measure, amounts: Sequence[Amounts], beta: float = 1.0) -> Figures:
    columns = {name: np.array([each.get(name, 0.0) for each in amounts]) for name in measure.family.figure_counts}
    return measure.family.figures(columns, beta)


def _averaged(
    measure: Measure,
    row: Score,
    types: Mapping[str, Amounts],
    documents: Sequence[Amounts],
    options: ScoreOptions,
) -> Iterator[Score]:
    """The overall row once for each average; its counts are always the sums over types.

    The macro average is over the union of gold and predicted types, weighted by gold support where so wanted; that of
    documents over those in which anything was counted, whose number is one more count of the row.
    """
    of_types = [amounts for name, amounts in sorted(types.items()) if name != OVERALL and any(amounts.values())]
    for kind in options.averages:
        if kind == "micro":
            yield row
        elif kind == "documents":
            counted = [amounts for amounts in documents if any(amounts.values())]
            with_number = replace(row, counts={**row.counts, "documents": len(counted)})
            yield _mean(measure, with_number, kind, counted, options)
        elif set(types) != {OVERALL}:
            yield _mean(measure, row, kind, of_types, options)


def _mean(measure: Measure, row: Score, kind: str, amounts_of_types: Sequence[Amounts], options: ScoreOptions) -> Score:
    """The row with the mean of the figures of these counts; undefined where there are none."""
    if not amounts_of_types:
        return replace(row, average=kind, precision=None, recall=None, f1=None, extra=dict.fromkeys(row.extra))
    support = [measure.family.support(amounts) for amounts in amounts_of_types]
    weights = np.array(support) if kind == "weighted" else np.ones(len(amounts_of_types))

    def mean(beta: float) -> FigureTuple:
        each = Figures(*(column[np.newaxis] for column in _figures(measure, amounts_of_types, beta)))
        return measure.family.average(each, weights[np.newaxis], options.zero_division).row(0)

    precision, recall, f1 = mean(1.0)
    extra = {"f_beta": mean(options.beta)[2]} if options.beta else {}
    return replace(row, average=kind, precision=precision, recall=recall, f1=f1, extra=extra)
