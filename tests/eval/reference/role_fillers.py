"""CEAF-REE: role fillers as entities, assigned one to one (Du, Rush & Cardie 2021).

For each role of an event type the fillers of all such events of a document are pooled. `strict` credits a predicted
entity all of whose mentions belong to the gold entity, `prop` the share of them; one without mentions gets nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from annotator.eval.alignment.assignment import Edge, maximum_weight_matching
from annotator.eval.documents.resolved import ResolvedDocument
from tests.eval.reference.clusters import Cluster, Clusters, mention_key

MEASURES = ("ceaf-ree-strict", "ceaf-ree-prop")

Fillers = Mapping[str, Sequence[frozenset[Hashable]]]
"""By role (`EventType/role`), the entities that fill it, each as its mentions."""


def fillers(facts: ResolvedDocument, entities: Clusters, events: Clusters) -> Fillers:
    """The entities in each role; a mention that is in no cluster is an entity of its own."""
    cluster_of = {key: each for side in (entities, events) for each in side.clusters for key in each}
    found: dict[str, dict[Cluster, None]] = defaultdict(dict)
    for event in facts.events:
        for argument in event.arguments:
            if not facts.unlabelled.part(argument.target.type, "coref"):
                key = mention_key(argument.target)
                found[f"{event.type}/{argument.role}"][cluster_of.get(key, frozenset((key,)))] = None
    return {role: tuple(each) for role, each in found.items()}


def strict(predicted: Cluster, gold: Cluster) -> Fraction:
    """1 if there is a predicted mention and all of them are the gold entity's."""
    return Fraction(bool(predicted) and predicted <= gold)


def proportion(predicted: Cluster, gold: Cluster) -> Fraction:
    """The share of predicted mentions that are the gold entity's."""
    return Fraction(len(predicted & gold), len(predicted)) if predicted else Fraction(0)


SIMILARITY: Mapping[str, Callable[[Cluster, Cluster], Fraction]] = {
    "ceaf-ree-strict": strict,
    "ceaf-ree-prop": proportion,
}


def best_credit(measure: str, gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> float:
    """The most that any one-to-one assignment of predicted to gold entities is worth."""
    values = {
        (g, p): SIMILARITY[measure](predicted_entity, gold_entity)
        for g, gold_entity in enumerate(gold)
        for p, predicted_entity in enumerate(predicted)
    }
    scale = lcm(*(value.denominator for value in values.values()))
    edges = [Edge(g, p, (int(value * scale),)) for (g, p), value in values.items() if value]
    return float(sum((values[pair] for pair in maximum_weight_matching(edges)), Fraction(0)))
