"""Mentions as columns of numbers, to be aligned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from annotator.eval.arrays import Integers
from annotator.eval.columns.side import Mentions as SideMentions
from annotator.eval.columns.side import column
from annotator.model.spans import Spans


class Mentions(NamedTuple):
    """Mentions, one element each, in the order of their documents.

    `document` is the place of the document, `type` and `shape` are numbers of tables; `shapes` are the spans behind
    the numbers of shapes.
    """

    document: Integers
    start: Integers
    end: Integers
    type: Integers
    shape: Integers
    shapes: Sequence[Spans | None]

    def spans(self, index: int) -> Spans:
        """The pieces of one mention."""
        pieces = self.shapes[self.shape[index]]
        return ((int(self.start[index]), int(self.end[index])),) if pieces is None else pieces


def mentions_of(side: SideMentions, shapes: Sequence[Spans | None]) -> Mentions:
    """The mentions of one side."""
    sizes = column(side.sizes)
    numbers = (column(each) for each in (side.starts, side.ends, side.types))
    start, end, type_ = numbers
    return Mentions(np.repeat(np.arange(len(sizes)), sizes), start, end, type_, side.shape(), shapes)
