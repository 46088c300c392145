"""Faults of single values: what a typed decoder refuses, looked for in records that were made in code."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from annotator.model.annotation import Annotation, Attributes, Entity, Event, Relation, Value
from annotator.model.fault import Fault
from annotator.model.record import LAYERS, Record
from annotator.model.spans import LARGEST_INTEGER


def value_faults(record: Record) -> Iterator[Fault]:
    """Names that are empty and numbers that JSON readers do not agree about."""
    if not record.id:
        yield Fault("id", "empty; expected an id", "empty")
    yield from _attribute_faults("labels", record.labels)
    for layer in LAYERS:
        annotations: tuple[Annotation, ...] = getattr(record, layer)
        for index, annotation in enumerate(annotations):
            if (
                annotation.score
                or annotation.unconfirmed
                or not (_is_usual(annotation.attributes) and _is_bare(annotation))
            ):
                yield from _annotation_faults(f"{layer}[{index}]", annotation)


def _is_usual(attributes: Attributes) -> bool:
    """Whether all values are strings, under names that are not empty."""
    return all([name and type(value) is str for name, value in attributes.items()])  # noqa: C419 - faster


def _is_bare(annotation: Annotation) -> bool:
    """Whether nothing of an annotation may be wrong besides its attributes, its score and what is unconfirmed."""
    if isinstance(annotation, Relation):
        return bool(annotation.type)
    if isinstance(annotation, Event) and [each for each in annotation.arguments if not each.role or each.attributes]:
        return False
    return bool(annotation.type) and annotation.coref != "" and not annotation.links


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
