"""Score rows from per-document counts: overall, per type, per document, and the averages over types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from annotator.eval import entities, events
from annotator.eval.counts import Cell, Counts
from annotator.eval.figures import Figures, macro, of_tuples, weighted, with_default
from annotator.eval.options import ScoreOptions
from annotator.eval.result import Score

Rows = dict[str, dict[str, float]]
TypeRows = Mapping[str, Mapping[str, float]]
"""The counts of one measure by type."""

MEASURES: Mapping[str, tuple[str, ...]] = {
    "entities": entities.MEASURES,
    "relations": ("strict", "boundaries"),
    "events": events.MEASURES,
}
"""The measures of each layer, in the order they are reported."""

COUNT_NAMES = ("tp", "fp", "fn")
ENTITY_COUNT_NAMES = (*COUNT_NAMES, "correct", "incorrect", "partial", "missing", "spurious")


def score_rows(counts: Counts, options: ScoreOptions) -> Iterator[Score]:
    """All rows that were asked for, in a fixed order."""
    totals = counts.totals()
    found = rows_by_measure(totals, options)
    present = {layer for layer, _ in found} | {"entities"}
    layers = options.layers or [layer for layer in MEASURES if layer in present]
    wanted = [(layer, measure) for layer in layers for measure in MEASURES[layer] if options.wants(layer, measure)]
    documents = (
        {name: rows_by_measure(cells, options) for name, cells in counts.by_document().items()}
        if "document" in options.by
        else {}
    )
    for layer, measure in wanted:
        types = found.get((layer, measure), {})
        for average in options.averages:
            yield overall_row(layer, measure, average, types, options)
        if "type" in options.by:
            for type_name in sorted(types):
                yield _row(layer, measure, "micro", type_name, None, types[type_name], options)
        for document in sorted(documents):
            rows = documents[document].get((layer, measure), {})
            yield _row(layer, measure, "micro", None, document, _sum(rows), options)


def rows_by_measure(cells: Mapping[Cell, float], options: ScoreOptions) -> dict[tuple[str, str], Rows]:
    """The counts of each (layer, measure) by type."""
    found: dict[tuple[str, str], Rows] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    for cell, value in cells.items():
        for measure, type_name, name, amount in contributions(cell, options):
            found[cell[0], measure][type_name][name] += amount * value
    return found


def contributions(cell: Cell, options: ScoreOptions) -> Iterable[tuple[str, str, str, float]]:
    """What one of a cell adds: (measure, type, count, amount)."""
    layer, measure, type_name, name = cell
    if layer != entities.LAYER:
        return [(measure, type_name, name, 1.0)]
    return [
        (each, *added)
        for each in entities.MEASURES
        for added in entities.contributions(each, cell, options.partial_credit)
    ]


def overall_row(layer: str, measure: str, average: str, types: TypeRows, options: ScoreOptions) -> Score:
    """The overall row; its counts are the sums over types whatever the average."""
    row = _row(layer, measure, average, None, None, _sum(types), options)
    if average == "micro":
        return row
    types = {name: counts for name, counts in sorted(types.items()) if any(counts.values())}
    each = [of_tuples(counts) for counts in types.values()]
    if average == "macro":
        figures = macro(each, options.zero_division)
    else:
        support = [counts.get("tp", 0.0) + counts.get("fn", 0.0) for counts in types.values()]
        figures = weighted(each, support, options.zero_division)
    return _with_figures(row, with_default(figures, options.zero_division))


def _with_figures(row: Score, figures: Figures) -> Score:
    return Score(row.layer, row.measure, row.average, row.type, row.document, row.counts, *figures)


def _row(
    layer: str,
    measure: str,
    average: str,
    type_name: str | None,
    document: str | None,
    counts: Mapping[str, float],
    options: ScoreOptions,
) -> Score:
    names = ENTITY_COUNT_NAMES if layer == entities.LAYER else COUNT_NAMES
    shown = {name: counts.get(name, 0.0) for name in names}
    figures = with_default(of_tuples(counts), options.zero_division)
    return Score(layer, measure, average, type_name, document, shown, *figures)


def _sum(types: TypeRows) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for counts in types.values():
        for name, value in counts.items():
            total[name] += value
    return total
