"""Brings gold and predicted records of the same document together, whatever order the two files have.

Both are read in step; a record waits only until its partner has come. Files in the same order need no memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")


class Paired(NamedTuple):
    """A document with what each side has of it; None where a side lacks it."""

    document: str
    gold: object
    predicted: object


def pair_up(
    gold: Iterable[tuple[str, Item]], predicted: Iterable[tuple[str, Item]]
) -> Iterator[tuple[str, Item | None, Item | None]]:
    """Yield (document, gold item, predicted item); documents of one side only come last, gold's first.

    An id that comes twice on one side is yielded twice; whoever counts documents refuses it.
    """
    waiting: tuple[dict[str, list[Item]], dict[str, list[Item]]] = ({}, {})
    for both in zip_longest(gold, predicted):
        for side, arrived in enumerate(both):
            if arrived is None:
                continue
            document, item = arrived
            if document in waiting[1 - side]:
                partner = waiting[1 - side][document].pop(0)
                if not waiting[1 - side][document]:
                    del waiting[1 - side][document]
                yield (document, partner, item) if side else (document, item, partner)
            else:
                waiting[side].setdefault(document, []).append(item)
    for side, items in enumerate(waiting):
        for document, rest in items.items():
            for item in rest:
                yield (document, None, item) if side else (document, item, None)
