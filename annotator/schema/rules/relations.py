"""Rules of relations: their ends, their direction, how many there may be, and the circles they may not make.

Cardinality, irreflexivity and freedom from circles are judged between things, and for a type and its descendants
together.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model.annotation import Relation
from annotator.model.order import mention_key
from annotator.schema.label_schema import RelationType
from annotator.schema.references import End
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.surroundings import Surroundings, mention_or_event


def relation_breaches(around: Surroundings, relation: Relation) -> Iterator[Breach]:
    """What is wrong with a relation of a known type; nothing where an end is missing, which is no rule of a schema."""
    kind = around.schema.relation_types[relation.type]
    head, tail = around.kind(relation.head), around.kind(relation.tail)
    if head is None or tail is None:
        return
    yield from _ends(around, relation, kind, head, tail)
    yield from _order(around, relation, kind)
    for rule in around.schema.relation_line(relation.type):
        if rule.irreflexive and around.thing(relation.head) == around.thing(relation.tail):
            yield Breach(relation.id, "tail", f"{rule.name} cannot relate a thing to itself", "irreflexive")
        yield from _cardinality(around, relation, rule)
        if rule.acyclic and around.thing(relation.tail) in around.circle(rule.name, around.thing(relation.head)):
            message = f"{rule.name} goes in a circle through {relation.head} and {relation.tail}"
            yield Breach(relation.id, "tail", message, "circle")


def _ends(around: Surroundings, relation: Relation, kind: RelationType, head: str, tail: str) -> Iterator[Breach]:
    schema = around.schema
    if schema.fits(kind, head, tail):
        return
    pairs = schema.ends_of(kind)
    domain, range_ = (tuple(dict.fromkeys(name for pair in pairs for name in pair[side])) for side in (0, 1))
    odd = [
        Breach(relation.id, part, f"{end_type} is not in the {side} of {kind.name} ({', '.join(types)})", side)
        for part, end_type, types, side in (("head", head, domain, "domain"), ("tail", tail, range_, "range"))
        if not schema.admits(types, end_type)
    ]
    yield from odd
    if not odd:
        known = "; ".join(f"{'|'.join(heads)} -> {'|'.join(tails)}" for heads, tails in pairs)
        yield Breach(relation.id, "tail", f"{kind.name} does not lead from {head} to {tail} (only {known})", "range")


def _order(around: Surroundings, relation: Relation, kind: RelationType) -> Iterator[Breach]:
    if not kind.symmetric:
        return
    head, tail = mention_or_event(around, relation.head), mention_or_event(around, relation.tail)
    if head and tail and mention_key(head) > mention_key(tail):
        message = f"{kind.name} is symmetric: its head is the mention that stands first, here {relation.tail}"
        yield Breach(relation.id, "head", message, "symmetric-order")


def _cardinality(around: Surroundings, relation: Relation, rule: RelationType) -> Iterator[Breach]:
    """Of several ends where one is allowed, the oldest relation's counts; the others break the rule."""
    for end, other in limited_ends(rule):
        oldest = around.relations_at(around.thing(getattr(relation, end)), end, rule.name)[0]
        first, here = (getattr(each, other) for each in (oldest, relation))
        if around.thing(first) != around.thing(here):
            message = f"{rule.name} is {rule.cardinality}: one {other} only, here {first}, {here}"
            yield Breach(relation.id, other, message, "cardinality")


def limited_ends(rule: RelationType) -> Iterator[tuple[End, End]]:
    """The ends of which each may have one thing only at the other end, and that other end."""
    if rule.cardinality.endswith(":1"):
        yield "head", "tail"
    if rule.cardinality.startswith("1:"):
        yield "tail", "head"
