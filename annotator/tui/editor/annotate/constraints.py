"""What follows from a value by the schema's constraints: where another attribute is left one value only, it is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.model.annotation import Annotation, Value
from annotator.schema.label_schema import Constraint, LabelSchema


def with_consequences(
    schema: LabelSchema, annotation: Annotation, values: Mapping[str, Value | None]
) -> dict[str, Value | None]:
    """The values with those that constraints leave no choice about; what was given is never overruled."""
    given = dict(values)
    waiting = list(given)
    while waiting:
        name = waiting.pop()
        for constraint in schema.constraints_on(annotation.type):
            is_free = constraint.then not in given and len(constraint.then_in) == 1
            if is_free and constraint.when == name and _is_met(given[name], constraint):
                given[constraint.then] = constraint.then_in[0]
                waiting.append(constraint.then)
    return given


def _is_met(value: Value | None, constraint: Constraint) -> bool:
    return any(each in constraint.when_in for each in (value if isinstance(value, tuple) else (value,)))


def forced_by(schema: LabelSchema, annotation: Annotation, name: str) -> str:
    """The attribute whose value leaves this one no choice but the value that it has; "" when none does."""
    return next(_forcing(schema, annotation, name), "")


def _forcing(schema: LabelSchema, annotation: Annotation, name: str) -> Iterator[str]:
    values = annotation.attributes
    for constraint in schema.constraints_on(annotation.type):
        only = constraint.then == name and constraint.then_in == (values.get(name),)
        if only and _is_met(values.get(constraint.when), constraint):
            yield constraint.when
