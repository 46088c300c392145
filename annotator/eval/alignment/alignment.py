"""The one alignment that all entity measures share: which predicted mention stands for which gold mention.

It is one-to-one and, of all one-to-one alignments of exact or overlapping mentions, one that maximises in turn
exact pairs of the same type, exact pairs, pairs of the same type, pairs, and shared characters, then minimises the
boundary distance; remaining ties go to the earlier offsets. It depends neither on the order of the input nor on
which side is called gold. Everything is integer arithmetic, so that the order of the criteria is exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from annotator.eval.alignment.assignment import Edge, maximum_weight_matching
from annotator.eval.documents.resolved import Mention
from annotator.model.spans import Spans, shared_chars


class Pair(NamedTuple):
    """Indices of a gold and a predicted mention that stand for each other."""

    gold: int
    predicted: int
    exact: bool


class Alignment(NamedTuple):
    """All pairs, by gold index, and the indices without a partner on either side."""

    pairs: tuple[Pair, ...]
    missing: tuple[int, ...]
    spurious: tuple[int, ...]


Overlap = Callable[[Spans, Spans, int], bool]
"""Whether the mentions with these spans, which share this many characters, overlap."""


def any_overlap(gold: Spans, predicted: Spans, shared: int) -> bool:
    """One shared character is enough."""
    return shared > 0


def align(gold: Sequence[Mention], predicted: Sequence[Mention], overlap: Overlap = any_overlap) -> Alignment:
    """Align the mentions of one document; both sides in canonical order."""
    free_gold = dict.fromkeys(range(len(gold)))
    free_predicted = dict.fromkeys(range(len(predicted)))
    pairs = [Pair(g, p, True) for g, p in _same(gold, predicted)]
    for pair in pairs:
        del free_gold[pair.gold], free_predicted[pair.predicted]
    edges = _edges(gold, predicted, list(free_gold), list(free_predicted), overlap)
    for g, p in maximum_weight_matching(edges):
        pairs.append(Pair(g, p, gold[g].spans == predicted[p].spans))
        del free_gold[g], free_predicted[p]
    return Alignment(tuple(sorted(pairs)), tuple(free_gold), tuple(free_predicted))


def _same(gold: Sequence[Mention], predicted: Sequence[Mention]) -> list[tuple[int, int]]:
    """Pairs of the same spans and type: every best alignment has as many of them as possible, and they are alike."""
    waiting: dict[tuple[object, str], list[int]] = defaultdict(list)
    for index in reversed(range(len(predicted))):
        waiting[predicted[index].spans, predicted[index].type].append(index)
    pairs = []
    for index, mention in enumerate(gold):
        candidates = waiting.get((mention.spans, mention.type))
        if candidates:
            pairs.append((index, candidates.pop()))
    return pairs


def _edges(
    gold: Sequence[Mention],
    predicted: Sequence[Mention],
    gold_ids: list[int],
    predicted_ids: list[int],
    overlap: Overlap,
) -> list[Edge]:
    """Exact and overlapping pairs among these mentions, by a sweep over their starts."""
    by_start = sorted(predicted_ids, key=lambda index: predicted[index].spans[:1])
    edges = []
    for g in gold_ids:
        for p in by_start:
            if predicted[p].spans and gold[g].spans and predicted[p].spans[0][0] > gold[g].spans[-1][1]:
                break
            if may_pair(gold[g].spans, predicted[p].spans, overlap):
                edges.append(Edge(g, p, edge_value(gold[g], predicted[p])))
    return edges


def may_pair(gold: Spans, predicted: Spans, overlap: Overlap = any_overlap) -> bool:
    """Whether mentions with these spans may stand for each other."""
    return gold == predicted or overlap(gold, predicted, shared_chars(gold, predicted))


def edge_value(gold: Mention, predicted: Mention) -> tuple[int, ...]:
    """What pairing these two is worth, criterion by criterion."""
    exact, same_type = gold.spans == predicted.spans, gold.type == predicted.type
    shared = shared_chars(gold.spans, predicted.spans)
    return exact and same_type, exact, same_type, True, shared, -boundary_distance(gold, predicted)


def boundary_distance(gold: Mention, predicted: Mention) -> int:
    """By how many characters the outer boundaries of two mentions differ, both ends added."""
    if not gold.spans or not predicted.spans:
        return 0
    return abs(gold.spans[0][0] - predicted.spans[0][0]) + abs(gold.spans[-1][1] - predicted.spans[-1][1])
