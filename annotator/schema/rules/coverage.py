"""The rule of coverage: `incomplete_for` names types of the schema and parts of them."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.errors import did_you_mean
from annotator.schema.label_schema import LabelSchema, RelationType
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.surroundings import Surroundings

COREF = "coref"
"""The part of a type, in `incomplete_for`, that stands for its coreference."""


def coverage_breaches(around: Surroundings) -> Iterator[Breach]:
    """What is wrong with the entries of a document's `incomplete_for`."""
    for entry in around.document.incomplete_for:
        if message := coverage_fault(entry, around.schema):
            yield Breach("", "incomplete_for", message, "unknown-coverage")


def coverage_fault(entry: str, schema: LabelSchema) -> str | None:
    """What is wrong with an entry of `incomplete_for`; None when the schema knows it.

    Legal are a type, `TYPE/PART` where the part is an attribute, a role or `coref`, and `*/PART` for every type; a
    label of documents stands by its name.
    """
    name, slash, part = entry.partition("/")
    if name != "*" and schema.type_named(name) is None:
        if entry in schema.labels:
            return None
        hint = did_you_mean(name, (each.name for each in schema.types()), "see: annotator schema show")
        return f"unknown type {name!r} (schema {schema.ref}); {hint}"
    if name == "*" and not slash:
        return "'*' alone names nothing; expected '*/PART', such as '*/coref'"
    if slash and part not in _parts(name, schema):
        return f"{name} has no part {part!r}; expected one of {', '.join(sorted(_parts(name, schema)))}"
    return None


def _parts(name: str, schema: LabelSchema) -> set[str]:
    types = list(schema.types()) if name == "*" else [type_ for type_ in (schema.type_named(name),) if type_]
    parts = {attribute.name for each in types for attribute in schema.attributes_of(each.name)}
    parts |= {role.name for each in types for role in schema.roles_of(each.name)}
    return parts | {COREF} if any(not isinstance(each, RelationType) for each in types) else parts
