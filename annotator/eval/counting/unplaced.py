"""What predictions say that has no place in the text, as columns: each counts as spurious, whatever is compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from annotator.eval.arrays import Integers
from annotator.eval.columns.codes import Codes
from annotator.eval.count_names import RATIO_COUNTS, SPURIOUS, CountKey, nervaluate_counter
from annotator.eval.counting.comparison import Entries, Rows, entries_of
from annotator.eval.documents.unplaced import is_argument, type_of
from annotator.model.record import Unplaced


class Apart(NamedTuple):
    """Predictions of one kind without a place, one element each: the place of their document, their type."""

    document: Integers
    type: Integers

    def beside(self, rows: Rows, documents: int) -> Rows:
        """Rows of a comparison with these among the predicted ones, each equal to nothing."""
        if not len(self.document):
            return rows
        first = int(rows.key.max(initial=-1)) + 1
        return Rows(
            np.concatenate([rows.slot, self.document + documents]),
            np.concatenate([rows.type, self.type]),
            np.concatenate([rows.key, np.arange(first, first + len(self.document))]),
            rows.names,
        )


class AllUnplaced:
    """Collects what has no place, document by document."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._unplaced: list[tuple[int, Unplaced]] = []

    def add(self, document: int, unplaced: Sequence[Unplaced]) -> None:
        """Add what a document has."""
        self._unplaced += [(document, each) for each in unplaced]

    def layers(self) -> frozenset[str]:
        """The layers that have any."""
        return frozenset(each.layer for _, each in self._unplaced)

    def of(self, layer: str, types: Codes, *, arguments: bool = False) -> Apart:
        """Those of a layer, of events without their arguments or these alone."""
        chosen = [
            (document, types[type_of(each)])
            for document, each in self._unplaced
            if each.layer == layer and is_argument(each) == arguments
        ]
        columns = np.array(chosen, dtype=np.int64).reshape(-1, 2)
        return Apart(columns[:, 0], columns[:, 1])

    def spurious_mentions(self, layer: str, documents: int) -> Entries:
        """Entities without a place as an alignment counts them: with no partner."""
        return self._counted(layer, documents, lambda name: [CountKey(layer, SPURIOUS, "", name)])

    def spurious_to_nervaluate(self, layer: str, documents: int, measures: Sequence[str]) -> Entries:
        """The same as nervaluate's matching counts them: in all measures, overall and by type."""

        def keys(name: str) -> list[CountKey]:
            rows = ("", name)
            return [CountKey(layer, nervaluate_counter(each), row, SPURIOUS) for each in measures for row in rows]

        return self._counted(layer, documents, keys)

    def wrong_events(self, layer: str, counter: str, documents: int) -> Entries:
        """Events without a place as whole events: predicted, and not right."""
        last = RATIO_COUNTS[-1]
        return self._counted(layer, documents, lambda name: [CountKey(layer, counter, name, last)])

    def wrong_fillers(self, layer: str, counter: str, documents: int) -> Entries:
        """Arguments without a place as what fills a role: predicted, and not right."""
        last = RATIO_COUNTS[-1]
        return self._counted(layer, documents, lambda name: [CountKey(layer, counter, name, last)], arguments=True)

    def _counted(
        self, layer: str, documents: int, keys: Callable[[str], list[CountKey]], *, arguments: bool = False
    ) -> Entries:
        counts: list[Counter[CountKey]] = [Counter() for _ in range(documents)]
        for document, each in self._unplaced:
            if each.layer == layer and is_argument(each) == arguments:
                counts[document].update(keys(each.type))
        return entries_of(counts)
