"""Faults of single values: what a typed decoder refuses, looked for in records that were made in code."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from annotator.model.annotation import Annotation, Attributes, Entity, Event, Relation, Value
from annotator.model.fault import Fault
from annotator.model.record import Record
from annotator.model.spans import LARGEST_INTEGER


def value_faults(record: Record) -> Iterator[Fault]:
    """Names that are empty and numbers that JSON readers do not agree about."""
    if not record.id:
        yield Fault("id", "empty; expected an id", "empty")
    yield from _attribute_faults("labels", record.labels)
    # A loop for each class, which asks at once what is usual: one for all is several times as slow.
    for index, entity in enumerate(record.entities):
        usual = entity.type and entity.score is None and not entity.unconfirmed and _are_usual(entity.attributes)
        if not usual or entity.links or entity.coref == "":
            yield from _annotation_faults(f"entities[{index}]", entity)
    for index, relation in enumerate(record.relations):
        if not relation.type or relation.score or relation.unconfirmed or not _are_usual(relation.attributes):
            yield from _annotation_faults(f"relations[{index}]", relation)
    for index, event in enumerate(record.events):
        usual = event.type and event.score is None and not event.unconfirmed and _are_usual(event.attributes)
        arguments = [each for each in event.arguments if not each.role or each.attributes]
        if not usual or arguments or event.links or event.coref == "":
            yield from _annotation_faults(f"events[{index}]", event)


def _are_usual(attributes: Attributes) -> bool:
    """Whether all values are strings, under names that are not empty."""
    return not attributes or ("" not in attributes and _STRINGS.issuperset(map(type, attributes.values())))


_STRINGS = frozenset((str,))


def _annotation_faults(path: str, annotation: Annotation) -> Iterator[Fault]:
    if not annotation.type:
        yield Fault(f"{path}.type", "empty; expected a type's name", "empty")
    if isinstance(annotation, Event):
        for position, argument in enumerate(annotation.arguments):
            if not argument.role:
                yield Fault(f"{path}.arguments[{position}].role", "empty; expected a role's name", "empty")
            yield from _attribute_faults(f"{path}.arguments[{position}].attributes", argument.attributes)
    yield from _attribute_faults(f"{path}.attributes", annotation.attributes)
    if not isinstance(annotation, Relation):
        yield from _identity_faults(path, annotation)
    if annotation.score is not None and not isfinite(annotation.score):
        yield Fault(f"{path}.score", f"{annotation.score} is not finite; expected a number", "score")
    if "" in annotation.unconfirmed:
        position = annotation.unconfirmed.index("")
        yield Fault(f"{path}.unconfirmed[{position}]", "empty; expected the name of a part", "empty")


def _identity_faults(path: str, annotation: Entity | Event) -> Iterator[Fault]:
    if annotation.coref == "":
        yield Fault(f"{path}.coref", "empty; leave the key out where nothing corefers", "empty")
    if "" in annotation.links:
        yield Fault(f"{path}.links[{annotation.links.index('')}]", "empty; expected an outside id", "empty")


def _attribute_faults(path: str, attributes: Attributes) -> Iterator[Fault]:
    for name, value in attributes.items():
        if not name:
            yield Fault(path, "an attribute's name is empty; expected a name", "empty")
        if type(value) is not str and (message := _fault(value)):
            yield Fault(f"{path}.{name}", message, "value")


def _fault(value: Value) -> str | None:
    if isinstance(value, float) and not isfinite(value):
        return f"{value} is not finite; expected a finite number"
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        return "an integer beyond 2**53; give it as a string"
    return "an empty list; leave the attribute out" if value == () else None
