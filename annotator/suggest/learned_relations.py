"""Relations learned from a person: what stood between two mentions that were related is looked for again."""

from __future__ import annotations

from typing import NamedTuple

from annotator.model.annotation import Attributes, Entity, Relation
from annotator.model.document import Document

MOST_CHARS = 40
"""What is longer between two mentions is said by no pattern."""


class Pattern(NamedTuple):
    """The types of two mentions in the order of the text, and the words between."""

    first: str
    between: str
    second: str


class Learned(NamedTuple):
    """What a person made of a pattern: a type, whether it leads forward in the text, and its values."""

    type: str
    is_forward: bool
    attributes: Attributes


class LearnedRelations:
    """The patterns of the relations that a document has; what is taken away is forgotten."""

    def __init__(self) -> None:
        """Nothing has been related."""
        self._made: dict[Pattern, dict[str, Learned]] = {}
        self._patterns: dict[str, Pattern] = {}

    def remember(self, document: Document, relation: Relation) -> None:
        """Keep what a relation of a document teaches; the latest of a pattern counts."""
        self.forget(relation.id)
        head, tail = document.entities.get(relation.head), document.entities.get(relation.tail)
        pattern = pattern_of(document.text or "", head, tail) if head and tail else None
        if head and pattern and "type" not in relation.unconfirmed:
            is_forward = first_of(head, tail) is head
            self._patterns[relation.id] = pattern
            self._made.setdefault(pattern, {})[relation.id] = Learned(relation.type, is_forward, relation.attributes)

    def forget(self, relation_id: str) -> None:
        """Forget what a relation taught."""
        pattern = self._patterns.pop(relation_id, None)
        counts = self._made.get(pattern, {}) if pattern else {}
        counts.pop(relation_id, None)
        if pattern and not counts:
            self._made.pop(pattern, None)

    def of(self, pattern: Pattern) -> Learned | None:
        """What was made of a pattern lately; None where nothing was."""
        counts = self._made.get(pattern)
        return next(reversed(counts.values())) if counts else None

    def __bool__(self) -> bool:
        """Whether anything was learned."""
        return bool(self._made)


def pattern_of(text: str, one: Entity, other: Entity | None) -> Pattern | None:
    """The pattern of two mentions; None where they are too far apart, in pieces, or overlap."""
    if other is None or len(one.spans) != 1 or len(other.spans) != 1 or one.spans == other.spans:
        return None
    first = first_of(one, other)
    second = other if first is one else one
    end, next_start = first.spans[0][1], second.spans[0][0]
    between = text[end:next_start]
    if next_start < end or len(between) > MOST_CHARS or "\n\n" in between:
        return None
    return Pattern(first.type, " ".join(between.casefold().split()), second.type)


def first_of(one: Entity, other: Entity | None) -> Entity:
    """The one that starts first; the longer one where both start together."""
    return min((each for each in (one, other) if each), key=lambda each: (each.spans[0][0], -each.spans[0][1]))
