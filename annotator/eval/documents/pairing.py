"""Brings gold and predicted records of the same document together, whatever order the two files have.

Both are read in step; a record waits only until its partner has come. Files in the same order need no memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any, TypeVar

Item = TypeVar("Item")


def pair_up(
    gold: Iterable[tuple[str, Item]],
    predicted: Iterable[tuple[str, Item]],
    *,
    pack: Callable[[Item], Any] = lambda item: item,
    unpack: Callable[[Any], Item] = lambda item: item,
) -> Iterator[tuple[str, Item | None, Item | None]]:
    """Yield (document, gold item, predicted item); documents of one side only come last, gold's first.

    An id that comes twice on one side is yielded twice; whoever counts documents refuses it. While an item waits it
    is held as `pack` makes it, and `unpack` makes it again.
    """
    waiting: tuple[dict[str, list[Any]], dict[str, list[Any]]] = ({}, {})
    for both in zip_longest(gold, predicted):
        if both[0] and both[1] and both[0][0] == both[1][0] and not (waiting[0] or waiting[1]):
            yield both[0][0], both[0][1], both[1][1]
            continue
        for side, arrived in enumerate(both):
            if arrived is None:
                continue
            document, item = arrived
            if document in waiting[1 - side]:
                partner = unpack(waiting[1 - side][document].pop(0))
                if not waiting[1 - side][document]:
                    del waiting[1 - side][document]
                yield (document, partner, item) if side else (document, item, partner)
            else:
                waiting[side].setdefault(document, []).append(pack(item))
    for side, items in enumerate(waiting):
        for document, rest in items.items():
            for item in map(unpack, rest):
                yield (document, None, item) if side else (document, item, None)
