"""Role fillers as entities: for each role of an event type the clusters that fill it, on either side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from annotator.eval.alignment.best_totals import best_totals
from annotator.eval.arrays import Integers, Numbers
from annotator.eval.columns.codes import combined
from annotator.eval.counting.clusters import SharedMentions

Credit = Callable[[Any, Any], Any]
"""Of the mentions of a predicted cluster, from those that the gold cluster has too and all: how many are credited."""


class Fillers(NamedTuple):
    """Clusters in roles, one element each, every cluster once in a role of a side.

    `place` is a number for a document and a role of an event type in it, the same on both sides; `document` and `row`
    tell what these numbers stand for.
    """

    place: Integers
    cluster: Integers
    predicted: Integers
    document: Integers
    row: Integers

    def sizes(self, side: int) -> Numbers:
        """How many clusters of a side (0 gold, 1 predicted) are in each place."""
        return np.bincount(self.place[self.predicted == side], minlength=len(self.document)).astype(np.float64)

    def best_credit(self, shared: SharedMentions, credit: Credit) -> Numbers:
        """For each place the most that an assignment of its predicted clusters to its gold clusters is worth."""
        place, gold, predicted, common = self._pairs(shared)
        own = shared.sizes[predicted]
        credited = credit(common, own)
        good = credited > 0
        width = len(shared.sizes)
        nodes = (place * width + each for each in (gold, predicted))
        totals = best_totals(*(each[good] for each in (place, *nodes, credited, own)))
        best = np.zeros(len(self.document))
        best[list(totals)] = list(totals.values())
        return best

    def _pairs(self, shared: SharedMentions) -> tuple[Integers, Integers, Integers, Integers]:
        """Clusters of both sides in one place that share mentions: the place, both clusters, how many they share."""
        mine, theirs = self.predicted == 0, self.predicted == 1
        order = np.argsort(self.cluster[mine], kind="stable")
        cluster, place = self.cluster[mine][order], self.place[mine][order]
        first, last = (np.searchsorted(cluster, shared.pair_gold, side=side) for side in ("left", "right"))
        many = last - first
        pair = np.repeat(np.arange(len(many)), many)
        places = place[np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)]
        width = len(shared.sizes)
        there = np.isin(places * width + shared.pair_predicted[pair], self.place[theirs] * width + self.cluster[theirs])
        pair, places = pair[there], places[there]
        return places, shared.pair_gold[pair], shared.pair_predicted[pair], shared.common[pair]


def fillers_of(slot: Integers, row: Integers, cluster: Integers, documents: int) -> Fillers:
    """The fillers of arguments, of which `row` numbers event type and role, and `cluster` the clusters of each side."""
    _, example, place = np.unique(combined(slot % documents, row), return_index=True, return_inverse=True)
    side = slot // documents
    _, first = np.unique(combined(place, side, cluster), return_index=True)
    return Fillers(place[first], cluster[first], side[first], slot[example] % documents, row[example])
