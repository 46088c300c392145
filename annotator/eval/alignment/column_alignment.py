"""The one alignment for many documents at once, as array arithmetic; `alignment.align` says what it must find.

Mentions of the same spans and type, nearly all, are paired by sorting. Of the rest, those that touch only each other
are pairs; whatever is entangled further goes through the exact assignment, component by component.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from annotator.eval.alignment.alignment import Overlap, any_overlap, edge_value
from annotator.eval.alignment.assignment import Edge, maximum_weight_matching
from annotator.eval.arrays import Booleans, Integers
from annotator.eval.columns.codes import combined
from annotator.eval.columns.mentions import Mentions
from annotator.eval.documents.resolved import Mention
from annotator.model.spans import shared_chars

MOST_CANDIDATES = 1 << 20


class ColumnAlignment(NamedTuple):
    """Indices into the columns of both sides: pairs, exact ones and others, and mentions without a partner.

    `gold_duplicates` and `predicted_duplicates` are mentions that equal an earlier one and are not counted.
    """

    exact_gold: Integers
    exact_predicted: Integers
    overlapping_gold: Integers
    overlapping_predicted: Integers
    missing: Integers
    spurious: Integers
    gold_duplicates: Integers
    predicted_duplicates: Integers


def align_columns(
    gold: Mentions,
    predicted: Mentions,
    type_names: list[str],
    *,
    keep_duplicates: bool = False,
    overlap: Overlap = any_overlap,
) -> ColumnAlignment:
    """Align the mentions of many documents.

    Args:
        gold: mentions in the order of their documents.
        predicted: likewise, with the same numbers of documents, types and shapes.
        type_names: types by number; they decide ties.
        keep_duplicates: whether equal mentions of a side count each.
        overlap: when two mentions overlap.
    """
    spans, full = _keys(gold, predicted)
    same = _pair_equal(full, len(gold.start), keep_duplicates)
    edges = _touching(gold, predicted, same.gold_left, same.predicted_left, spans, overlap)
    pairs = _match(gold, predicted, edges, type_names)
    equal_spans = spans[pairs[:, 0]] == spans[len(gold.start) :][pairs[:, 1]]
    exact, others = pairs[equal_spans], pairs[~equal_spans]
    return ColumnAlignment(
        np.concatenate([same.gold, exact[:, 0]]),
        np.concatenate([same.predicted, exact[:, 1]]),
        others[:, 0],
        others[:, 1],
        np.setdiff1d(same.gold_left, pairs[:, 0], assume_unique=True),
        np.setdiff1d(same.predicted_left, pairs[:, 1], assume_unique=True),
        same.gold_duplicates,
        same.predicted_duplicates,
    )


def _keys(gold: Mentions, predicted: Mentions) -> tuple[Integers, Integers]:
    """One number for (document, spans) and one for (document, spans, type) of each mention, gold first."""
    document, start, end, type_, shape = (np.concatenate([a, b]) for a, b in zip(gold[:5], predicted[:5], strict=True))
    spans = combined(document, start, end - start, shape)
    return spans, combined(spans, type_)


class _Same(NamedTuple):
    gold: Integers
    predicted: Integers
    gold_left: Integers
    predicted_left: Integers
    gold_duplicates: Integers
    predicted_duplicates: Integers


def _pair_equal(keys: Integers, gold_count: int, keep_duplicates: bool) -> _Same:
    """Pair equal keys of both sides, the first with the first."""
    order = np.argsort(keys, kind="stable")
    sorted_keys = keys[order]
    is_gold = order < gold_count
    begins = np.flatnonzero(np.concatenate([[True], sorted_keys[1:] != sorted_keys[:-1]])) if len(keys) else order
    lengths = np.diff(np.append(begins, len(keys)))
    golds = np.add.reduceat(is_gold.astype(np.int64), begins) if len(keys) else begins
    rank = np.arange(len(keys)) - np.repeat(begins, lengths)
    rank -= np.where(is_gold, 0, np.repeat(golds, lengths))
    kept = np.ones(len(keys), dtype=bool) if keep_duplicates else rank == 0
    matched = kept & (rank < np.repeat(np.minimum(golds, lengths - golds), lengths))
    left = kept & ~matched

    def chosen(mask: Booleans) -> tuple[Integers, Integers]:
        return order[mask & is_gold], order[mask & ~is_gold] - gold_count

    return _Same(*chosen(matched), *chosen(left), *chosen(~kept))


class _Edges(NamedTuple):
    gold: Integers
    predicted: Integers


def _touching(
    gold: Mentions, predicted: Mentions, golds: Integers, predictions: Integers, spans: Integers, overlap: Overlap
) -> _Edges:
    """All pairs of these mentions that overlap or have equal spans.

    Predictions are looked through by the magnitude of their length, so that a few very long ones do not make every
    other one a candidate.
    """
    base = _bases(gold, predicted)
    starts = base[gold.document[golds]] + gold.start[golds]
    ends = base[gold.document[golds]] + gold.end[golds]
    magnitude = np.frexp((predicted.end - predicted.start)[predictions])[1]
    edges: list[tuple[Integers, Integers]] = []
    for each in sorted(set(magnitude.tolist())):
        alike = predictions[magnitude == each]
        by_start = alike[np.argsort(base[predicted.document[alike]] + predicted.start[alike], kind="stable")]
        places = base[predicted.document[by_start]] + predicted.start[by_start]
        first = np.searchsorted(places, starts - (1 << each), side="left")
        counts = np.searchsorted(places, ends, side="right") - first
        for block in _blocks(counts):
            candidates = _candidates(golds, by_start, first, counts, block)
            edges.append(_real(gold, predicted, *candidates, spans, overlap))
    if not edges:
        return _Edges(golds[:0], predictions[:0])
    return _Edges(*(np.concatenate([each[side] for each in edges]) for side in range(2)))


def _bases(gold: Mentions, predicted: Mentions) -> Integers:
    """An offset for each document such that no two documents share a position."""
    document = np.concatenate([gold.document, predicted.document])
    end = np.concatenate([gold.end, predicted.end])
    size = np.zeros(int(document.max(initial=-1)) + 1, dtype=np.int64)
    np.maximum.at(size, document, end + 1)
    return np.cumsum(size) - size


def _blocks(counts: Integers) -> list[slice]:
    """Stretches of the gold mentions with a bounded number of candidates each."""
    cuts = np.searchsorted(np.cumsum(counts), np.arange(MOST_CANDIDATES, int(counts.sum()), MOST_CANDIDATES)) + 1
    edges = [0, *sorted(set(cuts.tolist())), len(counts)]
    return [slice(a, b) for a, b in pairwise(edges) if b > a]


def _candidates(
    golds: Integers, by_start: Integers, first: Integers, counts: Integers, block: slice
) -> tuple[Integers, Integers]:
    """Each gold mention of a block with every prediction from `first` on, `counts` of them."""
    many = counts[block]
    begins = np.cumsum(many) - many
    offset = np.arange(int(many.sum())) - np.repeat(begins, many) + np.repeat(first[block], many)
    return np.repeat(golds[block], many), by_start[offset]


def _real(
    gold: Mentions, predicted: Mentions, golds: Integers, predictions: Integers, spans: Integers, overlap: Overlap
) -> tuple[Integers, Integers]:
    """The candidates that may be paired."""
    same = spans[golds] == spans[len(gold.start) + predictions]
    shared = np.minimum(gold.end[golds], predicted.end[predictions]) - np.maximum(
        gold.start[golds], predicted.start[predictions]
    )
    shared = np.where(gold.document[golds] == predicted.document[predictions], shared, 0)
    good = same | (shared > 0)
    doubtful = good & ~same
    if overlap is any_overlap:
        doubtful &= (gold.shape[golds] > 0) | (predicted.shape[predictions] > 0)
    for index in np.flatnonzero(doubtful).tolist():
        gold_spans, predicted_spans = gold.spans(golds[index]), predicted.spans(predictions[index])
        good[index] = overlap(gold_spans, predicted_spans, shared_chars(gold_spans, predicted_spans))
    return golds[good], predictions[good]


def _match(gold: Mentions, predicted: Mentions, edges: _Edges, type_names: list[str]) -> Integers:
    """The best one-to-one matching of these edges, as rows (gold, predicted)."""
    if not len(edges.gold):
        return np.zeros((0, 2), dtype=np.int64)
    alone = np.bincount(edges.gold)[edges.gold] == 1
    alone &= np.bincount(edges.predicted)[edges.predicted] == 1
    simple = np.stack([edges.gold[alone], edges.predicted[alone]], axis=1)
    entangled = _assign(gold, predicted, edges.gold[~alone].tolist(), edges.predicted[~alone].tolist(), type_names)
    return np.concatenate([simple, entangled])


def _assign(
    gold: Mentions, predicted: Mentions, golds: list[int], predictions: list[int], type_names: list[str]
) -> Integers:
    """The same by the exact assignment, mentions numbered in canonical order."""
    gold_mentions, gold_ranked = _ranked(gold, golds, type_names)
    predicted_mentions, predicted_ranked = _ranked(predicted, predictions, type_names)
    gold_rank, predicted_rank = _inverse(gold_ranked), _inverse(predicted_ranked)
    edges = [
        Edge(gold_rank[g], predicted_rank[p], edge_value(gold_mentions[g], predicted_mentions[p]))
        for g, p in zip(golds, predictions, strict=True)
    ]
    pairs = [(gold_ranked[g], predicted_ranked[p]) for g, p in maximum_weight_matching(edges)]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _ranked(columns: Mentions, indices: list[int], type_names: list[str]) -> tuple[dict[int, Mention], list[int]]:
    """These mentions as values, and their indices in canonical order."""
    mentions = {
        index: Mention(columns.spans(index), type_names[columns.type[index]]) for index in dict.fromkeys(indices)
    }
    return mentions, sorted(mentions, key=lambda index: (int(columns.document[index]), *mentions[index][:2], index))


def _inverse(ranked: list[int]) -> dict[int, int]:
    return {index: rank for rank, index in enumerate(ranked)}
