"""Relation measures: strict (Rel+), boundaries (Rel) and triples of entities (as in DocRED)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from annotator.eval.documents.resolved import Mention, Relation

LAYER = "relations"


def strict(relations: Iterable[Relation], symmetric: AbstractSet[str] = frozenset()) -> list[tuple[str, Any]]:
    """Relation type, and spans and type of both ends (Rel+)."""
    return [(link.type, (link.type, _ends(link, symmetric, link.head[:2], link.tail[:2]))) for link in relations]


def boundaries(relations: Iterable[Relation], symmetric: AbstractSet[str] = frozenset()) -> list[tuple[str, Any]]:
    """Relation type and spans of both ends, whatever their types (Rel)."""
    return [(link.type, (link.type, _ends(link, symmetric, link.head.spans, link.tail.spans))) for link in relations]


BY_SPANS = {"strict": strict, "boundaries": boundaries}
"""The measures that need no more than the relations of a document."""

MEASURES = (*BY_SPANS, "triples")


def triples(
    relations: Iterable[Relation],
    thing: Callable[[Mention], Hashable | None],
    symmetric: AbstractSet[str] = frozenset(),
) -> list[tuple[str, Any]]:
    """Relation type and the entities at both ends, whichever mentions of them were chosen (DocRED).

    Relations with an end whose entity is unknown (`incomplete_for` its coreference) are not compared.
    """
    found = []
    for link in relations:
        head, tail = thing(link.head), thing(link.tail)
        if head is not None and tail is not None:
            pair = frozenset((head, tail)) if link.type in symmetric else (head, tail)
            found.append((link.type, (link.type, pair)))
    return found


def _ends(link: Relation, symmetric: AbstractSet[str], head: Any, tail: Any) -> tuple[Any, Any]:
    """Both ends, in order of value where the type has no direction."""
    return (tail, head) if link.type in symmetric and tail < head else (head, tail)
