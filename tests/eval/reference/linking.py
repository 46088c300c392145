"""Linking measures under neleval's names: is each mention linked to the right entry of a knowledge base?

A mention without links is NIL; NIL mentions are clustered by `coref`. Where several links of a mention are given, a
prediction is right if it shares one with the gold mention of the same spans; otherwise the first link counts.
Clusterings are compared within documents.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from math import fsum
from typing import Any, NamedTuple

from annotator.eval.documents.resolved import ResolvedDocument
from annotator.model.spans import Spans
from tests.eval.reference import coreference
from tests.eval.reference.clusters import Clusters

TUPLE_MEASURES = (
    "strong-mention-match",
    "strong-typed-mention-match",
    "strong-link-match",
    "strong-typed-link-match",
    "strong-nil-match",
    "strong-all-match",
    "strong-typed-all-match",
    "entity-match",
)
CLUSTER_MEASURES = ("mention-ceaf", "entity-ceaf", "b-cubed", "b-cubed-plus", "muc", "pairwise")
MEASURES = TUPLE_MEASURES + CLUSTER_MEASURES


class Linked(NamedTuple):
    """A mention with the knowledge base entry it means (None for NIL), and the name of its cluster."""

    spans: Spans
    type: str
    entry: str | None
    cluster: Hashable


def linked_mentions(facts: ResolvedDocument, gold: ResolvedDocument | None = None) -> list[Linked]:
    """The mentions of one side; for a prediction, with the entry that `gold` agrees with where there is one."""
    agreed: dict[Spans, list[tuple[str, ...]]] = {}
    for mention in gold.entities if gold else ():
        agreed.setdefault(mention.spans, []).append(mention.links)
    found = []
    for mention in sorted(facts.entities, key=lambda each: (each.coref is None, each.coref or "", each.type)):
        shared = [links[0] for links in agreed.get(mention.spans, ()) if set(links) & set(mention.links)]
        entry = next(iter((*shared, *mention.links)), None)
        nil: Hashable = mention.coref if mention.coref is not None else mention[:2]
        found.append(Linked(mention.spans, mention.type, entry, ("NIL", nil) if entry is None else entry))
    return sorted(found, key=lambda each: (each.spans, each.entry is None, each.entry or ""))


def tuples(measure: str, mentions: Sequence[Linked]) -> list[tuple[str, Any]]:
    """What a measure compares, each beside the entity type whose row it belongs to."""
    if measure == "entity-match":
        return [(each.type, each.entry) for each in mentions if each.entry is not None]
    if "link" in measure:
        mentions = [each for each in mentions if each.entry is not None]
    elif "nil" in measure:
        mentions = [each for each in mentions if each.entry is None]
    typed, with_entry = "typed" in measure, measure.endswith(("link-match", "all-match"))
    return [
        (each.type, (each.spans, each.type if typed else "", each.entry if with_entry else "")) for each in mentions
    ]


def clusters(mentions: Sequence[Linked]) -> Clusters:
    """Mentions that mean the same, by spans; of several on equal spans the first counts, linked before NIL."""
    found: dict[Hashable, list[Spans]] = {}
    for spans, mention in {each.spans: each for each in reversed(mentions)}.items():
        found.setdefault(mention.cluster, []).append(spans)
    return Clusters(tuple(frozenset(each) for each in found.values()))


def count(measure: str, gold: Sequence[Linked], predicted: Sequence[Linked]) -> coreference.Counted:
    """Numerators and denominators of a clustering measure."""
    both = coreference.overlaps(clusters(gold), clusters(predicted))
    if measure == "pairwise":
        return coreference.blanc(both)[:4]
    if measure == "b-cubed-plus":
        return _b_cubed_plus(both, _entries(gold), _entries(predicted))
    return COUNTED[measure](both)


COUNTED = {
    "mention-ceaf": coreference.ceaf_m,
    "entity-ceaf": coreference.ceaf_e,
    "b-cubed": coreference.b3,
    "muc": coreference.muc,
}


def _entries(mentions: Sequence[Linked]) -> Mapping[Hashable, str | None]:
    return {each.spans: each.entry for each in reversed(mentions)}


def _b_cubed_plus(
    both: coreference.Overlaps, gold: Mapping[Hashable, str | None], predicted: Mapping[Hashable, str | None]
) -> coreference.Counted:
    """B-cubed where a mention counts as shared only if its entry is right too (NIL with NIL)."""
    recall: list[float] = []
    precision: list[float] = []
    for k, s in both.shared:
        right = sum(gold[mention] == predicted[mention] for mention in both.key[k] & both.response[s])
        recall.append(right * right / len(both.key[k]))
        precision.append(right * right / len(both.response[s]))
    return fsum(recall), sum(map(len, both.key)), fsum(precision), sum(map(len, both.response))
