"""A batch of documents, both sides, as what measures compare; every table is made when a measure first asks for it.

Of n documents, slot d is gold of document d and slot n + d its prediction. Numbers are of the batch alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from annotator.eval.alignment.column_alignment import ColumnAlignment, align_columns
from annotator.eval.alignment.nervaluate import MEASURES as NERVALUATE_MEASURES
from annotator.eval.alignment.overlap import overlap_test
from annotator.eval.arrays import Integers, Numbers
from annotator.eval.columns.codes import combined
from annotator.eval.columns.side import Side, Tables, column
from annotator.eval.columns.targets import Targets, both
from annotator.eval.count_names import RATIO_COUNTS, CountKey
from annotator.eval.counting.aligned import count_aligned, count_as_nervaluate
from annotator.eval.counting.attributes import Attributes, attributes_of
from annotator.eval.counting.choices import Choices
from annotator.eval.counting.clusters import SharedMentions, shared_mentions
from annotator.eval.counting.comparison import Entries, Rows, compared, entries, entries_of, tallied, together
from annotator.eval.counting.coreference import Coreference
from annotator.eval.counting.events import Events
from annotator.eval.counting.fillers import Fillers, fillers_of
from annotator.eval.counting.linked import Linked, linked_of
from annotator.eval.counting.relations import Relations
from annotator.eval.counting.unplaced import AllUnplaced, Apart
from annotator.eval.documents.unlabelled import Unlabelled
from annotator.model.record import Record

FULL = 1 << 17
"""A batch with this many entities is counted."""

OF_A_DOCUMENT = 32
"""How many entities a document counts for by itself."""


class Pair(NamedTuple):
    """What both sides say of a document."""

    gold: Record
    predicted: Record


class Batch:
    """Documents that are counted together: first they are added, then they are counted."""

    options: Choices
    documents: list[str]
    pairs: list[Pair]

    def __init__(self, options: Choices, *, keep: bool = False, entities_alone: bool = False) -> None:
        """Begin with none; `keep` the records themselves, where something is counted document by document."""
        self.options, self._keep, self._entities_alone = options, keep, entities_alone
        self.tables = Tables()
        self.sides = (
            Side(self.tables, entities_alone=entities_alone),
            Side(self.tables, entities_alone=entities_alone),
        )
        self.documents, self.pairs = [], []
        self._linked: list[tuple[int, Pair]] = []
        self._unlabelled: list[tuple[int, Unlabelled]] = []
        self.has_more = False
        self.unplaced = AllUnplaced()

    def add(self, document: str, gold: Record, predicted: Record, unlabelled: Unlabelled) -> None:
        """Add a document, of which nothing is left that gold is incomplete for but marks of coreference.

        Raises:
            InputError: a relation or an argument points to nothing.
        """
        one, other = self.sides
        more = one.add(gold), other.add(predicted)
        if self._keep:
            self.pairs.append(Pair(gold, predicted))
        if any(more):
            self.has_more = True
            if any(len(self.documents) in side.linked for side in self.sides):
                self._linked.append((len(self.documents), Pair(gold, predicted)))
        if unlabelled.parts:
            self._unlabelled.append((len(self.documents), unlabelled))
        if predicted.extractor is not None and predicted.extractor.unplaced:
            self.unplaced.add(len(self.documents), predicted.extractor.unplaced)
            self.has_more |= not self._entities_alone
        self.documents.append(document)

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self.documents)

    @property
    def is_full(self) -> bool:
        """Whether there is enough to be worth counting."""
        return len(self.sides[0].entities) + len(self.sides[1].entities) + OF_A_DOCUMENT * len(self.documents) >= FULL

    # What is compared

    @cached_property
    def layers(self) -> frozenset[str]:
        """The layers that have something in these documents; entities are always one."""
        layers_counted = {"entities": True} | dict.fromkeys(
            ("relations", "events", "coref", "attributes", "labels", "linking"), False
        )
        for side in self.sides if self.has_more else ():
            layers_counted["relations"] |= bool(side.relation_types)
            layers_counted["events"] |= len(side.events) > 0
            layers_counted["coref"] |= any(map(any, (side.entities.corefs, side.events.corefs)))
            layers_counted["attributes"] |= bool(
                side.entities.attributes.names or side.relation_types or len(side.events)
            )
            layers_counted["labels"] |= bool(side.label_names)
        layers_counted["linking"] = bool(self._linked)
        return self.unplaced.layers().union(name for name, there in layers_counted.items() if there)

    @cached_property
    def targets(self) -> Targets:
        """Entities and triggers."""
        return Targets(self.sides, self.tables)

    @cached_property
    def relations(self) -> Relations:
        """The relations."""
        symmetric, unplaced = self.options.schema_facts.symmetric, self.unplaced_in("relations")
        names = self.tables.types.names()
        type_ = self._columns(lambda side: column(side.relation_types))
        return Relations(
            slot=both(self.sides, *(column(side.relation_sizes) for side in self.sides)),
            type=type_,
            head=self.targets.places(*(column(side.heads) for side in self.sides)),
            tail=self.targets.places(*(column(side.tails) for side in self.sides)),
            unordered=np.array([name in symmetric for name in names], dtype=bool)[type_],
            names=names,
            unplaced=unplaced,
            documents=self.size,
        )

    @cached_property
    def events(self) -> Events:
        """The events with their arguments."""
        first, sizes = self.targets.first_event, self._columns(lambda side: column(side.argument_sizes))
        unplaced = [self.unplaced_in("events", arguments=each) for each in (False, True)]
        return Events(
            slot=self.targets.slot[first:],
            type=self.targets.type[first:],
            trigger=self.targets.spans[first:],
            has_trigger=self.targets.has_words[first:],
            names=self.tables.types.names(),
            event=np.repeat(np.arange(len(sizes)), sizes),
            role=self._columns(lambda side: column(side.roles)),
            target=self.targets.places(*(column(side.targets) for side in self.sides)),
            role_names=self.tables.roles.names(),
            unplaced=unplaced[0],
            unplaced_arguments=unplaced[1],
            documents=self.size,
        )

    @cached_property
    def attributes(self) -> Attributes:
        """The attributes of entities, relations and events."""
        return attributes_of(self.sides, self.tables, self.targets, self.relations)

    @cached_property
    def labels(self) -> Rows:
        """The labels of the documents."""
        document = self._columns(lambda side: column(side.label_documents))
        type_ = self._columns(lambda side: column(side.label_names))
        value = self._columns(lambda side: column(side.label_values))
        predicted = np.repeat([0, self.size], [len(side.label_names) for side in self.sides])
        return Rows(document + predicted, type_, combined(document, type_, value), self.tables.labels.names())

    @cached_property
    def linked(self) -> Linked:
        """The links of entities to knowledge bases."""
        return linked_of(self._linked, self.size)

    @cached_property
    def linked_clusters(self) -> SharedMentions:
        """What clusters of mentions with one meaning share."""
        return shared_mentions(self.linked.clusters(), self.size)

    @cached_property
    def linked_by_entry(self) -> SharedMentions:
        """The same where a mention is shared only if its entry is right too."""
        return shared_mentions(self.linked.clusters(by_entry=True), self.size)

    @cached_property
    def coreference(self) -> Coreference:
        """What stands for the same thing."""
        mentions = [side.entities for side in self.sides] + [side.events for side in self.sides]
        corefs = np.concatenate([each.coref() for each in mentions])
        return Coreference(self.targets, corefs, self.tables.corefs.names(), self._unlabelled, self.options)

    @cached_property
    def fillers(self) -> tuple[Fillers, SharedMentions, list[str]]:
        """The clusters that fill roles, what they share, and the names `EventType/role` by row."""
        events, (target_clusters, mention) = self.events, self.coreference.of_targets()
        chosen = self.coreference.known[events.target]
        event, size = events.event[chosen], max(len(events.role_names), 1)
        used, row = np.unique(events.type[event] * size + events.role[chosen], return_inverse=True)
        cluster = target_clusters.cluster[mention[events.target[chosen]]]
        names = [f"{events.names[each // size]}/{events.role_names[each % size]}" for each in used.tolist()]
        return (
            fillers_of(events.slot[event], row, cluster, self.size),
            shared_mentions(target_clusters, self.size),
            names,
        )

    def _columns(self, of_side: Callable[[Side], Integers]) -> Integers:
        return np.concatenate([of_side(side) for side in self.sides])

    # What is counted

    def alignment(self, layer: str) -> Entries:
        """How entities stand to each other, by the one alignment or by nervaluate's matching."""
        if self.options.matching == "nervaluate":
            spurious = self.unplaced.spurious_to_nervaluate(layer, self.size, NERVALUATE_MEASURES)
            return together(count_as_nervaluate(layer, self.pairs, self.options), spurious)
        aligned = count_aligned(layer, self.aligned, *self.targets.entities, self.tables.types.names())
        return together(aligned, self.unplaced.spurious_mentions(layer, self.size))

    @cached_property
    def aligned(self) -> ColumnAlignment:
        """The one alignment of entities."""
        keep, overlap = self.options.duplicates == "multiset", overlap_test(self.options)
        types = self.tables.types.names()
        return align_columns(*self.targets.entities, types, keep_duplicates=keep, overlap=overlap)

    def compared(self, layer: str, counter: str, rows: Rows) -> Entries:
        """True and false positives and false negatives of rows."""
        multiset = self.options.duplicates == "multiset"
        return compared(rows, self.size, multiset, lambda type_, name: CountKey(layer, counter, type_, name))

    def agreement(self, layer: str, counter: str) -> Entries:
        """True and false positives and false negatives of the attributes of items that both sides have."""
        document, row, outcome, names = self.attributes.agreement()
        return tallied(document, row, outcome, names, lambda type_, name: CountKey(layer, counter, type_, name))

    def by_document(self, layer: str, counter: str, columns: Sequence[Numbers], names: Sequence[str]) -> Entries:
        """Columns that have a number for each document, under these names of counts."""
        keys = [CountKey(layer, counter, "", name) for name in names]
        document_of, key_of = np.tile(np.arange(self.size), len(keys)), np.repeat(np.arange(len(keys)), self.size)
        return entries(keys, document_of, key_of, np.concatenate(columns))

    def credited(self, layer: str, counter: str, credit: Callable[[Integers, Integers], Integers]) -> Entries:
        """The best credit of the clusters that fill each role."""
        fillers, shared, names = self.fillers
        best, sizes = fillers.best_credit(shared, credit), [fillers.sizes(side) for side in range(2)]
        keys = [CountKey(layer, counter, row, name) for name in RATIO_COUNTS for row in names]
        key_of = np.concatenate([fillers.row + number * len(names) for number in range(len(RATIO_COUNTS))])
        columns = np.concatenate([best, sizes[0], best, sizes[1]])
        credited = entries(keys, np.tile(fillers.document, len(RATIO_COUNTS)), key_of, columns)
        return together(credited, self.unplaced.wrong_fillers(layer, counter, self.size))

    def whole_events(self, layer: str, counter: str, count: Callable[[Pair], Mapping[CountKey, float]]) -> Entries:
        """Whole events, which are counted document by document."""
        counted = entries_of([count(pair) for pair in self.pairs])
        return together(counted, self.unplaced.wrong_events(layer, counter, self.size))

    def unplaced_in(self, layer: str, *, arguments: bool = False) -> Apart:
        """The predictions of a layer that have no place in the text."""
        return self.unplaced.of(layer, self.tables.types, arguments=arguments)
