"""Coreference clusters of many documents as columns, and what gold and predicted clusters share.

A mention is known by a key (its words; an event's trigger and type). One that two clusters claim stays in the first
cluster in order of its id, as in the CoNLL scorer; one that none claims is alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum
from typing import Any, NamedTuple

import numpy as np

from annotator.eval.alignment.best_totals import best_totals
from annotator.eval.arrays import Booleans, Integers, Numbers
from annotator.eval.columns.codes import combined, dense
from annotator.eval.columns.side import ALONE


class Clusters(NamedTuple):
    """The clusters of many slots, numbered together; one element for each mention of a slot.

    A mention is known by its key and is in one cluster, whose name is `ALONE` where no row of it has one; `row` is the
    place of its first row. By row, `of_row` is the place of its mention. `dropped` are claims on a mention that another
    cluster had first, by slot.
    """

    slot: Integers
    key: Integers
    cluster: Integers
    name: Integers
    row: Integers
    of_row: Integers
    dropped: Integers

    @property
    def sizes(self) -> Integers:
        """How many mentions each cluster has."""
        return np.bincount(self.cluster)

    def chosen(self, mask: Booleans) -> Clusters:
        """The clusters of these mentions alone; rows are not known any more."""
        slot, key, cluster, name, row = (column[mask] for column in self[:5])
        return Clusters(slot, key, cluster, name, row, self.of_row[:0], self.dropped)


def clusters_of(
    slot: Integers, key: Integers, name: Integers, slots: int, first: Callable[[Sequence[int]], int]
) -> Clusters:
    """The clusters of rows of mentions.

    Args:
        slot: whose mention a row is.
        key: what it is known by.
        name: the number of the cluster's name, `ALONE` for none; equal names of one slot are one cluster.
        slots: how many slots there are.
        first: of several names, the number of the first.
    """
    _, row, of_row = np.unique(combined(slot, key), return_index=True, return_inverse=True)
    names = int(name.max(initial=ALONE)) + 1
    claims = np.unique((of_row * names + name)[name != ALONE])
    claimed, claim_name = np.divmod(claims, names)
    chosen = np.full(len(row), ALONE)
    chosen[claimed] = claim_name
    count = np.bincount(claimed, minlength=len(row))
    for mention in np.flatnonzero(count > 1).tolist():
        begin, end = np.searchsorted(claimed, [mention, mention + 1]).tolist()
        chosen[mention] = first(claim_name[begin:end].tolist())
    slot, key = slot[row], key[row]
    code = np.where(chosen == ALONE, slots * names + np.arange(len(row)), slot * names + chosen)
    dropped = np.bincount(slot, np.maximum(count - 1, 0), minlength=slots).astype(np.int64)
    return Clusters(slot, key, dense(code), chosen, row, of_row, dropped)


class SharedMentions(NamedTuple):
    """Gold and predicted clusters of documents, and how many mentions each pair of them has in common.

    Clusters are given by their numbers, with the place of their document; `sizes` are by number. Pairs come in the
    order of their documents.
    """

    documents: int
    sizes: Integers
    gold: Integers
    gold_document: Integers
    predicted: Integers
    predicted_document: Integers
    pair_gold: Integers
    pair_predicted: Integers
    pair_document: Integers
    common: Integers

    @property
    def gold_sizes(self) -> Integers:
        """The size of each gold cluster."""
        return self.sizes[self.gold]

    @property
    def predicted_sizes(self) -> Integers:
        """The size of each predicted cluster."""
        return self.sizes[self.predicted]

    @property
    def pair_gold_sizes(self) -> Integers:
        """The size of the gold cluster of each pair."""
        return self.sizes[self.pair_gold]

    @property
    def pair_predicted_sizes(self) -> Integers:
        """The size of the predicted cluster of each pair."""
        return self.sizes[self.pair_predicted]

    @property
    def common_of_gold(self) -> Integers:
        """How many mentions of each gold cluster the prediction has."""
        return np.bincount(self.pair_gold, self.common, minlength=len(self.sizes)).astype(np.int64)[self.gold]

    @property
    def common_of_predicted(self) -> Integers:
        """How many mentions of each predicted cluster gold has."""
        return self.exchanged().common_of_gold

    def of_gold(self, values: Any) -> Numbers:
        """The sum over gold clusters, by document."""
        return self._sum(self.gold_document, values)

    def of_predicted(self, values: Any) -> Numbers:
        """The sum over predicted clusters, by document."""
        return self._sum(self.predicted_document, values)

    def of_pairs(self, values: Any) -> Numbers:
        """The sum over pairs of clusters, by document."""
        return self._sum(self.pair_document, values)

    def _sum(self, document: Integers, values: Any) -> Numbers:
        """Sums by document, correctly rounded, so that their order does not matter."""
        values = np.asarray(values)
        if np.issubdtype(values.dtype, np.integer) or not len(values):
            return np.bincount(document, values, minlength=self.documents).astype(np.float64)
        sums = np.zeros(self.documents)
        begins = np.flatnonzero(np.concatenate([[True], document[1:] != document[:-1]])).tolist()
        numbers, ends = values.tolist(), [*begins[1:], len(values)]
        sums[document[begins]] = [fsum(numbers[a:b]) for a, b in zip(begins, ends, strict=True)]
        return sums

    def best(self, numerator: Any, denominator: Any) -> Numbers:
        """The most that a one-to-one assignment of clusters is worth, by document; a pair is worth a fraction."""
        totals = best_totals(self.pair_document, self.pair_gold, self.pair_predicted, numerator, denominator)
        best = np.zeros(self.documents)
        best[list(totals)] = list(totals.values())
        return best

    def exchanged(self) -> SharedMentions:
        """With gold and predicted clusters in each other's place."""
        return self._replace(
            gold=self.predicted,
            gold_document=self.predicted_document,
            predicted=self.gold,
            predicted_document=self.gold_document,
            pair_gold=self.pair_predicted,
            pair_predicted=self.pair_gold,
        )


def shared_mentions(clusters: Clusters, documents: int) -> SharedMentions:
    """What the gold clusters (slots below `documents`) share with the predicted ones; keys know their documents."""
    used, first = np.unique(clusters.cluster, return_index=True)
    slot = clusters.slot[first]
    of_gold = clusters.slot < documents
    keys = clusters.key[of_gold], clusters.key[~of_gold]
    _, mine, theirs = np.intersect1d(*keys, assume_unique=True, return_indices=True)
    document = clusters.slot[of_gold][mine]
    columns = document, clusters.cluster[of_gold][mine], clusters.cluster[~of_gold][theirs]
    _, example, common = np.unique(combined(*columns), return_index=True, return_counts=True)
    pair_document, pair_gold, pair_predicted = (column[example] for column in columns)
    return SharedMentions(
        documents,
        clusters.sizes,
        used[slot < documents],
        slot[slot < documents],
        used[slot >= documents],
        slot[slot >= documents] - documents,
        pair_gold,
        pair_predicted,
        pair_document,
        common,
    )
