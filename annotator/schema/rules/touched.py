"""Which annotations an edit may put right or wrong: those that it changes, and those that its changes reach.

To be asked in the state before the edit and in the one after it; both together are everything that can change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.change import Change, Edit
from annotator.schema.references import name_key
from annotator.schema.rules.relations import limited_ends
from annotator.schema.rules.surroundings import Surroundings


class ThingState(NamedTuple):
    """What others may ask of a thing: the type it counts as, and whether entities, or events, are it.

    `first` is its first mention where it is both, which is wrong and says so by that mention.
    """

    type: str | None
    has_entities: bool
    has_events: bool
    first: str | None


def touched_by(around: Surroundings, edit: Edit) -> set[str]:
    """The ids of the annotations, "" for the document itself, that an edit may put right or wrong."""
    ids = {each for change in edit.changes for each in _touched(around, change)}
    joined = (each for change in edit.changes for each in _joined(around, change))
    return ids.union(*(_beside(around, each) for each in joined))


def reached_by(around: Surroundings, edit: Edit) -> set[str]:
    """The same, and what a change of whole things may put right or wrong, where the state before is not known."""
    return touched_by(around, edit).union(touched_through(around, things_of(around, edit)))


def things_of(around: Surroundings, edit: Edit) -> dict[str, ThingState]:
    """The things whose mentions or events an edit changes, by `coref` id, as they are now."""
    contents = (each for change in edit.changes for each in (change.before, change.after))
    corefs = {each.coref for each in contents if isinstance(each, Entity | Event) and each.coref}
    return {coref: _state(around, coref) for coref in corefs}


def _state(around: Surroundings, coref: str) -> ThingState:
    references = around.references
    first = references.first(coref, around.document)
    entities, events = references.has_entities(coref), references.has_events(coref)
    kind = around.kind(first.id) if first else None
    return ThingState(kind, entities, events, first.id if first and events else None)


def touched_through(around: Surroundings, corefs: Iterable[str]) -> Iterator[str]:
    """The annotations that a change of whole things may put right or wrong: what names or points at them, and they."""
    for coref in corefs:
        yield from _pointing(around, coref)
        yield from around.references.naming_thing(coref)
        if around.references.has_events(coref):
            yield from (each for each in around.references.chain(coref) if each in around.document.events)


def _touched(around: Surroundings, change: Change) -> Iterator[str]:
    before, after = _annotations(change)
    if before is None and after is None:
        yield ""
        return
    yield change.key
    if before is None or after is None:
        yield from _pointing(around, change.key)
    if _seen_by_others(before) != _seen_by_others(after):
        yield from around.references.naming(change.key)


def _joined(around: Surroundings, change: Change) -> Iterator[Relation]:
    """The relations of which an edit changes what things they join."""
    before, after = _annotations(change)
    yield from (each for each in (before, after) if isinstance(each, Relation))
    if getattr(before, "coref", "") != getattr(after, "coref", ""):
        naming = around.references.naming(change.key)
        yield from filter(None, map(around.document.relations.get, naming))


def _annotations(change: Change) -> tuple[Annotation | None, Annotation | None]:
    before, after = (each if isinstance(each, Annotation) else None for each in (change.before, change.after))
    return before, after


def _pointing(around: Surroundings, name: str) -> Iterator[str]:
    """What holds an id as a value: annotations in their attributes, the document in its labels."""
    yield from around.references.pointing(name)
    if any(value == name or (isinstance(value, tuple) and name in value) for value in around.document.labels.values()):
        yield ""


def _seen_by_others(annotation: Annotation | None) -> object:
    """What of an annotation the rules of others ask for."""
    if annotation is None or isinstance(annotation, Relation):
        return annotation
    return annotation.type, annotation.coref, name_key(annotation)


def _beside(around: Surroundings, relation: Relation) -> Iterator[str]:
    """The relations that a relation's cardinality and circles are shared with."""
    head, tail = around.thing(relation.head), around.thing(relation.tail)
    for rule in around.schema.relation_line(relation.type):
        for end, _ in limited_ends(rule):
            thing = head if end == "head" else tail
            yield from (each.id for each in around.relations_at(thing, end, rule.name))
        if rule.acyclic:
            for thing in {*around.circle(rule.name, head), *around.circle(rule.name, tail)}:
                yield from (each.id for each in around.relations_at(thing, "head", rule.name))
