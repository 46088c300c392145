"""The relations of a batch as columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from annotator.eval.arrays import Booleans, Integers
from annotator.eval.columns.codes import combined
from annotator.eval.counting.comparison import Rows
from annotator.eval.counting.unplaced import Apart


class Relations(NamedTuple):
    """Relations, one element each: whose they are, their type, the places of both ends among a batch's targets.

    `unordered` are those of types without direction, `unplaced` predicted ones that have no place in the text.
    """

    slot: Integers
    type: Integers
    head: Integers
    tail: Integers
    unordered: Booleans
    names: Sequence[str]
    unplaced: Apart
    documents: int

    def rows(self, ends: Integers) -> Rows:
        """Relations by their type and what `ends` says of each target; those with an unknown end (-1) are left out."""
        head, tail = ends[self.head], ends[self.tail]
        swapped = self.unordered & (tail < head)
        first, second = np.where(swapped, tail, head), np.where(swapped, head, tail)
        known = (head >= 0) & (tail >= 0)
        key = combined(self.type[known], first[known], second[known])
        return self.unplaced.beside(Rows(self.slot[known], self.type[known], key, self.names), self.documents)
