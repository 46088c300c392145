"""Counts how the entities of a batch stand to each other, by their types, from the one alignment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from annotator.eval.alignment.column_alignment import ColumnAlignment, align_columns
from annotator.eval.alignment.nervaluate import nervaluate_counts
from annotator.eval.alignment.overlap import overlap_test
from annotator.eval.arrays import Integers
from annotator.eval.columns.mentions import Mentions
from annotator.eval.counting.comparison import Entries, entries_of
from annotator.eval.measures.entities import KINDS, LAYER
from annotator.eval.measures.measure import CountKey
from annotator.eval.options import ScoreOptions
from annotator.model.record import Record


class Aligned(NamedTuple):
    """What was counted, and of either side the documents of mentions that equal another and were not counted."""

    entries: Entries
    duplicates: tuple[Integers, Integers]

    def types(self, *, in_gold: bool) -> Counter[str]:
        """How often each type stands on one side."""
        amounts = np.bincount(self.entries.key_of, self.entries.values, len(self.entries.keys))
        found: Counter[str] = Counter()
        for key, amount in zip(self.entries.keys, amounts.tolist(), strict=True):
            if name := key.type if in_gold else key.name:
                found[name] += int(amount)
        return found


def count_aligned(gold: Mentions, predicted: Mentions, types: Sequence[str], options: ScoreOptions) -> Aligned:
    """Align the mentions of many documents and count by document."""
    keep = options.duplicates == "multiset"
    alignment = align_columns(gold, predicted, list(types), keep_duplicates=keep, overlap=overlap_test(options))
    document, code = _codes(gold, predicted, alignment, len(types))
    size = len(KINDS) * (len(types) + 1) ** 2
    found, counts = np.unique(document * size + code, return_counts=True)
    document_of, code = np.divmod(found, size)
    used, key_of = np.unique(code, return_inverse=True)
    keys = [_key(each, [*types, ""]) for each in used.tolist()]
    duplicates = gold.document[alignment.gold_duplicates], predicted.document[alignment.predicted_duplicates]
    return Aligned(Entries(keys, document_of, key_of, counts.astype(np.float64)), duplicates)


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


def _key(code: int, types: Sequence[str]) -> CountKey:
    rest, predicted_type = divmod(code, len(types))
    kind, gold_type = divmod(rest, len(types))
    return CountKey(LAYER, KINDS[kind], types[gold_type], types[predicted_type])


def count_as_nervaluate(pairs: Sequence[tuple[Record, Record]], options: ScoreOptions) -> Entries:
    """The same by nervaluate's matching, document by document."""
    least = options.min_overlap or 1.0
    return entries_of([nervaluate_counts(gold.entities, predicted.entities, least) for gold, predicted in pairs])
