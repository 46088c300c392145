"""Entity mentions of many documents as columns of numbers, made in one pass over the records."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from annotator.datasets.light_record import LightRecord
from annotator.eval.documents.resolved import Mention
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
    """Collects one side's mentions, document by document; of the records nothing is kept but numbers."""

    def __init__(self, types: Codes, shapes: Codes) -> None:
        """Begin with none; both sides share the numbers of types and of shapes."""
        self._types, self._shapes = types, shapes
        self._sizes, self._type_of, self._pieces, self._bounds = (array("q") for _ in range(4))
        self._shape_of: dict[int, int] = {}

    def __len__(self) -> int:
        """How many mentions there are."""
        return len(self._type_of)

    def add_document(self, entities: Sequence[Mapping[str, Any]]) -> None:
        """Add the entities of the next document, plain objects as in a record."""
        spans = list(map(SPANS_OF, entities))
        pieces = list(map(len, spans))
        if spans and max(pieces) > 1:
            for index, mention in enumerate(spans, len(self)):
                if len(mention) > 1:
                    self._shape_of[index] = self._shapes[tuple((start, end) for start, end in mention)]
        self._sizes.append(len(spans))
        self._type_of.extend(array("q", list(map(self._types.__getitem__, map(TYPE_OF, entities)))))
        self._pieces.extend(array("q", pieces))
        self._bounds.extend(array("q", list(chain.from_iterable(chain.from_iterable(spans)))))

    def add_light_document(self, record: LightRecord) -> None:
        """Add the entities of the next document, whose columns are at hand."""
        size = len(record.bounds) // 2
        self._sizes.append(size)
        # An array made of a list and copied is filled twice as fast as one that is extended item by item.
        self._type_of.extend(array("q", list(map(self._types.__getitem__, record.types))))
        self._pieces.frombytes(ONE_PIECE * size)
        self._bounds.extend(array("q", record.bounds))

    def finish(self) -> Columns:
        """The columns of everything added; documents count from 0."""
        sizes, types, pieces, bounds = (
            np.array(each, dtype=np.int64) for each in (self._sizes, self._type_of, self._pieces, self._bounds)
        )
        last = np.cumsum(pieces) - 1
        shape = np.zeros(len(types), dtype=np.int64)
        shape[list(self._shape_of)] = list(self._shape_of.values())
        starts, ends = bounds[2 * (last - pieces + 1)], bounds[2 * last + 1]
        return Columns(np.repeat(np.arange(len(sizes)), sizes), starts, ends, types, shape, self._shapes.names())


ONE_PIECE = array("q", [1]).tobytes()
TYPE_OF, SPANS_OF = itemgetter("type"), itemgetter("spans")


def new_shapes() -> Codes:
    """The numbers of discontinuous spans; 0 is taken by having one piece."""
    codes = Codes()
    codes[()] = 0
    return codes
