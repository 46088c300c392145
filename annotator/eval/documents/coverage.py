"""Leaves out of both sides what the gold document was not exhaustively labelled for, and says how much that was.

`incomplete_for` names types (`WEAPON`), parts of a type (`Attack/polarity`: an attribute, a role, or `coref`) or of
all types (`*/coref`). What is named is unknown in gold, so nothing that touches it can be right or wrong.
"""

from __future__ import annotations

from dataclasses import replace

from annotator.eval.documents.resolved import Event, Mention, Relation, ResolvedDocument, Unlabelled


def covered(facts: ResolvedDocument, unknown: Unlabelled) -> tuple[ResolvedDocument, int]:
    """The facts without what is unknown, and how many annotations and parts of some were left out."""
    entities = tuple(_mention(each, unknown) for each in facts.entities if each.type not in unknown.types)
    relations = tuple(_relation(each, unknown) for each in facts.relations if not _touches_relation(each, unknown))
    events = tuple(_event(each, unknown) for each in facts.events if each.type not in unknown.types)
    kept = replace(
        facts,
        entities=entities,
        listed=tuple(each for each in facts.listed if each.type not in unknown.types),
        relations=relations,
        events=events,
        labels={name: value for name, value in (facts.labels or {}).items() if name not in unknown.types},
        unlabelled=unknown,
    )
    return kept, _size(facts) - _size(kept)


def _size(facts: ResolvedDocument) -> int:
    """How many annotations, arguments, attributes, labels and coreference marks are compared."""
    mentions = [*facts.entities, *(event.trigger for event in facts.events)]
    return (
        len(mentions)
        + len(facts.relations)
        + len(facts.labels or {})
        + sum(len(event.arguments) for event in facts.events)
        + sum(len(mention.attributes) for mention in mentions)
        + sum(mention.coref is not None and not facts.unlabelled.part(mention.type, "coref") for mention in mentions)
        + sum(len(link.attributes) for link in facts.relations)
    )


def _mention(mention: Mention, unknown: Unlabelled) -> Mention:
    if not mention.attributes:
        return mention
    return mention._replace(
        attributes={name: value for name, value in mention.attributes.items() if not unknown.part(mention.type, name)}
    )


def _relation(link: Relation, unknown: Unlabelled) -> Relation:
    known = {name: value for name, value in link.attributes.items() if not unknown.part(link.type, name)}
    return link._replace(attributes=known)


def _touches_relation(link: Relation, unknown: Unlabelled) -> bool:
    return not unknown.types.isdisjoint((link.type, link.head.type, link.tail.type))


def _event(event: Event, unknown: Unlabelled) -> Event:
    known = (
        each
        for each in event.arguments
        if not unknown.part(event.type, each.role) and each.target.type not in unknown.types
    )
    return Event(_mention(event.trigger, unknown), tuple(known))
