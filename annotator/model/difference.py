"""What leads from one state of a document to another, as an edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.model.annotation import Annotation
from annotator.model.change import FIELDS, Change, Edit
from annotator.model.document import Document

SLOTS = ("relations", "events", "entities")


def difference(old: Document, new: Document, name: str) -> Edit:
    """The edit that makes `new` of `old`, both of the same article; it has no changes when they are the same."""
    fields = (
        Change(field, "", getattr(old, field), getattr(new, field))
        for field in FIELDS
        if not _same(getattr(old, field), getattr(new, field))
    )
    slots = (change for slot in SLOTS for change in _slot_changes(slot, getattr(old, slot), getattr(new, slot)))
    return Edit(name, (*fields, *slots))


def _slot_changes(slot: str, old: Mapping[str, Annotation], new: Mapping[str, Annotation]) -> Iterator[Change]:
    for key, held in old.items():
        after = new.get(key)
        if not _same(held, after):
            yield Change(slot, key, held, after)
    yield from (Change(slot, key, None, added) for key, added in new.items() if key not in old)


def _same(left: object, right: object) -> bool:
    # 1, 1.0 and True are equal to Python, but not the same content.
    return left == right and repr(left) == repr(right)
