"""Entity mentions of many documents as columns of numbers, made in one pass over the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from annotator.eval.facts import Mention
from annotator.model.spans import Spans

Integers: TypeAlias = NDArray[np.int64]


class Codes(dict[Any, int]):
    """Numbers for names, in the order in which they are first asked for."""

    def __missing__(self, name: Any) -> int:
        """Give a new name the next number."""
        self[name] = len(self)
        return self[name]

    def names(self) -> list[Any]:
        """The names by number."""
        return list(self)


class Columns(NamedTuple):
    """The mentions of one side, one array element each.

    `document` and `type` are numbers of an outer table; `shape` is 0 for a mention of one piece, else the number of
    its spans among `shapes`, whose first element stands for none.
    """

    document: Integers
    start: Integers
    end: Integers
    type: Integers
    shape: Integers
    shapes: Sequence[Spans]

    def spans(self, index: int) -> Spans:
        """The pieces of one mention."""
        return self.shapes[self.shape[index]] or ((int(self.start[index]), int(self.end[index])),)

    def mention(self, index: int, type_names: Sequence[str]) -> Mention:
        """One mention as a value."""
        return Mention(self.spans(index), type_names[self.type[index]])


class ColumnsBuilder:
    """Collects one side's mentions, document by document."""

    def __init__(self, types: Codes, shapes: Codes) -> None:
        """Begin with none; both sides share the numbers of types and of shapes."""
        self._types, self._shapes = types, shapes
        self._sizes: list[int] = []
        self._type_names: list[str] = []
        self._spans: list[Sequence[Sequence[int]]] = []

    def __len__(self) -> int:
        """How many mentions there are."""
        return len(self._spans)

    def add_document(self, entities: Sequence[Mapping[str, Any]]) -> None:
        """Add the entities of the next document, plain objects as in a record."""
        self._sizes.append(len(entities))
        self._type_names.extend(map(TYPE_OF, entities))
        self._spans.extend(map(SPANS_OF, entities))

    def finish(self) -> Columns:
        """The columns of everything added; documents count from 0."""
        count = len(self._spans)
        document = np.repeat(np.arange(len(self._sizes), dtype=np.int64), self._sizes)
        types = np.fromiter(map(self._types.__getitem__, self._type_names), dtype=np.int64, count=count)
        pieces = np.fromiter(map(len, self._spans), dtype=np.int64, count=count)
        bounds = _flat(self._spans, int(pieces.sum())).reshape(-1, 2)
        last = np.cumsum(pieces) - 1
        shape = np.zeros(count, dtype=np.int64)
        for index in np.flatnonzero(pieces > 1).tolist():
            shape[index] = self._shapes[tuple((start, end) for start, end in self._spans[index])]
        starts, ends = bounds[last - pieces + 1, 0], bounds[last, 1]
        return Columns(document, starts, ends, types, shape, self._shapes.names())


def _flat(spans: Iterable[Sequence[Sequence[int]]], pieces: int) -> Integers:
    bounds = chain.from_iterable(chain.from_iterable(spans))
    return np.fromiter(bounds, dtype=np.int64, count=2 * pieces)


TYPE_OF, SPANS_OF = itemgetter("type"), itemgetter("spans")


def new_shapes() -> Codes:
    """The numbers of discontinuous spans; 0 is taken by having one piece."""
    codes = Codes()
    codes[()] = 0
    return codes
