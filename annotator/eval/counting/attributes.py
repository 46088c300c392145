"""The attributes of a batch as columns, and what of them both sides agree on.

An item is an annotation by what it is known by; two annotations of a side may be one item, with the same attributes or
with others. Values are numbers that are equal where the values are: a list is a set, a reference is what it points to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from annotator.eval.alignment.assignment import Edge, maximum_weight_matching
from annotator.eval.arrays import Booleans, Integers
from annotator.eval.columns.codes import combined, dense, integers
from annotator.eval.columns.side import Side, Tables, column
from annotator.eval.columns.targets import Targets
from annotator.eval.counting.comparison import FN, FP, TP, Rows
from annotator.eval.counting.relations import Relations

Values = frozenset[tuple[int, int]]
"""The attributes of one annotation: numbers of names with numbers of values."""


class Attributes(NamedTuple):
    """Annotations, one element each, and their attributes, one element each; of so many documents.

    Of annotations: whose they are, their type, which item. Of attributes: the place of the annotation (`owner`), the
    name and the value, which `shown` says in words.
    """

    documents: int
    slot: Integers
    type: Integers
    item: Integers
    owner: Integers
    name: Integers
    value: Integers
    type_names: Sequence[str]
    names: Sequence[str]
    shown: Callable[[int], str]

    def rows(self, *, distinct: bool) -> Rows:
        """Every attribute by item, name and value; of equal annotations of a side only one where they are distinct."""
        chosen = self._first_of_equals()[self.owner] if distinct else np.ones(len(self.owner), dtype=bool)
        owner = self.owner[chosen]
        key = combined(self.item[owner], self.name[chosen], self.value[chosen])
        row, names = self._row_names(owner, self.name[chosen])
        return Rows(self.slot[owner], row, key, names)

    def agreement(self) -> tuple[Integers, Integers, Integers, list[str]]:
        """Of items that both sides have: document, row and outcome of each attribute, and the names of rows."""
        kept = self._first_of_equals()
        predicted = self.slot >= self.documents
        size = int(self.item.max(initial=-1)) + 1
        in_gold = np.bincount(self.item[kept & ~predicted], minlength=size)
        in_predicted = np.bincount(self.item[kept & predicted], minlength=size)
        simple = ((in_gold == 1) & (in_predicted == 1))[self.item]
        several = (in_gold > 1) & (in_predicted > 0) | (in_predicted > 1) & (in_gold > 0)
        parts = [self._compared(kept & simple & ~predicted, kept & simple & predicted)]
        for item in np.flatnonzero(several).tolist():
            parts += self._best_pairs(kept & (self.item == item))
        owner, name, outcome = (np.concatenate(each) for each in zip(*parts, strict=True))
        row, names = self._row_names(owner, name)
        return self.slot[owner] % self.documents, row, outcome, names

    def _compared(self, gold: Booleans, predicted: Booleans) -> tuple[Integers, Integers, Integers]:
        """Owner, name and outcome of each attribute of items that are there once on either side."""
        key = combined(self.item[self.owner], self.name)
        mine, theirs = np.flatnonzero(gold[self.owner]), np.flatnonzero(predicted[self.owner])
        _, at_mine, at_theirs = np.intersect1d(key[mine], key[theirs], assume_unique=True, return_indices=True)
        equal = self.value[mine[at_mine]] == self.value[theirs[at_theirs]]
        right, wrong = mine[at_mine[equal]], mine[at_mine[~equal]]
        only = np.concatenate([np.delete(mine, at_mine), np.delete(theirs, at_theirs)])
        places = np.concatenate([right, *[np.concatenate([wrong, only])] * 2])
        errors = len(wrong) + len(only)
        outcome = np.repeat([TP, FP, FN], [len(right), errors, errors])
        return self.owner[places], self.name[places], outcome

    def _best_pairs(self, rows: Booleans) -> Iterator[tuple[Integers, Integers, Integers]]:
        """The same of one item that a side has with several values.

        Those are taken together that agree in most attributes and differ in least, the first in order of their values.
        """
        sides = rows & (self.slot < self.documents), rows & (self.slot >= self.documents)
        mine, theirs = (sorted(self._values(np.flatnonzero(side)).items(), key=self._order) for side in sides)
        edges = [
            Edge(g, p, (1, len(gold & predicted), -len(_names(gold ^ predicted))))
            for g, (_, gold) in enumerate(mine)
            for p, (_, predicted) in enumerate(theirs)
        ]
        for g, p in maximum_weight_matching(edges):
            (owner, gold), (_, predicted) = mine[g], theirs[p]
            right, wrong = [name for name, _ in gold & predicted], sorted(_names(gold ^ predicted))
            outcome = np.repeat([TP, FP, FN], [len(right), len(wrong), len(wrong)])
            yield np.full(len(outcome), owner), integers([*right, *wrong, *wrong]), outcome

    def _order(self, annotation: tuple[int, Values]) -> list[tuple[str, str]]:
        return sorted((self.names[name], self.shown(value)) for name, value in annotation[1])

    def _values(self, rows: Integers) -> Mapping[int, Values]:
        """The attributes of these annotations."""
        values_of: dict[int, Values] = {}
        for row in rows.tolist():
            places = slice(*np.searchsorted(self.owner, [row, row + 1]).tolist())
            names, values = self.name[places].tolist(), self.value[places].tolist()
            values_of[row] = frozenset(zip(names, values, strict=True))
        return values_of

    def _first_of_equals(self) -> Booleans:
        """Whether each annotation is the first of its side with its item and attributes."""
        kept = np.ones(len(self.slot), dtype=bool)
        number = 2 * self.item + (self.slot >= self.documents)
        rows = np.flatnonzero(np.bincount(number)[number] > 1) if len(number) else number
        seen = set()
        for row, values in self._values(rows).items():
            key = int(number[row]), values
            kept[row] = key not in seen
            seen.add(key)
        return kept

    def _row_names(self, owner: Integers, name: Integers) -> tuple[Integers, list[str]]:
        """For each attribute of these annotations a number of its row, and the rows' names `Type/attribute`."""
        size = max(len(self.names), 1)
        code = self.type[owner] * size + name
        used, row = np.unique(code, return_inverse=True)
        return row, [f"{self.type_names[each // size]}/{self.names[each % size]}" for each in used.tolist()]


