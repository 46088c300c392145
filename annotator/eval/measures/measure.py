"""A measure as a value: what it is called, what it means, where it comes from, and how its rows are made of counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from annotator.eval.count_names import CountKey
from annotator.eval.measures.families import COMPARED, Family

if TYPE_CHECKING:
    from annotator.eval.counting.batch import Batch
    from annotator.eval.counting.comparison import Entries, Rows


class Contribution(NamedTuple):
    """What one of something counted adds to a row: the row's type, the name of the count, and how much."""

    type: str
    name: str
    amount: float


def own_counts(measure: Measure, key: CountKey, partial_credit: float) -> Sequence[Contribution]:
    """The usual way: a measure is made of what was counted under its name."""
    return (Contribution(key.type, key.name, 1.0),) if key.counter == measure.name else ()


Reading: TypeAlias = "Callable[[Measure, CountKey, float], Sequence[Contribution]]"
"""What one of a key adds to the rows of a measure; the number is what a partial match is worth."""


Counting: TypeAlias = "Callable[[Batch], Entries]"
"""Counts something in a batch of documents; what several measures read is counted once."""


@dataclass(frozen=True, eq=False)
class Measure:
    """One measure of one layer.

    Attributes:
        layer: what it scores.
        name: as on the command line.
        family: which counts and figures its rows have.
        definition: what is right, in one sentence.
        source: where it is defined.
        counted: what it counts in documents, or needs to have counted.
        on_request: whether it is computed only where it is named.
        gold_decides: whether gold has a say that the prediction has not, so that F1 depends on who is called gold.
        each_document: whether it is counted document by document, for which the records are kept.
        section: measures of one section of a layer are reported together, where there is anything of it.
        reads: how its rows are made of what was counted.
    """

    layer: str
    name: str
    family: Family
    definition: str
    source: str
    counted: tuple[Counting, ...]
    on_request: bool = False
    gold_decides: bool = False
    each_document: bool = False
    section: str = ""
    reads: Reading = own_counts

    @property
    def full_name(self) -> str:
        """`layer.measure`."""
        return f"{self.layer}.{self.name}"

    def contributions(self, key: CountKey, partial_credit: float) -> Sequence[Contribution]:
        """What one of a key adds to the rows of this measure; nothing where it does not read that key."""
        return self.reads(self, key, partial_credit) if key.layer == self.layer else ()


def comparing(
    layer: str, name: str, definition: str, source: str, rows: Callable[[Batch], Rows], *, gold_decides: bool = False
) -> Measure:
    """A measure that compares one thing with one thing; `rows` are what is equal where a prediction is right."""

    def count(batch: Batch) -> Entries:
        return batch.compared(layer, name, rows(batch))

    return Measure(layer, name, COMPARED, definition, source, (count,), gold_decides=gold_decides)
