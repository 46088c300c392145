"""Coreference of a batch: the clusters of entities and of events, what they share, and which thing a mention is.

A thing is the same on both sides if a predicted cluster shares most mentions with the gold cluster (of several such,
with the first), else there is no such thing in gold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from annotator.eval.arrays import Booleans, Integers
from annotator.eval.columns.codes import dense
from annotator.eval.columns.side import ALONE
from annotator.eval.columns.targets import Targets
from annotator.eval.counting.choices import Choices
from annotator.eval.counting.clusters import Clusters, SharedMentions, clusters_of, shared_mentions
from annotator.eval.documents.unlabelled import Unlabelled
from annotator.model.spans import Spans

UNKNOWN = -1
"""The thing of a mention that is in no cluster."""


class Marks(NamedTuple):
    """Mentions that coreference is about, one element each: whose they are, what they are known by, their mark.

    `name` is the number of the `coref` id in `names`, `ALONE` without one; `known` is false where coreference is
    unknown; `place` says where one stands in its document: its pieces and its type.
    """

    slot: Integers
    key: Integers
    name: Integers
    known: Booleans
    names: Sequence[str]
    place: Callable[[int], tuple[Spans, str]]


def name_order(name: str) -> tuple[int, int, str]:
    """Where a `coref` id stands among others: numbers by value, before words by code point."""
    return (0, int(name), name) if name.isdecimal() and name.isascii() else (1, 0, name)


def clusters(marks: Marks, slots: int, also: Booleans | None = None) -> Clusters:
    """The clusters of the mentions whose coreference is known, and for which `also` holds, where it is given."""
    names = marks.names
    chosen = np.flatnonzero(marks.known if also is None else marks.known & also)

    def first(numbers: Sequence[int]) -> int:
        return min(numbers, key=lambda number: name_order(names[number]))

    own_clusters = clusters_of(marks.slot[chosen], marks.key[chosen], marks.name[chosen], slots, first)
    of_row = np.full(len(marks.slot), UNKNOWN)
    of_row[chosen] = own_clusters.of_row
    return own_clusters._replace(of_row=of_row, row=chosen[own_clusters.row])


def things(marks: Marks, own_clusters: Clusters, documents: int) -> Integers:
    """For each mention the number of the thing that it stands for, equal on both sides; `UNKNOWN` without a cluster."""
    numbers, first = np.unique(own_clusters.cluster, return_index=True)
    thing = numbers.copy()
    shared = shared_mentions(own_clusters, documents)
    order = np.lexsort((-shared.common, shared.pair_predicted))
    predicted, gold, common = shared.pair_predicted[order], shared.pair_gold[order], shared.common[order]
    begins = np.flatnonzero(np.concatenate([[True], predicted[1:] != predicted[:-1]])) if len(order) else order
    best = np.repeat(common[begins], np.diff(np.append(begins, len(order)))) == common
    predicted, gold = predicted[best], gold[best]
    thing[predicted[::-1]] = gold[::-1]
    rivals = np.bincount(predicted, minlength=len(thing)) > 1
    for cluster in np.flatnonzero(rivals).tolist():
        begin, end = np.searchsorted(predicted, [cluster, cluster + 1]).tolist()
        thing[cluster] = min(gold[begin:end].tolist(), key=lambda each: _place(marks, own_clusters, int(first[each])))
    of_mention = np.append(thing[own_clusters.cluster], UNKNOWN)
    result: Integers = of_mention[own_clusters.of_row]
    return result


def _place(marks: Marks, own_clusters: Clusters, mention: int) -> tuple[int, tuple[int, int, str], tuple[Spans, str]]:
    """Where the cluster of a mention stands in its document: by its id, or alone by its words, after those."""
    name = int(own_clusters.name[mention])
    if name == ALONE:
        return 1, (0, 0, ""), marks.place(int(own_clusters.row[mention]))
    return 0, name_order(marks.names[name]), ((), "")


class Coreference:
    """What stands for the same thing in a batch; everything is worked out when it is first asked for."""

    def __init__(
        self,
        targets: Targets,
        corefs: Integers,
        names: Sequence[str],
        unlabelled: Sequence[tuple[int, Unlabelled]],
        options: Choices,
    ) -> None:
        """Take the targets of a batch, the number of each one's `coref` id, their names, and how to score.

        `unlabelled` is what documents are incomplete for, by their places.
        """
        self._targets, self._corefs, self._names = targets, corefs, names
        self._unlabelled, self._options = unlabelled, options
        self._size, self._first = targets.documents, targets.first_event

    @cached_property
    def known(self) -> Booleans:
        """Whether the coreference of each target is known."""
        are_known = np.ones(len(self._targets.slot), dtype=bool)
        for document, unknown in self._unlabelled:
            rows = np.flatnonzero(self._targets.slot % self._size == document)
            types = self._targets.type[rows].tolist()
            are_known[rows] = [not unknown.part(self._targets.types[type_], "coref") for type_ in types]
        return are_known

    @cached_property
    def entity_marks(self) -> Marks:
        """The marks of entities."""
        part = slice(0, self._first)
        return self._marks(part, self._targets.spans[part], self.known[part])

    @cached_property
    def event_marks(self) -> Marks:
        """The marks of events; of those without a trigger nothing is known."""
        part = slice(self._first, None)
        return self._marks(part, dense(self._targets.typed[part]), (self.known & self._targets.has_words)[part])

    def _marks(self, part: slice, key: Integers, known: Booleans) -> Marks:
        def place(row: int) -> tuple[Spans, str]:
            mentions, number = self._targets.mention(row + (part.start or 0))
            return mentions.spans(number), self._targets.types[int(mentions.type[number])]

        return Marks(self._targets.slot[part], key, self._corefs[part], known, self._names, place)

    @cached_property
    def entity_clusters(self) -> Clusters:
        """The clusters of entities."""
        return clusters(self.entity_marks, 2 * self._size)

    @cached_property
    def event_clusters(self) -> Clusters:
        """The clusters of events."""
        return clusters(self.event_marks, 2 * self._size)

    @cached_property
    def thing(self) -> Integers:
        """For each target the number of the thing that it stands for, equal on both sides; -1 where it is unknown."""
        entities = things(self.entity_marks, self.entity_clusters, self._size)
        events = things(self.event_marks, self.event_clusters, self._size)
        offset = int(entities.max(initial=-1)) + 1
        return np.concatenate([entities, np.where(events == UNKNOWN, UNKNOWN, events + offset)])

    @cached_property
    def of_entities(self) -> SharedMentions:
        """The clusters of entities in documents where either side has any; values take no part."""
        values, shared = self._options.schema_facts.values, self.entity_clusters
        codes = [number for number, name in enumerate(self._targets.types) if name in values]
        if codes:
            is_value = np.isin(self._targets.type[: self._first], codes)
            shared = clusters(self.entity_marks, 2 * self._size, ~is_value)
        return self._shared(shared, self.entity_marks)

    @cached_property
    def of_events(self) -> SharedMentions:
        """The clusters of events in documents where either side has any."""
        return self._shared(self.event_clusters, self.event_marks)

    def _shared(self, own_clusters: Clusters, marks: Marks) -> SharedMentions:
        marked = np.bincount(marks.slot[marks.name != ALONE] % self._size, minlength=self._size) > 0
        chosen = marked[own_clusters.slot % self._size]
        if self._options.drop_singletons:
            chosen &= own_clusters.sizes[own_clusters.cluster] > 1
        return shared_mentions(own_clusters.chosen(chosen), self._size)

    def of_targets(self) -> tuple[Clusters, Integers]:
        """The clusters of entities and of events together, and the place of each target's mention among theirs.

        An event without a trigger is alone, known by its type.
        """
        no_words = self.event_marks._replace(
            known=~self._targets.has_words[self._first :], name=np.full_like(self.event_marks.name, ALONE)
        )
        parts = (self.entity_clusters, self.event_clusters, clusters(no_words, 2 * self._size))
        key, cluster, places = [], [], []
        keys = numbers = mentions = 0
        for part in parts:
            key.append(part.key + keys)
            cluster.append(part.cluster + numbers)
            places.append(np.where(part.of_row == UNKNOWN, UNKNOWN, part.of_row + mentions))
            keys += int(part.key.max(initial=-1)) + 1
            numbers += len(part.sizes)
            mentions += len(part.key)
        slot, name, row = (np.concatenate([part[column] for part in parts]) for column in (0, 3, 4))
        clusters_of_targets = Clusters(slot, np.concatenate(key), np.concatenate(cluster), name, row, row[:0], row[:0])
        return clusters_of_targets, np.concatenate([places[0], np.maximum(places[1], places[2])])
