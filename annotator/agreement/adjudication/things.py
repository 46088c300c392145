"""Which chains of several annotators are one thing, so that references to a chain can be compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from annotator.agreement.adjudication.groups import Groups
from annotator.model.annotation import Entity, Event

Chain: TypeAlias = tuple[str, str]
"""An annotator and a `coref` id of theirs."""


@dataclass(frozen=True)
class Things:
    """The things of a document: `members` are the chains of each, `named` the thing of each chain."""

    members: Mapping[str, tuple[Chain, ...]]
    named: Mapping[Chain, str]
    groups_of: Mapping[Chain, frozenset[str]]

    def names(self, thing: str) -> list[str]:
        """The `coref` ids that a thing has."""
        return sorted({name for _, name in self.members.get(thing, ())})


def things_of(groups: Groups, registered: Collection[str] = ()) -> Things:
    """The things: chains of two annotators are one that have most of their mentions in common with each other.

    Chains of one registered name (`registered`: those of `entities.jsonl`) are one too.
    """
    groups_of_chain: dict[Chain, set[str]] = defaultdict(set)
    for group in groups.members:
        for name in groups.members[group]:
            annotation = groups.annotation(group, name)
            if isinstance(annotation, Entity | Event) and annotation.coref:
                groups_of_chain[name, annotation.coref].add(group)
    pairs = [*_mutual(groups_of_chain), *_registered(groups_of_chain, registered)]
    order = {group: number for number, group in enumerate(groups.members)}
    members: dict[str, tuple[Chain, ...]] = {}
    for chains in _joined(groups_of_chain, pairs):
        first = min((group for chain in chains for group in groups_of_chain[chain]), key=order.__getitem__)
        thing = groups.anchors[first]
        while thing in members:
            thing += "'"
        members[thing] = tuple(sorted(chains))
    named = {chain: thing for thing, chains in members.items() for chain in chains}
    return Things(members, named, {chain: frozenset(each) for chain, each in groups_of_chain.items()})


def _mutual(groups_of_chain: Mapping[Chain, set[str]]) -> Iterable[tuple[Chain, Chain]]:
    """The pairs of chains each of which shares more mentions with the other than with any other of that annotator."""
    for one, other in combinations(sorted({name for name, _ in groups_of_chain}), 2):
        left = [chain for chain in groups_of_chain if chain[0] == one]
        right = [chain for chain in groups_of_chain if chain[0] == other]
        shared = {
            (a, b): len(groups_of_chain[a] & groups_of_chain[b])
            for a in left
            for b in right
            if groups_of_chain[a] & groups_of_chain[b]
        }
        best = {a: max((count, b) for (each, b), count in shared.items() if each == a)[1] for a, _ in shared}
        back = {b: max((count, a) for (a, each), count in shared.items() if each == b)[1] for _, b in shared}
        yield from ((a, b) for a, b in best.items() if back[b] == a)


def _registered(
    groups_of_chain: Mapping[Chain, set[str]], registered: Collection[str]
) -> Iterable[tuple[Chain, Chain]]:
    by_name: dict[str, list[Chain]] = defaultdict(list)
    for chain in sorted(groups_of_chain):
        if chain[1] in registered:
            by_name[chain[1]].append(chain)
    for chains in by_name.values():
        yield from ((chains[0], each) for each in chains[1:])


def _joined(groups_of_chain: Mapping[Chain, set[str]], pairs: Iterable[tuple[Chain, Chain]]) -> list[list[Chain]]:
    """The classes of chains that the pairs make, by their first mention."""
    parent = {chain: chain for chain in groups_of_chain}

    def root(chain: Chain) -> Chain:
        while parent[chain] != chain:
            chain = parent[chain]
        return chain

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    classes: dict[Chain, list[Chain]] = defaultdict(list)
    for chain in sorted(groups_of_chain):
        classes[root(chain)].append(chain)
    return [classes[each] for each in sorted(classes)]


def most_common(names: Iterable[str]) -> str | None:
    """The name that stands most often, ties by the alphabet; None without any."""
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None
