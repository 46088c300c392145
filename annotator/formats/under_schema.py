"""A document that was read, under the schema that it is read for."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.model.annotation import Relation
from annotator.model.document import Document, by_id
from annotator.model.order import Keys, mention_keys, missing_key
from annotator.schema.label_schema import LabelSchema


def under(document: Document, schema: LabelSchema | None) -> Document:
    """The document as one under this schema: a symmetric relation begins with the end that comes first in the text."""
    if schema is None:
        return document
    symmetric = {name for name, each in schema.relation_types.items() if each.symmetric}
    keys = mention_keys(document) if any(each.type in symmetric for each in document.relations.values()) else {}
    relations = [_turned(each, keys) if each.type in symmetric else each for each in document.relations.values()]
    return replace(document, schema_ref=schema.ref, relations=by_id(relations))


def _turned(relation: Relation, keys: Keys) -> Relation:
    head, tail = sorted((relation.head, relation.tail), key=lambda each: keys.get(each, missing_key(each)))
    return replace(relation, head=head, tail=tail)
