"""The links of a batch to knowledge bases as columns, of the documents in which either side has any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from annotator.eval.arrays import Booleans, Integers
from annotator.eval.columns.codes import Codes, combined, dense, integers
from annotator.eval.counting.clusters import Clusters
from annotator.eval.counting.comparison import Rows
from annotator.model.annotation import Entity
from annotator.model.record import Record
from annotator.model.spans import Spans

NIL = -1
"""The entry of a mention that is linked to none."""


class Linked(NamedTuple):
    """Mentions, one element each: whose they are, type, words (the document's), the entry they mean, their cluster.

    `first` says whether a mention is the one that counts of those of its side with these words.
    """

    documents: int
    slot: Integers
    type: Integers
    spans: Integers
    entry: Integers
    cluster: Integers
    first: Booleans
    names: Sequence[str]

    def mentions(self, *, linked: bool = True, nil: bool = True, typed: bool = False, entry: bool = False) -> Rows:
        """Mentions with an entry or without, by their words, with their type and their entry where these count."""
        chosen = np.where(self.entry == NIL, nil, linked)
        columns = [self.spans, *([self.type] if typed else []), *([self.entry + 1] if entry else [])]
        key = combined(*(column[chosen] for column in columns))
        return Rows(self.slot[chosen], self.type[chosen], key, self.names)

    def entries(self) -> Rows:
        """The entries that a document means."""
        chosen = self.entry != NIL
        key = combined(self.slot[chosen] % self.documents, self.entry[chosen])
        return Rows(self.slot[chosen], self.type[chosen], key, self.names)

    def clusters(self, *, by_entry: bool = False) -> Clusters:
        """The mentions that mean the same; known by their words, or by their words and entry."""
        chosen = self.first
        columns = (self.spans, self.entry + 1) if by_entry else (self.spans,)
        key = combined(*(column[chosen] for column in columns))
        number = dense(combined(self.slot[chosen], self.cluster[chosen]))
        row = np.flatnonzero(chosen)
        return Clusters(self.slot[chosen], key, number, row, row, row[:0], row[:0])


def linked_of(pairs: Sequence[tuple[int, tuple[Record, Record]]], documents: int) -> Linked:
    """The links of documents, both sides, by the places of documents."""
    types, words, entries, clusters = (Codes() for _ in range(4))
    slots, type_of, spans_of, entry_of, cluster_of, firsts = (list[int]() for _ in range(6))
    for document, (gold, predicted) in pairs:
        for slot, side, other in ((document, gold, ()), (documents + document, predicted, gold.entities)):
            meant = list(_entries(side.entities, other))
            firsts += [len(slots) + number for number in _firsts(side.entities, meant)]
            slots += [slot] * len(meant)
            type_of += [types[each.type] for each in side.entities]
            spans_of += [words[document, each.spans] for each in side.entities]
            entry_of += [NIL if entry is None else entries[entry] for entry in meant]
            cluster_of += [clusters[_cluster(*each)] for each in zip(side.entities, meant, strict=True)]
    of_side = map(integers, (slots, type_of, spans_of, entry_of, cluster_of))
    slots_column, type_, spans, entry, cluster = of_side
    is_first = np.zeros(len(slots), dtype=bool)
    is_first[firsts] = True
    return Linked(documents, slots_column, type_, spans, entry, cluster, is_first, types.names())


def _entries(mentions: Sequence[Entity], gold: Sequence[Entity]) -> Iterator[str | None]:
    """The entry that each mention means: one that gold has for the same words, else its first."""
    agreed: dict[Spans, list[tuple[str, ...]]] = {}
    for mention in sorted(gold, key=lambda each: (each.type, each.coref or "", each.links)):
        agreed.setdefault(mention.spans, []).append(mention.links)
    for mention in mentions:
        shared = [links[0] for links in agreed.get(mention.spans, ()) if set(links) & set(mention.links)]
        yield next(iter((*shared, *mention.links)), None)


def _cluster(mention: Entity, entry: str | None) -> tuple[object, ...]:
    """What a mention means: an entry, else the thing of its mark, else itself."""
    if entry is not None:
        return "entry", entry
    return ("NIL", mention.coref) if mention.coref is not None else ("NIL", mention.spans, mention.type)


def _firsts(mentions: Sequence[Entity], entries: Sequence[str | None]) -> Iterator[int]:
    """The mention that counts of each words: linked before NIL, then by entry, mark and type."""

    def order(number: int) -> tuple[object, ...]:
        mention, entry = mentions[number], entries[number]
        return entry is None, entry or "", mention.coref is None, mention.coref or "", mention.type

    best: dict[Spans, int] = {}
    for number, mention in enumerate(mentions):
        best_mention = best.get(mention.spans)
        if best_mention is None or order(number) < order(best_mention):
            best[mention.spans] = number
    yield from best.values()
