"""What an article that nobody has declared anything for lists in `incomplete_for`."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


def everything(schema: LabelSchema) -> tuple[str, ...]:
    """Every type of a schema, sorted: the coverage of which nothing is declared."""
    return tuple(sorted(each.name for each in schema.types()))


def begun(document: Document, schema: LabelSchema) -> Document:
    """A document as labelling under a schema begins: its reference, and nothing declared."""
    return replace(document, schema_ref=schema.ref, incomplete_for=everything(schema))
