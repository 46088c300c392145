"""Per-document counts: all that figures are made of.

Of every document only what is not zero is kept, in three parallel arrays; so memory grows by a few dozen bytes a
document, shards add up by concatenation, and every total is a correctly rounded sum that does not depend on the order
of documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TypeAlias

import numpy as np

from annotator.errors import InputError
from annotator.eval.arrays import Integers, Numbers
from annotator.eval.count_names import CountKey

DocumentCounts: TypeAlias = Mapping[CountKey, float]
"""What was counted in one document."""


@dataclass(frozen=True, eq=False, slots=True)
class Counts:
    """The counts of many documents, one entry for each number that is not zero.

    `documents` and `keys` name what the numbers in `document_of` and `key_of` stand for. The arrays cannot be written.
    """

    documents: tuple[str, ...]
    keys: tuple[CountKey, ...]
    document_of: Integers
    key_of: Integers
    values: Numbers

    def __post_init__(self) -> None:
        """Close the arrays."""
        for each in (self.document_of, self.key_of, self.values):
            each.setflags(write=False)

    def __eq__(self, other: object) -> bool:
        """Whether the same was counted, in the same order."""
        if not isinstance(other, Counts):
            return NotImplemented
        arrays = (self.document_of, other.document_of), (self.key_of, other.key_of), (self.values, other.values)
        return (self.documents, self.keys) == (other.documents, other.keys) and all(
            np.array_equal(*each) for each in arrays
        )

    def __hash__(self) -> int:
        """Of the documents, which no two counts of one run share."""
        return hash(self.documents)

    def entries(self) -> Iterator[tuple[str, CountKey, float]]:
        """All entries as (document, key, value)."""
        numbers = self.document_of.tolist(), self.key_of.tolist(), self.values.tolist()
        for document, key, value in zip(*numbers, strict=True):
            yield self.documents[document], self.keys[key], value

    def totals(self) -> dict[CountKey, float]:
        """The sum of each key over all documents, correctly rounded, so independent of their order."""
        order = np.argsort(self.key_of, kind="stable")
        values = np.split(self.values[order], np.cumsum(np.bincount(self.key_of, minlength=len(self.keys)))[:-1])
        return {key: fsum(value.tolist()) for key, value in zip(self.keys, values, strict=False) if len(value)}

    def by_document(self) -> dict[str, dict[CountKey, float]]:
        """The counts of each document, documents in their order."""
        rows: dict[str, dict[CountKey, float]] = {document: {} for document in self.documents}
        for document, key, value in self.entries():
            rows[document][key] = value
        return rows


class CountsBuilder:
    """Collects the counts of documents as they are measured."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._documents: dict[str, int] = {}
        self._keys: dict[CountKey, int] = {}
        self._parts: list[tuple[Integers, Integers, Numbers]] = []

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
        nonzero = {key: value for key, value in counts.items() if value}
        of_document, values = np.zeros(len(nonzero), dtype=np.int64), np.array(list(nonzero.values()), dtype=np.float64)
        self.add_entries([document], list(nonzero), of_document, np.arange(len(nonzero)), values)

    def add_entries(
        self,
        documents: Sequence[str],
        keys: Sequence[CountKey],
        document_of: Integers,
        key_of: Integers,
        values: Numbers,
    ) -> None:
        """Add many entries; `document_of` and `key_of` are places in `documents`, which were noted, and `keys`."""
        of_document = np.array([self._documents[document] for document in documents], dtype=np.int64)
        of_key = np.array([self._keys.setdefault(key, len(self._keys)) for key in keys], dtype=np.int64)
        if len(values):
            self._parts.append((of_document[document_of], of_key[key_of], values.astype(np.float64)))

    def add_counts(self, counts: Counts) -> None:
        """Add the documents and the counts of others.

        Raises:
            InputError: one of these documents has been counted before.
        """
        for document in counts.documents:
            self.add_document(document)
        self.add_entries(counts.documents, counts.keys, counts.document_of, counts.key_of, counts.values)

    def finish(self) -> Counts:
        """Everything counted."""
        none = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
        document_of, key_of, values = map(np.concatenate, zip(none, *self._parts, strict=True))
        return Counts(tuple(self._documents), tuple(self._keys), document_of, key_of, values)


NO_COUNTS = CountsBuilder().finish()


def merge(shards: Iterable[Counts]) -> Counts:
    """The counts of all shards together, exactly those of scoring their documents at once.

    Raises:
        InputError: two shards counted the same document.
    """
    builder = CountsBuilder()
    for shard in shards:
        builder.add_counts(shard)
    return builder.finish()
