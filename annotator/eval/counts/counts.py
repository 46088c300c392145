"""Per-document counts: the only thing a measure returns, and all that figures are made of.

A *cell* says what is counted: `(layer, measure, type, name)`. Of every document only its non-zero cells are kept,
in three parallel arrays; so memory grows by a few dozen bytes a document, shards add up by concatenation, and every
total is a correctly rounded sum that does not depend on the order of documents.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import TypeAlias

from annotator.errors import InputError

CountKey: TypeAlias = tuple[str, str, str, str]
"""(layer, measure, type, name of the count); for entities (layer, relation of a pair, gold type, predicted type)."""

TUPLES = ("tp", "fp", "fn")
"""What measures count that compare one thing with one thing."""
ENTITIES = (*TUPLES, "correct", "incorrect", "partial", "missing", "spurious")
RATIOS = ("recall_numerator", "recall_denominator", "precision_numerator", "precision_denominator")
"""What measures count whose recall and precision do not share a numerator."""
BLANC = RATIOS + tuple(f"apart_{name}" for name in RATIOS)
CONLL_PARTS = ("muc", "b3", "ceaf-e")
CONLL = tuple(f"{measure}_{name}" for measure in CONLL_PARTS for name in RATIOS)

DocumentCounts: TypeAlias = Mapping[CountKey, float]
"""What was counted in one document."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of many documents, one entry for each non-zero cell of a document.

    `documents` and `cells` name what the numbers in `document_of` and `cell_of` stand for.
    """

    documents: tuple[str, ...] = ()
    cells: tuple[CountKey, ...] = ()
    document_of: array[int] = field(default_factory=lambda: array("q"))
    cell_of: array[int] = field(default_factory=lambda: array("q"))
    values: array[float] = field(default_factory=lambda: array("d"))

    def entries(self) -> Iterator[tuple[str, CountKey, float]]:
        """All entries as (document, cell, value)."""
        for document, cell, value in zip(self.document_of, self.cell_of, self.values, strict=True):
            yield self.documents[document], self.cells[cell], value

    def totals(self) -> dict[CountKey, float]:
        """The sum of each cell over all documents, correctly rounded, so independent of their order."""
        found: dict[int, list[float]] = {}
        for cell, value in zip(self.cell_of, self.values, strict=True):
            found.setdefault(cell, []).append(value)
        return {self.cells[cell]: fsum(values) for cell, values in found.items()}

    def by_document(self) -> dict[str, dict[CountKey, float]]:
        """The cells of each document, documents in their order."""
        found: dict[str, dict[CountKey, float]] = {document: {} for document in self.documents}
        for document, cell, value in self.entries():
            found[document][cell] = value
        return found


class CountsBuilder:
    """Collects the counts of documents as they are measured."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._documents: dict[str, int] = {}
        self._cells: dict[CountKey, int] = {}
        self._counts = Counts()

    def add_document(self, document: str) -> None:
        """Take note of a document, which may have no counts at all.

        Raises:
            InputError: the document has been counted before.
        """
        if document in self._documents:
            raise InputError(f'document "{document}" is there twice; document ids are unique, see: annotator check')
        self._documents[document] = len(self._documents)

    def add(self, document: str, counts: DocumentCounts) -> None:
        """Add counts of a document that was noted."""
        number = self._documents[document]
        for cell, value in counts.items():
            if value:
                self._counts.document_of.append(number)
                self._counts.cell_of.append(self._cells.setdefault(cell, len(self._cells)))
                self._counts.values.append(value)

    def add_entries(
        self, documents: Sequence[str], cells: Sequence[CountKey], document_of: bytes, cell_of: bytes, values: bytes
    ) -> None:
        """Add many entries: the bytes of arrays of 64-bit integers (into `documents` and `cells`) and of doubles."""
        of_document = array("q", [self._documents[document] for document in documents])
        of_cell = array("q", [self._cells.setdefault(cell, len(self._cells)) for cell in cells])
        self._counts.document_of.extend(of_document[number] for number in array("q", document_of))
        self._counts.cell_of.extend(of_cell[number] for number in array("q", cell_of))
        self._counts.values.frombytes(values)

    def finish(self) -> Counts:
        """Everything counted."""
        raw = self._counts
        return Counts(tuple(self._documents), tuple(self._cells), raw.document_of, raw.cell_of, raw.values)


def merge(shards: Iterable[Counts]) -> Counts:
    """The counts of all shards together, exactly those of scoring their documents at once.

    Raises:
        InputError: two shards counted the same document.
    """
    tally = CountsBuilder()
    for shard in shards:
        for document in shard.documents:
            tally.add_document(document)
        for document, cell, value in shard.entries():
            tally.add(document, {cell: value})
    return tally.finish()
