"""Numbers for what is compared, so that many documents can be compared at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from annotator.eval.arrays import Integers

LARGEST = 1 << 62


class Codes:
    """Numbers for names from 0 on, in the order in which they are first asked for."""

    def __init__(self, *names: Any) -> None:
        """With these names to begin with."""
        self._numbers = {name: number for number, name in enumerate(names)}

    def __len__(self) -> int:
        """How many names have a number."""
        return len(self._numbers)

    def __getitem__(self, name: Any) -> int:
        """The number of a name; a new one gets the next."""
        return self._numbers.setdefault(name, len(self._numbers))

    def of(self, names: Sequence[Any]) -> list[int]:
        """The numbers of many names."""
        numbers = self._numbers
        try:
            return [numbers[name] for name in names]
        except KeyError:
            return [self[name] for name in names]

    def names(self) -> list[Any]:
        """The names by number."""
        return list(self._numbers)


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
    codes: Integers = np.unique(column, return_inverse=True)[1]
    return codes


def integers(values: Any) -> Integers:
    """A column of integers."""
    return np.array(values, dtype=np.int64)
