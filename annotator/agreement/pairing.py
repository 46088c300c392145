"""Which annotation of one layer stands for which of another layer of the same text: by content, never by id.

Mentions: equal spans and type first, the rest by the alignment that all entity measures share. Events: equal trigger
and type, several on one trigger by the arguments and attributes they share, then one trigger under two types, then
overlapping triggers, last the same type on different words that share an argument. Relations: equal ends and type, the
same ends turned round, the same ends under another type, then one equal end and the same type.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple, TypeVar

from annotator.eval.alignment.alignment import align
from annotator.eval.documents.resolved import Mention
from annotator.model.annotation import Entity, Event, Relation
from annotator.model.canonical import to_bytes
from annotator.model.document import Document
from annotator.model.order import ordered_entities, ordered_events, ordered_relations
from annotator.model.spans import Spans, shared_chars

Item = TypeVar("Item", Entity, Relation, Event)

Worth = tuple[int, ...] | None
"""What pairing two annotations is worth, criterion by criterion; None where they may not be paired."""

SameSentence = Callable[[Spans, Spans], bool]
"""Whether two mentions stand in one sentence."""


class Pairing(NamedTuple):
    """Ids of the second layer by the ids of the first that they stand for; what has no partner is in neither."""

    entities: Mapping[str, str]
    relations: Mapping[str, str]
    events: Mapping[str, str]

    def partner(self, annotation_id: str) -> str | None:
        """The id in the second layer that stands for this one of the first."""
        return self.entities.get(annotation_id) or self.events.get(annotation_id) or self.relations.get(annotation_id)


def near(left: Spans, right: Spans) -> bool:
    """A stand-in for "in one sentence" where no sentences are known: at most 200 characters apart."""
    return bool(left and right) and max(left[0][0], right[0][0]) - min(left[-1][1], right[-1][1]) <= 200


def pair_documents(
    first: Document,
    second: Document,
    same_sentence: SameSentence = near,
    symmetric: frozenset[str] = frozenset(),
    *,
    same_origin: bool = False,
) -> Pairing:
    """Pair the annotations of two layers of one text; `symmetric` names relation types without a direction.

    With `same_origin`, for two versions of one file, equal ids decide between annotations of equal content.
    """
    kept = _unchanged(first, second) if same_origin else frozenset()
    entities = _pair_entities(first, second, kept)
    events = _pair_events(first, second, entities, same_sentence, kept, same_origin=same_origin)
    relations = _pair_relations(first, second, entities | events, symmetric, kept, same_origin=same_origin)
    return Pairing(entities, relations, events)


def _unchanged(first: Document, second: Document) -> frozenset[str]:
    """The ids under which both have the same annotation, with the same mentions at its ends."""
    kept = {each.id for each in first.entities.values() if second.entities.get(each.id) == each}
    waiting: list[Relation | Event] = [*first.events.values(), *first.relations.values()]
    while waiting:
        unchanged = [each for each in waiting if second.find(each.id) == each and _named(each) <= kept]
        if not unchanged:
            break
        kept |= {each.id for each in unchanged}
        waiting = [each for each in waiting if each.id not in kept]
    return frozenset(kept)


def _named(annotation: Relation | Event) -> set[str]:
    if isinstance(annotation, Relation):
        return {annotation.head, annotation.tail}
    return {argument.target for argument in annotation.arguments}


def _pair_entities(first: Document, second: Document, kept: frozenset[str]) -> dict[str, str]:
    left = [each for each in ordered_entities(first) if each.id not in kept]
    right = [each for each in ordered_entities(second) if each.id not in kept]
    pairs = align([_mention(each) for each in left], [_mention(each) for each in right]).pairs
    same = {each: each for each in first.entities if each in kept}
    return same | {left[pair.gold].id: right[pair.predicted].id for pair in pairs}


def _mention(annotation: Entity | Event) -> Mention:
    return Mention(annotation.spans, annotation.type, annotation.id)


def _pair_events(
    first: Document,
    second: Document,
    entities: Mapping[str, str],
    same_sentence: SameSentence,
    kept: frozenset[str],
    *,
    same_origin: bool,
) -> dict[str, str]:
    left = [each for each in ordered_events(first) if each.id not in kept]
    right = [each for each in ordered_events(second) if each.id not in kept]
    pairs = {each: each for each in first.events if each in kept}

    def shared(a: Event, b: Event) -> int:
        named = {(each.role, pairs.get(each.target) or entities.get(each.target)) for each in a.arguments}
        return sum((each.role, each.target) in named for each in b.arguments)

    def alike(a: Event, b: Event) -> int:
        return sum(to_bytes(a.attributes[name]) == to_bytes(b.attributes.get(name)) for name in a.attributes)

    def other_words(a: Event, b: Event) -> Worth:
        return (shared(a, b),) if a.type == b.type and same_sentence(a.spans, b.spans) and shared(a, b) else None

    def overlapping(a: Event, b: Event) -> Worth:
        chars = shared_chars(a.spans, b.spans)
        return (a.type == b.type, chars) if chars else None

    _take_best(
        left,
        right,
        pairs,
        lambda a, b: (shared(a, b), alike(a, b)),
        lambda each: (each.spans, each.type),
        same_origin=same_origin,
    )
    _take_best(
        left,
        right,
        pairs,
        lambda a, b: (shared(a, b),) if a.spans else None,
        lambda each: each.spans,
        same_origin=same_origin,
    )
    _take_best(left, right, pairs, overlapping, same_origin=same_origin)
    _take_best(left, right, pairs, other_words, same_origin=same_origin)
    return pairs


def _pair_relations(
    first: Document,
    second: Document,
    ends: Mapping[str, str],
    symmetric: frozenset[str],
    kept: frozenset[str],
    *,
    same_origin: bool,
) -> dict[str, str]:
    left = [each for each in ordered_relations(first) if each.id not in kept]
    right = [each for each in ordered_relations(second) if each.id not in kept]
    pairs = {each: each for each in first.relations if each in kept}

    def equal_ends(a: Relation, b: Relation) -> tuple[bool, bool]:
        return ends.get(a.head) == b.head, ends.get(a.tail) == b.tail

    def turned(a: Relation, b: Relation) -> bool:
        return ends.get(a.head) == b.tail and ends.get(a.tail) == b.head

    def same(a: Relation, b: Relation) -> Worth:
        return (1,) if all(equal_ends(a, b)) or (a.type in symmetric and turned(a, b)) else None

    def one_equal_end(a: Relation, b: Relation) -> Worth:
        return (equal_ends(a, b)[0],) if any(equal_ends(a, b)) else None

    _take_best(left, right, pairs, same, lambda each: each.type, same_origin=same_origin)
    _take_best(
        left, right, pairs, lambda a, b: (1,) if turned(a, b) else None, lambda each: each.type, same_origin=same_origin
    )
    _take_best(left, right, pairs, lambda a, b: (1,) if all(equal_ends(a, b)) else None, same_origin=same_origin)
    _take_best(left, right, pairs, one_equal_end, lambda each: each.type, same_origin=same_origin)
    return pairs


def _take_best(
    left: list[Item],
    right: list[Item],
    pairs: dict[str, str],
    worth: Callable[[Item, Item], Worth],
    key: Callable[[Item], Hashable] = lambda _: None,
    *,
    same_origin: bool,
) -> None:
    """Pair what is worth most first, among those of one key; ties go to the earlier. Paired ones leave both lists."""
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for j, each in enumerate(right):
        by_key[key(each)].append(j)
    candidates = [
        (tuple(-part for part in value), same_origin and each.id != right[j].id, i, j)
        for i, each in enumerate(left)
        for j in by_key.get(key(each), ())
        if (value := worth(each, right[j])) is not None
    ]
    paired_left: set[int] = set()
    paired_right: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in paired_left and j not in paired_right:
            pairs[left[i].id] = right[j].id
            paired_left.add(i)
            paired_right.add(j)
    left[:] = [each for i, each in enumerate(left) if i not in paired_left]
    right[:] = [each for j, each in enumerate(right) if j not in paired_right]
