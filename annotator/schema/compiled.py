"""A schema from its compiled form, so that a start does not pay for reading YAML."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import SchemaError
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.carried import Carried
from annotator.schema.handwritten.compiled import load_compiled
from annotator.schema.label_schema import Constraint, EntityType, EventType, Guidelines, LabelSchema, RelationType, Role

KINDS = (LabelSchema, EntityType, RelationType, EventType, AttributeType, Role, Carried, Constraint, Guidelines)


def load_schema(path: Path | str) -> LabelSchema:
    """The schema of a file, compiled in the user's cache folder for next time.

    Raises:
        SchemaError: the file cannot be read, or something in it is wrong.
    """
    return load_compiled(path, KINDS, _parse, SchemaError)


def _parse(text: str, file: str) -> LabelSchema:
    from annotator.schema.language import parse_schema  # noqa: PLC0415 - YAML is what the compiled form avoids

    return parse_schema(text, file)
