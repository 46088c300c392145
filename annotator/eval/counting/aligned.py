"""Counts how the entities of a batch stand to each other, by their types, from the one alignment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotator.eval.alignment.column_alignment import ColumnAlignment
from annotator.eval.alignment.nervaluate import nervaluate_counts
from annotator.eval.arrays import Integers
from annotator.eval.columns.mentions import Mentions
from annotator.eval.count_names import KINDS, CountKey
from annotator.eval.counting.choices import Choices
from annotator.eval.counting.comparison import Entries, entries_of
from annotator.model.record import Record


def count_aligned(
    layer: str, alignment: ColumnAlignment, gold: Mentions, predicted: Mentions, types: Sequence[str]
) -> Entries:
    """Count aligned mentions by document."""
    document, code = _codes(gold, predicted, alignment, len(types))
    size = len(KINDS) * (len(types) + 1) ** 2
    groups, counts = np.unique(document * size + code, return_counts=True)
    document_of, code = np.divmod(groups, size)
    used, key_of = np.unique(code, return_inverse=True)
    keys = [_key(layer, each, [*types, ""]) for each in used.tolist()]
    return Entries(keys, document_of, key_of, counts.astype(np.float64))


def _codes(gold: Mentions, predicted: Mentions, alignment: ColumnAlignment, no_type: int) -> tuple[Integers, Integers]:
    """Document and code of each pair and of what has no partner; a code is (kind, gold type, predicted type)."""
    size = no_type + 1
    exact, overlapping = alignment.exact_predicted, alignment.overlapping_predicted
    pairs = [
        (alignment.exact_gold, predicted.type[exact]),
        (alignment.overlapping_gold, predicted.type[overlapping]),
        (alignment.missing, np.full(len(alignment.missing), no_type)),
    ]
    parts = [
        (gold.document[indices], (kind * size + gold.type[indices]) * size + predicted_type)
        for kind, (indices, predicted_type) in enumerate(pairs)
    ]
    alone = alignment.spurious
    parts.append((predicted.document[alone], (len(parts) * size + no_type) * size + predicted.type[alone]))
    document, code = (np.concatenate(each) for each in zip(*parts, strict=True))
    return document, code


def _key(layer: str, code: int, types: Sequence[str]) -> CountKey:
    rest, predicted_type = divmod(code, len(types))
    kind, gold_type = divmod(rest, len(types))
    return CountKey(layer, KINDS[kind], types[gold_type], types[predicted_type])


def count_as_nervaluate(layer: str, pairs: Sequence[tuple[Record, Record]], options: Choices) -> Entries:
    """The same by nervaluate's matching, document by document."""
    least = options.min_overlap or 1.0
    return entries_of([nervaluate_counts(layer, gold.entities, predicted.entities, least) for gold, predicted in pairs])
