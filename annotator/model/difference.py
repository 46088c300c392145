"""What leads from one state of a document to another, as an edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from immutables import Map

from annotator.model.annotation import Annotation
from annotator.model.change import FIELDS, Change, Edit
from annotator.model.document import Document
from annotator.model.plain import annotation_to_plain, document_to_plain

SLOTS = ("relations", "events", "entities")


def difference(old: Document, new: Document, name: str) -> Edit:
    """The edit that makes `new` of `old`, both of the same article; it has no changes when their records are equal."""
    before, after = _head(old), _head(new)
    fields = (
        Change(field, "", getattr(old, field), getattr(new, field))
        for field in FIELDS
        if repr(before.get(field)) != repr(after.get(field))
    )
    slots = (change for slot in SLOTS for change in _slot_changes(slot, getattr(old, slot), getattr(new, slot)))
    return Edit(name, (*fields, *slots))


def _head(document: Document) -> dict[str, Any]:
    """What the record says besides annotations, in canonical form."""
    plain = document_to_plain(replace(document, entities=Map(), relations=Map(), events=Map()))
    return plain | {"schema_ref": document.schema_ref}


def _slot_changes(slot: str, old: Mapping[str, Annotation], new: Mapping[str, Annotation]) -> Iterator[Change]:
    for key, held in old.items():
        after = new.get(key)
        if after is None or not _same(held, after):
            yield Change(slot, key, held, after)
    yield from (Change(slot, key, None, added) for key, added in new.items() if key not in old)


def _same(left: Annotation, right: Annotation) -> bool:
    # As words, because 1, 1.0 and True are equal to Python, but not the same content.
    return left is right or repr(annotation_to_plain(left)) == repr(annotation_to_plain(right))
