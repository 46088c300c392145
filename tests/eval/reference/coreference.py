"""Coreference measures on the clusters of a document: MUC, B3, CEAF-m, CEAF-e, BLANC and LEA.

Each returns the numerators and denominators of recall and precision; a corpus' figure is the ratio of their sums.
Definitions as in the CoNLL scorer 8.01 (Pradhan et al. 2014); LEA after Moosavi & Strube 2016.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import comb, fsum, lcm
from typing import NamedTuple

from annotator.eval.alignment.assignment import Edge, maximum_weight_matching
from tests.eval.reference.clusters import Cluster, Clusters

MEASURES = ("muc", "b3", "ceaf-m", "ceaf-e", "blanc", "lea", "conll")


class Overlaps(NamedTuple):
    """Key and response clusters of a document and how many mentions each pair of them shares."""

    key: Sequence[Cluster]
    response: Sequence[Cluster]
    shared: Mapping[tuple[int, int], int]

    def exchanged(self) -> Overlaps:
        """With key and response in each other's place."""
        return Overlaps(self.response, self.key, {(s, k): count for (k, s), count in self.shared.items()})


Counted = tuple[float, ...]
"""Recall numerator and denominator, precision numerator and denominator (BLANC: those of links, then of non-links)."""


def overlaps(key: Clusters, response: Clusters) -> Overlaps:
    """Count the shared mentions, in time linear in the mentions."""
    in_response = response.of_mention()
    shared: Counter[tuple[int, int]] = Counter()
    for number, cluster in enumerate(key.clusters):
        for mention in cluster:
            if mention in in_response:
                shared[number, in_response[mention]] += 1
    return Overlaps(key.clusters, response.clusters, shared)


def muc(both: Overlaps) -> Counted:
    """Links kept: sum(|K| - |p(K)|) over sum(|K| - 1), p(K) the partition of K by the response."""
    return (*_muc_recall(both), *_muc_recall(both.exchanged()))


def _muc_recall(both: Overlaps) -> tuple[int, int]:
    parts: Counter[int] = Counter()
    known: Counter[int] = Counter()
    for (k, _), count in both.shared.items():
        parts[k] += 1
        known[k] += count
    kept = sum(known[k] - parts[k] for k in parts)
    return kept, sum(len(cluster) - 1 for cluster in both.key)


def b3(both: Overlaps) -> Counted:
    """Mean over mentions of the share of their key cluster that stands with them in the response."""
    return (*_b3_recall(both), *_b3_recall(both.exchanged()))


def _b3_recall(both: Overlaps) -> tuple[float, int]:
    kept = fsum(count * count / len(both.key[k]) for (k, _), count in both.shared.items())
    return kept, sum(map(len, both.key))


def ceaf_m(both: Overlaps) -> Counted:
    """Best one-to-one assignment of clusters by shared mentions, over the number of mentions."""
    matched = maximum_weight_matching(Edge(k, s, (count,)) for (k, s), count in both.shared.items())
    best = sum(both.shared[pair] for pair in matched)
    return best, sum(map(len, both.key)), best, sum(map(len, both.response))


def ceaf_e(both: Overlaps) -> Counted:
    """Best one-to-one assignment of clusters by 2 |K and S| / (|K| + |S|), over the number of clusters."""
    sizes = {(k, s): len(both.key[k]) + len(both.response[s]) for k, s in both.shared}
    scale = lcm(*sizes.values())
    gain = {pair: 2 * count * (scale // sizes[pair]) for pair, count in both.shared.items()}
    matched = maximum_weight_matching(Edge(k, s, (weight,)) for (k, s), weight in gain.items())
    best = float(Fraction(sum(gain[pair] for pair in matched), scale))
    return best, len(both.key), best, len(both.response)


def lea(both: Overlaps) -> Counted:
    """Each entity weighed by its size, resolved by the share of its links that are found."""
    return (*_lea_recall(both), *_lea_recall(both.exchanged()))


def _lea_recall(both: Overlaps) -> tuple[float, int]:
    resolved = [
        len(both.key[k]) * comb(count, 2) / comb(len(both.key[k]), 2)
        if len(both.key[k]) > 1
        else float(len(both.response[s]) == 1)
        for (k, s), count in both.shared.items()
    ]
    return fsum(resolved), sum(map(len, both.key))


def blanc(both: Overlaps) -> Counted:
    """Coreference links and non-coreference links found (Luo et al. 2014, on end-to-end mentions)."""
    common_links = sum(comb(count, 2) for count in both.shared.values())
    key_links, response_links = (sum(comb(len(each), 2) for each in side) for side in (both.key, both.response))
    common = sum(both.shared.values())
    in_key, in_response = Counter[int](), Counter[int]()
    for (k, s), count in both.shared.items():
        in_key[k] += count
        in_response[s] += count
    linked = sum(comb(n, 2) for n in in_key.values()) + sum(comb(n, 2) for n in in_response.values()) - common_links
    common_apart = comb(common, 2) - linked
    key_apart = comb(sum(map(len, both.key)), 2) - key_links
    response_apart = comb(sum(map(len, both.response)), 2) - response_links
    return common_links, key_links, common_links, response_links, common_apart, key_apart, common_apart, response_apart


COUNTED: Mapping[str, Callable[[Overlaps], Counted]] = {
    "muc": muc,
    "b3": b3,
    "ceaf-m": ceaf_m,
    "ceaf-e": ceaf_e,
    "blanc": blanc,
    "lea": lea,
}
"""The measures that count something; `conll` is the mean F1 of muc, b3 and ceaf-e."""
