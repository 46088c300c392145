"""Relations that are right but for their direction."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from annotator.eval.arrays import Integers
from annotator.eval.columns.codes import combined
from annotator.eval.counting.batch import Batch


class Reversed(NamedTuple):
    """Predicted relations that gold has the other way round, one element each: their document, their type."""

    document: Integers
    type: Integers


def reversed_relations(batch: Batch) -> Reversed:
    """Of types with a direction, those that are wrong and whose partner in gold nothing else predicts."""
    relations, typed = batch.relations, batch.targets.typed
    known = ~relations.unordered & (typed[relations.head] >= 0) & (typed[relations.tail] >= 0)
    slot, type_ = relations.slot[known], relations.type[known]
    head, tail = typed[relations.head[known]], typed[relations.tail[known]]
    types, first, second = np.tile(type_, 2), np.concatenate([head, tail]), np.concatenate([tail, head])
    key, other_way = np.split(combined(types, first, second), 2)
    predicted = slot >= batch.size
    missed = key[~predicted & ~np.isin(key, key[predicted])]
    wrong = np.flatnonzero(predicted & ~np.isin(key, key[~predicted]) & np.isin(other_way, missed))
    once = wrong[np.unique(key[wrong], return_index=True)[1]]
    return Reversed(slot[once] - batch.size, type_[once])
