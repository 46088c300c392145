"""Score rows from per-document counts: overall, per type, per document, averages over types, and intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

import numpy as np

from annotator.eval.alignment.nervaluate import NERVALUATE
from annotator.eval.counts.counts import CONLL, CONLL_PARTS, CountKey, Counts
from annotator.eval.measures import entities
from annotator.eval.measures.layers import MEASURES, count_names
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.figures import Figures, FigureTuple, average, figures
from annotator.eval.scores.result import Score

OVERALL = ""
"""The type of rows that are not of one type; a measure that has such a row itself has no sum over types."""

Amounts: TypeAlias = Mapping[str, float]
"""Counts by name."""


class RowKey(NamedTuple):
    """Which row: of a measure, and of one type, of one document, or overall."""

    layer: str
    measure: str
    type: str | None = None
    document: str | None = None


def score_rows(counts: Counts, options: ScoreOptions) -> Iterator[Score]:
    """All rows that were asked for, in a fixed order."""
    totals = by_row(counts.totals(), options)
    per_document = "document" in options.by or "documents" in options.averages
    documents = counts.by_document() if per_document else {}
    by_document = {name: by_row(cells, options) for name, cells in sorted(documents.items())}
    for layer, measure in wanted_measures(counts, options):
        types = totals.get((layer, measure), {})
        keys = {RowKey(layer, measure): overall(types)}
        if "type" in options.by:
            keys |= {RowKey(layer, measure, name): types[name] for name in sorted(types) if name != OVERALL}
        of_documents = {name: overall(found.get((layer, measure), {})) for name, found in by_document.items()}
        if "document" in options.by:
            keys |= {RowKey(layer, measure, None, name): amounts for name, amounts in of_documents.items()}
        rows = list(_rows(keys, options))
        yield from _averaged(rows[0], types, list(of_documents.values()), options)
        yield from rows[1:]


def wanted_measures(counts: Counts, options: ScoreOptions) -> list[tuple[str, str]]:
    """The measures that get rows: of the layers asked for, or of entities and all layers that have counts."""
    present = {cell[0] for cell in counts.cells} | {"entities"}
    prefixes = {cell[1].startswith("event-") for cell in counts.cells if cell[0] == "coref"}
    chosen = options.layers or [layer for layer in MEASURES if layer in present]
    return [
        (layer, measure)
        for layer in chosen
        for measure in MEASURES[layer]
        if options.wants(layer, measure)
        and (options.layers or layer != "coref" or measure.startswith("event-") in prefixes)
    ]


def by_row(
    cells: Mapping[CountKey, float], options: ScoreOptions
) -> dict[tuple[str, str], dict[str, dict[str, float]]]:
    """The counts of each (layer, measure) by type."""
    found: dict[tuple[str, str], dict[str, dict[str, float]]] = defaultdict(dict)
    for cell, value in cells.items():
        for measure, type_name, name, amount in contributions(cell, options):
            row = found[cell[0], measure].setdefault(type_name, defaultdict(float))
            row[name] += amount * value
    return found


def contributions(cell: CountKey, options: ScoreOptions) -> Iterable[tuple[str, str, str, float]]:
    """What one of a cell adds: (measure, type, count, amount)."""
    layer, measure, type_name, name = cell
    if layer == entities.LAYER:
        return [
            (each, *added)
            for each in entities.MEASURES
            for added in entities.contributions(each, cell, options.partial_credit)
        ]
    added = [(measure, type_name, name, 1.0)]
    if layer == "coref" and measure.removeprefix("event-") in CONLL_PARTS:
        prefix = "event-" if measure.startswith("event-") else ""
        added.append((f"{prefix}conll", type_name, f"{measure.removeprefix('event-')}_{name}", 1.0))
    return added


def types_of(counts: Counts, options: ScoreOptions) -> dict[tuple[str, str], list[str]]:
    """The types that each (layer, measure) has rows of."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cell in counts.cells:
        for measure, type_name, _, amount in contributions(cell, options):
            if amount and type_name != OVERALL:
                found[cell[0], measure].add(type_name)
    return {key: sorted(names) for key, names in found.items()}


def has_own_overall(cell: CountKey) -> bool:
    """Whether the overall row of a cell's measure is counted by itself and not the sum over types."""
    return cell[1].startswith(NERVALUATE)


def overall(types: Mapping[str, Amounts]) -> Amounts:
    """The counts of all types together."""
    if OVERALL in types:
        return types[OVERALL]
    total: dict[str, float] = defaultdict(float)
    for amounts in types.values():
        for name, value in amounts.items():
            total[name] += value
    return total


def _rows(found: Mapping[RowKey, Amounts], options: ScoreOptions) -> Iterator[Score]:
    """Micro rows of one measure."""
    key = next(iter(found))
    names = count_names(key.layer, key.measure)
    lines = list(found.values())
    computed = _filled(names, _figures(names, lines), options)
    weighted = _filled(names, _figures(names, lines, options.beta), options) if options.beta else None
    for index, (row, amounts) in enumerate(found.items()):
        shown = {name: amounts.get(name, 0.0) for name in names}
        extra = {"f_beta": weighted.row(index)[2]} if weighted else {}
        yield Score(row.layer, row.measure, "micro", row.type, row.document, shown, *computed.row(index), extra=extra)


def _figures(names: Sequence[str], amounts: Sequence[Amounts], beta: float = 1.0) -> Figures:
    return figures(names, {name: np.array([each.get(name, 0.0) for each in amounts]) for name in names}, beta)


def _filled(names: Sequence[str], found: Figures, options: ScoreOptions) -> Figures:
    """With what undefined figures become; the CoNLL mean has no precision and recall to be filled."""
    filled = found.filled(options.zero_division)
    return found._replace(f1=filled.f1) if names == CONLL else filled


def _averaged(
    row: Score, types: Mapping[str, Amounts], documents: Sequence[Amounts], options: ScoreOptions
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
            yield _mean(with_number, kind, counted, options)
        elif set(types) != {OVERALL}:
            yield _mean(row, kind, of_types, options)


def _mean(row: Score, kind: str, found: Sequence[Amounts], options: ScoreOptions) -> Score:
    """The row with the mean of the figures of these counts; undefined where there are none."""
    if not found:
        return replace(row, average=kind, precision=None, recall=None, f1=None, extra=dict.fromkeys(row.extra))
    names = count_names(row.layer, row.measure)
    support = [sum(amounts.get(name, 0.0) for name in gold_side(names)) for amounts in found]
    weights = np.array(support) if kind == "weighted" else np.ones(len(found))

    def mean(beta: float) -> FigureTuple:
        each = Figures(*(column[np.newaxis] for column in _figures(names, found, beta)))
        return average(each, weights[np.newaxis], options.zero_division).row(0)

    precision, recall, f1 = mean(1.0) if names != CONLL else (None, None, mean(1.0)[2])
    extra = {"f_beta": mean(options.beta)[2]} if options.beta else {}
    return replace(row, average=kind, precision=precision, recall=recall, f1=f1, extra=extra)


def gold_side(names: Sequence[str]) -> Sequence[str]:
    """The counts that add up to a row's gold support."""
    return ("tp", "fn") if "tp" in names else ("recall_denominator",)
