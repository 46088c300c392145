"""Compares what both sides say, many documents at once: something predicted is right when gold says the same.

Equal rows of one side count once (sets) or each (multisets). Either way a prediction is never right twice and recall is
at most 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from annotator.eval.arrays import Integers, Numbers
from annotator.eval.count_names import POSITIVES, CountKey

TP, FP, FN = range(3)
"""Places in POSITIVES."""


class Entries(NamedTuple):
    """Counts of documents: for each its place among the documents, that of its key in `keys`, and the number."""

    keys: Sequence[CountKey]
    document_of: Integers
    key_of: Integers
    values: Numbers


class Rows(NamedTuple):
    """What is compared of both sides.

    Of n documents, slot d is gold of document d and slot n + d its prediction. `key` is equal where the same is said of
    the same document; `type` is a number of `names` and only says in which row it counts.
    """

    slot: Integers
    type: Integers
    key: Integers
    names: Sequence[str]


def compared(rows: Rows, documents: int, multiset: bool, key_of: Callable[[str, str], CountKey]) -> Entries:
    """True and false positives and false negatives by document and type; `key_of` gives the key of a type's count.

    True positives and false negatives count in the row of the gold row's type, false positives in that of the
    predicted one. A measure that ignores types leaves them out of the keys; of equal rows the first type counts.
    """
    if not len(rows.slot):
        return tallied(rows.slot, rows.type, rows.slot, rows.names, key_of)
    by_name = np.argsort(np.argsort(np.array(rows.names, dtype=object)))
    predicted = rows.slot >= documents
    order = np.lexsort((by_name[rows.type], predicted, rows.key))
    key, predicted, slot, type_ = rows.key[order], predicted[order], rows.slot[order], rows.type[order]
    new_key = np.concatenate([[True], key[1:] != key[:-1]])
    new_group = new_key | np.concatenate([[True], predicted[1:] != predicted[:-1]])
    if not multiset:
        key, predicted, slot, type_, new_key, new_group = (
            each[new_group] for each in (key, predicted, slot, type_, new_key, new_group)
        )
    begins = np.flatnonzero(new_group)
    rank = np.arange(len(key)) - np.repeat(begins, np.diff(np.append(begins, len(key))))
    number = np.cumsum(new_key) - 1
    of_gold = np.bincount(number[~predicted], minlength=int(number[-1]) + 1)[number]
    of_predicted = np.bincount(number[predicted], minlength=int(number[-1]) + 1)[number]
    outcome = np.where(predicted, FP, np.where(rank < of_predicted, TP, FN))
    counts = ~predicted | (rank >= of_gold)
    return tallied(slot[counts] % documents, type_[counts], outcome[counts], rows.names, key_of)


def tallied(
    document: Integers, type_: Integers, outcome: Integers, names: Sequence[str], key_of: Callable[[str, str], CountKey]
) -> Entries:
    """How often each document has each type with each outcome."""
    size = max(len(names), 1) * len(POSITIVES)
    groups, counts = np.unique(document * size + type_ * len(POSITIVES) + outcome, return_counts=True)
    document_of, code = np.divmod(groups, size)
    used, place = np.unique(code, return_inverse=True)
    keys = [key_of(names[each // len(POSITIVES)], POSITIVES[each % len(POSITIVES)]) for each in used.tolist()]
    return Entries(keys, document_of, place, counts.astype(np.float64))


def entries(keys: Sequence[CountKey], document_of: Integers, key_of: Integers, values: Numbers) -> Entries:
    """Entries whose values are not zero, with the keys that they have."""
    counts = np.flatnonzero(values)
    used, place = np.unique(key_of[counts], return_inverse=True)
    return Entries([keys[each] for each in used.tolist()], document_of[counts], place, values[counts])


def entries_of(counted: Sequence[Mapping[CountKey, float]]) -> Entries:
    """Entries of counts that were made document by document."""
    keys = {key: number for number, key in enumerate(dict.fromkeys(key for each in counted for key in each))}
    document_of = np.repeat(np.arange(len(counted)), list(map(len, counted)))
    key_of = np.array([keys[key] for each in counted for key in each], dtype=np.int64)
    values = np.array([value for each in counted for value in each.values()], dtype=np.float64)
    return entries(list(keys), document_of, key_of, values)


def together(one: Entries, *others: Entries) -> Entries:
    """Entries added up: no document has a key twice."""
    if not any(len(each.values) for each in others):
        return one
    numbers: dict[CountKey, int] = {}
    document_of, key_of, values = [], [], []
    for each in (one, *others):
        own = np.array([numbers.setdefault(key, len(numbers)) for key in each.keys], dtype=np.int64)
        document_of.append(each.document_of)
        key_of.append(own[each.key_of])
        values.append(each.values)
    size = max(len(numbers), 1)
    groups, place = np.unique(np.concatenate(document_of) * size + np.concatenate(key_of), return_inverse=True)
    sums = np.bincount(place, weights=np.concatenate(values), minlength=len(groups)).astype(np.float64)
    return Entries(list(numbers), groups // size, groups % size, sums)
