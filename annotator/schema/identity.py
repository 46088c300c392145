"""What a schema file says may be labelled, as a short name: another content of the same version has another one."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.label_schema import EntityType, EventType, LabelSchema, LabelType

HASH_DIGITS = 16


def schema_identity(schema: LabelSchema) -> str:
    """`name@X.Y.Z` and the hash of everything that makes a label legal or not; not of words, letters and colours."""
    canonical = json.dumps(_legal(schema), sort_keys=True, separators=(",", ":"))
    return f"{schema.ref} {sha256(canonical.encode()).hexdigest()[:HASH_DIGITS]}"


def _legal(schema: LabelSchema) -> dict[str, Any]:
    constraints = [[each.when, each.when_in, each.then, each.then_in, each.types] for each in schema.constraints]
    return {
        "types": {each.name: _type(each) for each in schema.types()},
        "labels": [_attribute(each) for each in schema.labels.values()],
        "constraints": constraints,
        "offset_unit": schema.offset_unit,
    }


def _type(each: LabelType) -> list[Any]:
    common = [each.parent, each.abstract, [_attribute(one) for one in each.attributes]]
    if isinstance(each, EntityType):
        return ["value" if each.is_value else "entity", *common]
    if isinstance(each, EventType):
        return ["event", *common, [[role.name, role.types, role.min, role.max] for role in each.roles]]
    algebra = [each.symmetric, each.irreflexive, each.acyclic, each.cardinality]
    return ["relation", *common, each.domain, each.range, each.pairs, algebra]


def _attribute(each: AttributeType) -> list[Any]:
    return [each.name, each.kind, each.values, each.required, each.to, each.multiple]
