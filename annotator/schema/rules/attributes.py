"""Rules of attributes: which an annotation may and must have, their values, and constraints between them."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model.annotation import Annotation, Value
from annotator.schema.attributes.kinds import one_of, shown
from annotator.schema.label_schema import Constraint
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.surroundings import Surroundings


def attribute_breaches(around: Surroundings, annotation: Annotation) -> Iterator[Breach]:
    """What is wrong with the attributes of an annotation of a known type."""
    schema, values = around.schema, annotation.attributes
    legal = schema.attributes_of(annotation.type)
    names = {each.name for each in legal}
    for name in values:
        if name not in names:
            message = (
                f"{annotation.type} has no attribute {name!r}; it has {', '.join(e.name for e in legal) or 'none'}"
            )
            yield Breach(annotation.id, f"attributes.{name}", message, "unknown-attribute")
    for attribute in legal:
        part = f"attributes.{attribute.name}"
        if attribute.name in values:
            value = values[attribute.name]
            if fault := attribute.fault(value, around.names):
                yield Breach(annotation.id, part, fault, "attribute-value")
            elif around.judges_forms and (fault := attribute.input_fault(value, around.names)):
                yield Breach(annotation.id, part, fault, "value-form")
        elif attribute.required and not around.is_uncovered(annotation.type, attribute.name):
            message = f"missing; {annotation.type} requires {attribute.name}{one_of(attribute.words())}"
            yield Breach(annotation.id, part, message, "missing-attribute")
    for constraint in schema.constraints_on(annotation.type):
        if constraint.when in values and (fault := constraint_fault(constraint, annotation)):
            yield Breach(annotation.id, f"attributes.{constraint.then}", fault, "constraint")


def constraint_fault(constraint: Constraint, annotation: Annotation) -> str | None:
    """How an annotation breaks a constraint; None when it keeps to it, or lacks one of the two attributes."""
    when, then = (annotation.attributes.get(name) for name in (constraint.when, constraint.then))
    if when is None or then is None:
        return None
    if not any(each in constraint.when_in for each in _each(when)):
        return None
    if all(each in constraint.then_in for each in _each(then)):
        return None
    legal = " or ".join(map(shown, constraint.then_in))
    return f"{constraint.then} is {shown(then)} where {constraint.when} is {shown(when)}; expected {legal}"


def _each(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)
