"""Per-document counts as a matrix: one row a document, one column for each count of each score row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from annotator.eval.counts.counts import Counts
from annotator.eval.measures.layers import count_names
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.figures import Array, Figures, figures
from annotator.eval.scores.rows import OVERALL, RowKey, contributions, has_own_overall

FIGURE_COUNTS = frozenset({"correct", "incorrect", "partial", "missing", "spurious"})
"""Counts that no figure is made of."""


class Matrix(NamedTuple):
    """The counts of some score rows by document; `columns` says where each row's counts stand."""

    columns: Mapping[RowKey, Mapping[str, int]]
    values: Array

    def figures(self, key: RowKey, totals: Array, beta: float = 1.0) -> Figures:
        """The figures of one row for each line of totals, `(samples, columns)`; F-beta with another beta."""
        names = count_names(key.layer, key.measure)
        return figures(names, {name: totals[:, column] for name, column in self.columns[key].items()}, beta)


def matrix(counts: Counts, keys: Iterable[RowKey], options: ScoreOptions, documents: Sequence[str] = ()) -> Matrix:
    """The counts of these rows, overall and of types; documents in the order given, or sorted by id.

    Never in the order in which they were counted, on which samples of documents must not depend.
    """
    columns: dict[RowKey, dict[str, int]] = {}
    width = 0
    for key in keys:
        names = [name for name in count_names(key.layer, key.measure) if name not in FIGURE_COUNTS]
        columns[key] = {name: width + number for number, name in enumerate(names)}
        width += len(names)
    order = {name: number for number, name in enumerate(documents or sorted(counts.documents))}
    place = np.array([order[name] for name in counts.documents], dtype=np.int64)
    values = np.zeros((len(order), width))
    document_of, cell_of = np.asarray(counts.document_of, dtype=np.int64), np.asarray(counts.cell_of, dtype=np.int64)
    amounts = np.asarray(counts.values)
    for cell, targets in enumerate(_targets(counts, columns, options)):
        if targets:
            chosen = np.flatnonzero(cell_of == cell)
            for column, amount in targets:
                values[place[document_of[chosen]], column] += amount * amounts[chosen]
    return Matrix(columns, values)


def _targets(
    counts: Counts, columns: Mapping[RowKey, Mapping[str, int]], options: ScoreOptions
) -> list[list[tuple[int, float]]]:
    """For each cell the columns that it adds to, and how much of it."""
    found: list[list[tuple[int, float]]] = []
    for cell in counts.cells:
        targets = []
        for measure, type_name, name, amount in contributions(cell, options):
            keys = [RowKey(cell[0], measure, type_name)] if type_name != OVERALL else []
            if type_name == OVERALL or not has_own_overall(cell):
                keys.append(RowKey(cell[0], measure))
            targets += [(columns[key][name], amount) for key in keys if key in columns and name in columns[key]]
        found.append([target for target in targets if target[1]])
    return found
