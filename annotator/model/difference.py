"""What leads from one state of a document to another, as an edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from immutables import Map
from msgspec.structs import replace

from annotator.model.annotation import Annotation
from annotator.model.canonical import record_of, to_bytes
from annotator.model.change import FIELDS, Change, Edit
from annotator.model.document import Document
from annotator.model.record import Record

SLOTS = ("relations", "events", "entities")
REJECTED = "rejected"
"""The field that no record has."""
KEYS = {"schema_ref": "schema"}
"""The record's keys where they are not called as the document's fields."""


def difference(old: Document, new: Document, name: str) -> Edit:
    """The edit that makes `new` of `old`, both of the same article; it has no changes when their records are equal.

    Places put aside, which no record has, are compared too.
    """
    before, after = _head(old), _head(new)
    fields = (
        Change(field, "", getattr(old, field), getattr(new, field))
        for field in FIELDS
        if field != REJECTED
        and not _same(getattr(before, KEYS.get(field, field)), getattr(after, KEYS.get(field, field)))
    )
    aside = [Change(REJECTED, "", old.rejected, new.rejected)] if old.rejected != new.rejected else []
    slots = (change for slot in SLOTS for change in _slot_changes(slot, getattr(old, slot), getattr(new, slot)))
    return Edit(name, (*fields, *aside, *slots))


def _head(document: Document) -> Record:
    """What the record says besides annotations, in canonical form."""
    return record_of(replace(document, entities=Map(), relations=Map(), events=Map()))


def _slot_changes(slot: str, old: Mapping[str, Annotation], new: Mapping[str, Annotation]) -> Iterator[Change]:
    for key, before in old.items():
        after = new.get(key)
        if after is None or not _same(before, after):
            yield Change(slot, key, before, after)
    yield from (Change(slot, key, None, added) for key, added in new.items() if key not in old)


def _same(left: object, right: object) -> bool:
    # As bytes, because 1, 1.0 and True are equal to Python, but not the same content.
    return left is right or to_bytes(left) == to_bytes(right)
