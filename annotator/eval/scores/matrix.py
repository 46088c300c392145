"""Per-document counts as a matrix: one row a document, one column for each count of each score row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from annotator.eval.counts.counts import Counts
from annotator.eval.measures.figures import Array, Figures
from annotator.eval.measures.measure import Measure
from annotator.eval.measures.registry import contributions
from annotator.eval.options import ScoreOptions
from annotator.eval.scores.rows import OVERALL, RowKey


class Matrix(NamedTuple):
    """The counts of some score rows by document; `columns` says where each row's counts stand."""

    columns: Mapping[RowKey, Mapping[str, int]]
    values: Array

    def figures(self, key: RowKey, totals: Array, beta: float = 1.0) -> Figures:
        """The figures of one row for each line of totals, `(samples, columns)`; F-beta with another beta."""
        counts = {name: totals[:, column] for name, column in self.columns[key].items()}
        return key.measure.family.figures(counts, beta)


def matrix(counts: Counts, keys: Iterable[RowKey], options: ScoreOptions, documents: Sequence[str] = ()) -> Matrix:
    """The counts of these rows, overall and of types; documents in the order given, or sorted by id.

    Never in the order in which they were counted, on which samples of documents must not depend.
    """
    columns: dict[RowKey, dict[str, int]] = {}
    width = 0
    for key in keys:
        names = key.measure.family.figure_counts
        columns[key] = {name: width + number for number, name in enumerate(names)}
        width += len(names)
    order = {name: number for number, name in enumerate(documents or sorted(counts.documents))}
    place = np.array([order[name] for name in counts.documents], dtype=np.int64)
    values = np.zeros((len(order), width))
    for number, targets in enumerate(_targets(counts, columns, options)):
        if targets:
            chosen = np.flatnonzero(counts.key_of == number)
            for column, amount in targets:
                values[place[counts.document_of[chosen]], column] += amount * counts.values[chosen]
    return Matrix(columns, values)


def _targets(
    counts: Counts, columns: Mapping[RowKey, Mapping[str, int]], options: ScoreOptions
) -> list[list[tuple[int, float]]]:
    """For each key of the counts the columns that it adds to, and how much of it."""
    own_overall = _with_own_overall(counts, options)
    targets_of: list[list[tuple[int, float]]] = []
    for key in counts.keys:
        targets = []
        for measure, added in contributions(key, options.partial_credit):
            rows = [RowKey(measure, added.type)] if added.type != OVERALL else []
            if added.type == OVERALL or measure not in own_overall:
                rows.append(RowKey(measure))
            targets += [
                (columns[row][added.name], added.amount)
                for row in rows
                if row in columns and added.name in columns[row]
            ]
        targets_of.append([target for target in targets if target[1]])
    return targets_of


def _with_own_overall(counts: Counts, options: ScoreOptions) -> set[Measure]:
    """The measures whose overall row is counted by itself and not the sum over types."""
    return {
        measure
        for key in counts.keys
        for measure, added in contributions(key, options.partial_credit)
        if added.type == OVERALL
    }
