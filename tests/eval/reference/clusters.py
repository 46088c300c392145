"""Who is the same thing: coreference clusters of one side, and which predicted entity stands for which gold entity.

A mention is known by its spans alone (an event mention by trigger and type), as in the CoNLL scorer; one that two
clusters claim stays in the first cluster in order of its id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from annotator.eval.documents.resolved import Mention, ResolvedDocument

Key: TypeAlias = Hashable
"""What a mention is known by."""

Cluster: TypeAlias = frozenset[Key]


class Clusters(NamedTuple):
    """The clusters of one side, disjoint, and how many claims on a mention were dropped because another came first."""

    clusters: tuple[Cluster, ...]
    repeated: int = 0

    def of_mention(self) -> Mapping[Key, int]:
        """The number of each mention's cluster."""
        return {key: number for number, cluster in enumerate(self.clusters) for key in cluster}

    def without_singletons(self) -> Clusters:
        """The clusters of two mentions or more."""
        return Clusters(tuple(cluster for cluster in self.clusters if len(cluster) > 1), self.repeated)


def entity_clusters(facts: ResolvedDocument, values: Iterable[str] = ()) -> Clusters:
    """The coreference clusters of entities; a mention without `coref` is alone, one of a value type takes no part."""
    excluded = frozenset(values)
    return _cluster(
        mention
        for mention in facts.entities
        if mention.type not in excluded and not facts.unlabelled.part(mention.type, "coref")
    )


def event_clusters(facts: ResolvedDocument) -> Clusters:
    """The coreference clusters of events; events without a trigger take no part."""
    triggers = (event.trigger for event in facts.events if event.trigger.spans)
    return _cluster(trigger for trigger in triggers if not facts.unlabelled.part(trigger.type, "coref"))


def mention_key(mention: Mention) -> Key:
    """What clusters know a mention by, be it of an entity or of an event."""
    return (mention.spans, mention.type) if mention.is_event else mention.spans


def _cluster(mentions: Iterable[Mention]) -> Clusters:
    named: dict[str, dict[Key, None]] = {}
    alone: dict[Key, None] = {}
    for mention in mentions:
        key = mention_key(mention)
        if mention.coref is None:
            alone[key] = None
        else:
            named.setdefault(mention.coref, {})[key] = None
    taken: set[Key] = set()
    found: list[Cluster] = []
    repeated = 0
    for name in sorted(named, key=_id_order):
        fresh = frozenset(named[name]) - taken
        repeated += len(named[name]) - len(fresh)
        taken |= fresh
        if fresh:
            found.append(fresh)
    found += [frozenset((key,)) for key in alone if key not in taken]
    return Clusters(tuple(found), repeated)


def _id_order(name: str) -> tuple[int, int, str]:
    """Numbers by value, before words by code point."""
    return (0, int(name), name) if name.isdecimal() and name.isascii() else (1, 0, name)


Names: TypeAlias = Mapping[Key, Hashable]
"""For each mention of a side, a name of the entity it stands for; equal on both sides if it is the same entity."""


def identities(gold: Clusters, predicted: Clusters) -> tuple[Names, Names]:
    """The names of gold and of predicted mentions.

    A gold mention stands for its cluster. A predicted cluster stands for the gold cluster that shares most mentions
    with it (the first such), or for nothing in gold.
    """
    gold_number = gold.of_mention()
    names: dict[Key, Hashable] = {}
    for number, cluster in enumerate(predicted.clusters):
        shared = Counter(gold_number[key] for key in cluster if key in gold_number)
        best = min(shared, key=lambda each: (-shared[each], each)) if shared else ("not in gold", number)
        names |= dict.fromkeys(cluster, best)
    return gold_number, names
