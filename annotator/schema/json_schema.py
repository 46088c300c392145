"""The JSON Schema of the schema language and of migration files, so that editors complete and check while one types.

It says what can be said about shape: keys, and which values they take. What holds a schema together - that names
exist, that nothing goes in circles - only `annotator schema check` knows.
"""

from __future__ import annotations

from typing import Any

from annotator.schema.attribute_kinds import KINDS
from annotator.schema.language import CARDINALITIES, FOR_LAYERS, VERSION
from annotator.schema.value_forms import FORMS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Object = dict[str, Any]

TEXT: Object = {"type": "string"}
FLAG: Object = {"type": "boolean"}
COUNT: Object = {"type": "integer", "minimum": 0}
TEXTS: Object = {"type": "array", "items": {"type": "string"}}
NAMES: Object = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
SCALAR: Object = {"type": ["string", "boolean", "integer"]}
SCALARS: Object = {"type": "array", "items": SCALAR, "minItems": 1}
VERSION_TEXT: Object = {"type": "string", "pattern": f"^{VERSION.pattern}$"}


def language_schema() -> Object:
    """The JSON Schema of a schema file."""
    return {
        "$schema": DIALECT,
        "title": "A schema: what may be labelled",
        **_object(
            {
                "name": {"type": "string", "minLength": 1},
                "version": VERSION_TEXT,
                "definition": TEXT,
                "offset_unit": {"const": "unicode_codepoint"},
                "mention_levels": NAMES,
                "span_rules": TEXTS,
                "entity_types": _named("entity_type"),
                "value_types": _named("entity_type"),
                "relation_types": _named("relation_type"),
                "event_types": _named("event_type"),
                "attributes": _named("shared_attribute"),
                "constraints": {"type": "array", "items": {"$ref": "#/$defs/constraint"}},
                "labels": _named("attribute"),
                "guidelines": _object({"file": TEXT, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}),
            },
            "name",
            "version",
        ),
        "$defs": _definitions(),
    }


def _object(properties: Object, *required: str) -> Object:
    found: Object = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": list(required)} if required else {})


def _or_nothing(schema: Object) -> Object:
    """A name without a body is as good as an empty one."""
    return {"oneOf": [schema, {"type": "null"}]}


def _named(definition: str) -> Object:
    return {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{definition}"}}


def _definitions() -> Object:
    common: Object = {
        "definition": TEXT,
        "parent": TEXT,
        "abstract": FLAG,
        "attributes": _named("attribute"),
        "key": {"type": "string", "pattern": "^([a-z])?$"},
        "tag": {"type": "string", "pattern": "^([A-Za-z0-9]{3})?$"},
        "color": {"type": "string", "pattern": "^(#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6}|[A-Za-z]+)?$"},
        "examples": TEXTS,
        "counterexamples": TEXTS,
        "merged_from": NAMES,
    }
    attribute: Object = {
        "values": NAMES,
        "kind": {"enum": list(KINDS)},
        "required": FLAG,
        "default": SCALAR,
        "to": {"enum": ["entity", "event", ""]},
        "multiple": FLAG,
        "format": {"enum": ["", *FORMS]},
        "definition": TEXT,
    }
    layers = {"description": f"types, or {', '.join(FOR_LAYERS)}"}
    return {
        "entity_type": _or_nothing(_object(common)),
        "relation_type": _or_nothing(_object(common | _relation_fields())),
        "event_type": _or_nothing(_object(common | {"roles": _named("role")})),
        "role": _or_nothing(_object({"types": NAMES, "min": COUNT, "max": COUNT, "definition": TEXT})),
        "attribute": _or_nothing(_object(attribute)),
        "shared_attribute": _object(attribute | {"for": NAMES | layers}, "for"),
        "constraint": _object({"when": _side(), "then": _side(), "for": NAMES}, "when", "then"),
    }


def _relation_fields() -> Object:
    pair = _object({"domain": NAMES, "range": NAMES}, "domain", "range")
    flags = dict.fromkeys(("symmetric", "transitive", "irreflexive", "acyclic"), FLAG)
    return {
        "domain": NAMES,
        "range": NAMES,
        "pairs": {"type": "array", "items": pair},
        "head_name": TEXT,
        "tail_name": TEXT,
        "cardinality": {"enum": list(CARDINALITIES)},
        **flags,
    }


def _side() -> Object:
    return _object({"attribute": TEXT, "in": SCALARS}, "attribute", "in")
