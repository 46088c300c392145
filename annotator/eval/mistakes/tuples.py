"""What is wrong with tuples (relations, arguments): the nearest wrong prediction is named beside the gold it missed.

Tuples that are equal on both sides are right. What is left is paired kind by kind, the closest kind first, in canonical
order, each tuple once; what finds no partner is missing, spurious, or one too many of something right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from annotator.eval.mistakes.mistake import Mistake, Side

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Comparison(Generic[Item]):
    """How items are compared: what makes two equal, what each nearer kind of mistake is, and how one is shown."""

    layer: str
    equal: Callable[[Item], Hashable]
    kinds: Sequence[tuple[str, Callable[[Item, Item], bool]]]
    side: Callable[[Item], Side]


def tuple_mistakes(
    document: str, gold: Sequence[Item], predicted: Sequence[Item], comparison: Comparison[Item]
) -> Iterator[Mistake]:
    """Every mistake among the items of one document; both sides in canonical order."""
    missed, extra = _unequal(gold, predicted, comparison), _unequal(predicted, gold, comparison)
    for kind, matches in comparison.kinds:
        for gold_item in list(missed):
            predicted_item = next((each for each in extra if matches(gold_item, each)), None)
            if predicted_item is not None:
                missed.remove(gold_item)
                extra.remove(predicted_item)
                yield Mistake(
                    document, comparison.layer, kind, comparison.side(gold_item), comparison.side(predicted_item)
                )
    for gold_item in missed:
        yield Mistake(document, comparison.layer, "missing", comparison.side(gold_item), None)
    right = {comparison.equal(each) for each in gold}
    for predicted_item in extra:
        kind = "duplicate" if comparison.equal(predicted_item) in right else "spurious"
        yield Mistake(document, comparison.layer, kind, None, comparison.side(predicted_item))


def _unequal(items: Sequence[Item], others: Sequence[Item], comparison: Comparison[Item]) -> list[Item]:
    """The items that the other side does not have, each as often as it is one too many."""
    equal_counts = Counter(comparison.equal(each) for each in others)
    left = []
    for each in items:
        key = comparison.equal(each)
        if equal_counts[key]:
            equal_counts[key] -= 1
        else:
            left.append(each)
    return left
