"""Numbers for what is compared, so that many documents can be compared at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from annotator.eval.arrays import Integers

LARGEST = 1 << 62


class Codes(dict[Any, int]):
    """Numbers for names from 0 on, in the order in which they are first asked for."""

    def __missing__(self, name: Any) -> int:
        """Give a new name the next number."""
        self[name] = len(self)
        return self[name]

    def names(self) -> list[Any]:
        """The names by number."""
        return list(self)


def combined(*columns: Integers) -> Integers:
    """One number for each row of these columns of numbers from 0 on, in the order of the rows."""
    first, *others = columns
    for column in others:
        first = _paired(first, column)
    return first


def _paired(left: Integers, right: Integers) -> Integers:
    if not len(left):
        return left
    size = int(right.max()) + 1
    if int(left.max()) + 1 > LARGEST // size:
        left = np.unique(left, return_inverse=True)[1]
    paired: Integers = left * size + right
    return paired


def dense(column: Integers) -> Integers:
    """The same order in numbers from 0 on without gaps."""
    found: Integers = np.unique(column, return_inverse=True)[1]
    return found


def integers(values: Any) -> Integers:
    """A column of integers."""
    return np.array(values, dtype=np.int64)
