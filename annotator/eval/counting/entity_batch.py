"""Counts the entities of many documents at once; the same cells as `entities.confusion` gives document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from annotator.datasets.light_record import LightRecord
from annotator.eval.alignment.column_alignment import ColumnAlignment, align_columns
from annotator.eval.alignment.overlap import overlap_test
from annotator.eval.documents.columns import Codes, Columns, ColumnsBuilder, Integers, new_shapes
from annotator.eval.measures.entities import KINDS, LAYER
from annotator.eval.measures.measure import CountKey
from annotator.eval.options import ScoreOptions

MOST_MENTIONS = 1 << 16
"""A batch with this many mentions on a side is full."""


class BatchCounts(NamedTuple):
    """Entries (document number, cell number, count), what the numbers stand for, and duplicates by document."""

    documents: Sequence[str]
    cells: Sequence[CountKey]
    document_of: Integers
    cell_of: Integers
    values: Integers
    duplicates: tuple[Mapping[str, int], Mapping[str, int]]

    def types(self, in_gold: bool) -> Counter[str]:
        """How often each type stands on one side."""
        place = 2 if in_gold else 3
        counts = np.bincount(self.cell_of, self.values, len(self.cells)).astype(np.int64).tolist()
        found: Counter[str] = Counter()
        for cell, count in zip(self.cells, counts, strict=True):
            if cell[place]:
                found[cell[place]] += count
        return found


class EntityBatch:
    """Collects documents until there are enough to be counted together."""

    def __init__(self, options: ScoreOptions) -> None:
        """Begin with none."""
        self._options = options
        self._begin()

    def _begin(self) -> None:
        self._types, self._shapes = Codes(), new_shapes()
        self._documents: list[str] = []
        self._gold = ColumnsBuilder(self._types, self._shapes)
        self._predicted = ColumnsBuilder(self._types, self._shapes)

    def add(self, document: str, gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]) -> None:
        """Add a document's entities of both sides, plain objects as in a record."""
        self._documents.append(document)
        self._gold.add_document(gold)
        self._predicted.add_document(predicted)

    def add_light(self, document: str, gold: LightRecord, predicted: LightRecord) -> None:
        """Add a document whose columns are at hand on both sides."""
        self._documents.append(document)
        self._gold.add_light_document(gold)
        self._predicted.add_light_document(predicted)

    def counted(self, *, whole: bool) -> Iterator[BatchCounts]:
        """The counts of what was collected, if it is enough or `whole`; then begin anew."""
        size = max(len(self._gold), len(self._predicted), 16 * len(self._documents))
        if self._documents and (whole or size >= MOST_MENTIONS):
            gold, predicted = self._gold.finish(), self._predicted.finish()
            yield count_columns(self._documents, gold, predicted, self._types.names(), self._options)
            self._begin()


def count_columns(
    documents: Sequence[str], gold: Columns, predicted: Columns, type_names: list[str], options: ScoreOptions
) -> BatchCounts:
    """Align the columns and count how many mentions of each type stand how to each other, by document."""
    keep = options.duplicates == "multiset"
    alignment = align_columns(gold, predicted, type_names, keep_duplicates=keep, overlap=overlap_test(options))
    document_of, cell, values = _tally(gold, predicted, alignment, len(type_names))
    used, cell_of = np.unique(cell, return_inverse=True)
    return BatchCounts(
        documents,
        [_cell(code, [*type_names, ""]) for code in used.tolist()],
        document_of,
        cell_of,
        values,
        (
            _by_document(documents, gold.document[alignment.gold_duplicates]),
            _by_document(documents, predicted.document[alignment.predicted_duplicates]),
        ),
    )


def _tally(
    gold: Columns, predicted: Columns, alignment: ColumnAlignment, types: int
) -> tuple[Integers, Integers, Integers]:
    """Documents, cell codes and counts; a cell's code is (kind, gold type, predicted type), `types` for no type."""
    size = types + 1
    parts = [
        _codes(0, gold, alignment.exact_gold, predicted.type[alignment.exact_predicted], size),
        _codes(1, gold, alignment.overlapping_gold, predicted.type[alignment.overlapping_predicted], size),
        _codes(2, gold, alignment.missing, np.int64(types), size),
        (
            predicted.document[alignment.spurious],
            (3 * size + types) * size + predicted.type[alignment.spurious],
        ),
    ]
    document, cell = (np.concatenate([part[side] for part in parts]) for side in range(2))
    keys = document * (len(KINDS) * size * size) + cell
    found, counts = np.unique(keys, return_counts=True)
    return *np.divmod(found, len(KINDS) * size * size), counts


def _codes(
    kind: int, gold: Columns, indices: Integers, predicted_type: Integers | np.int64, size: int
) -> tuple[Integers, Integers]:
    return gold.document[indices], (kind * size + gold.type[indices]) * size + predicted_type


def _cell(code: int, type_names: Sequence[str]) -> CountKey:
    rest, predicted_type = divmod(code, len(type_names))
    kind, gold_type = divmod(rest, len(type_names))
    return CountKey(LAYER, KINDS[kind], type_names[gold_type], type_names[predicted_type])


def _by_document(documents: Sequence[str], numbers: Integers) -> dict[str, int]:
    found, counts = np.unique(numbers, return_counts=True)
    return {documents[number]: count for number, count in zip(found.tolist(), counts.tolist(), strict=True)}
