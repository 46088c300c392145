"""Whether the attributes of a schema hold together: values, defaults, letters, and the constraints between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotator.errors import Finding, did_you_mean
from annotator.model.annotation import Value
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import Constraint, LabelSchema, LabelType
from annotator.schema.schema_places import SchemaPlaces


def attribute_faults(schema: LabelSchema, places: SchemaPlaces) -> Iterator[Finding]:
    """Every fault of attributes, labels and constraints."""
    owners: list[tuple[LabelType | None, AttributeType]] = [
        (each, attribute) for each in schema.types() for attribute in each.attributes
    ]
    owners += [(None, attribute) for attribute in schema.labels.values()]
    faults = [
        places.at_value((*steps, key), message) if key else places.at_key(steps, message)
        for owner, attribute in owners
        for steps in [places.of_attribute(owner, attribute.name)]
        for key, message in attribute.declaration_faults()
    ]
    yield from dict.fromkeys(faults)
    for index, constraint in enumerate(schema.constraints):
        yield from _constraint_faults(schema, places, index, constraint)


def _constraint_faults(
    schema: LabelSchema, places: SchemaPlaces, index: int, constraint: Constraint
) -> Iterator[Finding]:
    sides = {"when": (constraint.when, constraint.when_in), "then": (constraint.then, constraint.then_in)}
    for side, (name, values) in sides.items():
        steps = ("constraints", index, side)
        holders = [(each, one) for each in schema.types() for one in each.attributes if one.name == name]
        concerned = [one for each, one in holders if not constraint.types or schema.admits(constraint.types, each.name)]
        if not holders:
            known = {one.name for each in schema.types() for one in each.attributes}
            yield places.at_value((*steps, "attribute"), _unknown(name, sorted(known)))
        elif not values:
            yield places.at_value((*steps, "in"), "no values; expected a list of values")
        else:
            for position, value in enumerate(values):
                if message := _no_value(concerned or [one for _, one in holders], value):
                    yield places.at_value((*steps, "in", position), message)


def _unknown(name: str, known: Iterable[str]) -> str:
    return f"unknown attribute {name!r}; {did_you_mean(name, known, 'expected one that some type has')}"


def _no_value(attributes: Sequence[AttributeType], value: Value) -> str:
    """Why none of the attributes of a name can have a value; "" when one can."""
    if any(not each.listed or each.fault(value) is None for each in attributes):
        return ""
    return f"{value!r} is no value of {attributes[0].name}; {did_you_mean(str(value), attributes[0].words())}"
