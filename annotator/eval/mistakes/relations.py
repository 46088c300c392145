"""What is wrong with relations, beside the measure `strict` (spans and types of both ends, and the relation's type)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from annotator.eval.documents.resolved import Mention, Relation
from annotator.eval.mistakes.mistake import Mistake, Side
from annotator.eval.mistakes.tuples import Comparison, tuple_mistakes
from annotator.model.spans import shared_chars


def relation_mistakes(
    document: str, gold: Sequence[Relation], predicted: Sequence[Relation], symmetric: AbstractSet[str]
) -> Iterator[Mistake]:
    """Every mistake of one document's relations."""
    comparison = Comparison(
        layer="relations",
        equal=lambda link: strictly(link, symmetric),
        kinds=(
            (
                "direction",
                lambda one, two: one.type == two.type and _same(one.head, two.tail) and _same(one.tail, two.head),
            ),
            (
                "relation-type",
                lambda one, two: one.type != two.type and _same(one.head, two.head) and _same(one.tail, two.tail),
            ),
            ("argument-type", lambda one, two: one.type == two.type and _ends(one, two, _same_spans, symmetric)),
            ("argument-boundary", lambda one, two: one.type == two.type and _ends(one, two, _touch, symmetric)),
        ),
        side=side_of,
    )
    return tuple_mistakes(document, gold, predicted, comparison)


def strictly(relation: Relation, symmetric: AbstractSet[str]) -> tuple[Any, ...]:
    """What the measure `strict` compares: the type, and both ends with theirs."""
    head, tail = relation.head[:2], relation.tail[:2]
    if relation.type in symmetric and tail < head:
        head, tail = tail, head
    return relation.type, head, tail


def side_of(link: Relation) -> Side:
    """A relation as a mistake shows it: its type, and the words of its head first."""
    ids = tuple(filter(None, (link.id, link.head.id, link.tail.id)))
    return Side(
        f"{link.type} ({link.head.type} -> {link.tail.type})", link.type, link.head.spans + link.tail.spans, ids
    )


def _same(one: Mention, two: Mention) -> bool:
    return one[:2] == two[:2]


def _same_spans(one: Mention, two: Mention) -> bool:
    return one.spans == two.spans


def _touch(one: Mention, two: Mention) -> bool:
    return one.spans == two.spans or shared_chars(one.spans, two.spans) > 0


def _ends(one: Relation, two: Relation, alike: Callable[[Mention, Mention], bool], symmetric: AbstractSet[str]) -> bool:
    if alike(one.head, two.head) and alike(one.tail, two.tail):
        return True
    return one.type in symmetric and alike(one.head, two.tail) and alike(one.tail, two.head)


def direction_note(name: str) -> str:
    """What people are told of errors of direction in a type of relations of which nothing says whether it has one."""
    return (
        f'predicted relations "{name}" are wrong only by their direction; if it has none: --symmetric {name}, or '
        "symmetric: true in a schema that gold names"
    )