def _names(values: Values) -> set[int]:
    return {name for name, _ in values}


def attributes_of(sides: tuple[Side, Side], tables: Tables, targets: Targets, relations: Relations) -> Attributes:
    """The attributes of entities, relations and events of both sides."""
    first, typed = targets.first_event, targets.typed
    ends = typed[relations.head], typed[relations.tail]
    items = typed[:first], dense(combined(relations.type, *ends)), typed[first:]
    owner, name, value = (
        np.concatenate(each) for each in zip(*_slots(sides, targets, len(tables.values)), strict=True)
    )
    return Attributes(
        documents=targets.documents,
        slot=np.concatenate([targets.slot[:first], relations.slot, targets.slot[first:]]),
        type=np.concatenate([targets.type[:first], relations.type, targets.type[first:]]),
        item=dense(np.concatenate([3 * item + kind for kind, item in enumerate(items)])),
        owner=owner,
        name=name,
        value=value,
        type_names=tables.types.names(),
        names=tables.names.names(),
        shown=lambda value: _shown(value, tables.values.names(), targets),
    )


def _shown(value: int, values: Sequence[Any], targets: Targets) -> str:
    """A value in words; numbers beyond the values are what references point to."""
    if value >= len(values):
        place = int(np.flatnonzero(targets.typed == value - len(values))[0])
        mentions, number = targets.mention(place)
        return repr(("->", (mentions.spans(number), targets.types[int(mentions.type[number])])))
    value_shown = values[value]
    if isinstance(value_shown, str):
        return repr(("str", value_shown))
    return repr(sorted(value_shown) if isinstance(value_shown, frozenset) else value_shown)


def _slots(sides: tuple[Side, Side], targets: Targets, values: int) -> Iterator[tuple[Integers, Integers, Integers]]:
    """Owner, name and value of the attributes of each kind and side, owners counted from the first annotation on."""
    before = 0
    for kind in range(3):
        for number, side in enumerate(sides):
            attributes, size = side.attributes_of(kind)
            value = column(attributes.values)
            if attributes.references:
                places, to = (integers(list(each)) for each in (attributes.references, attributes.references.values()))
                value[places] = values + targets.typed[targets.place(number, to)]
            yield attributes.owners() + before, column(attributes.names), value
            before += size
