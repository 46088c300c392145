"""Makers of edits: what people do to a document, as edits that keep it whole.

Every function takes the document as it is and returns an `Edit`; nothing is changed until it is applied. Removing
something removes what hangs on it, in the same step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from msgspec.structs import replace

from annotator.errors import EditError
from annotator.model.annotation import Annotation, Attributes, Entity, Event, Relation
from annotator.model.change import Change, Edit
from annotator.model.document import Document

Kind = TypeVar("Kind", Entity, Relation, Event)


def slot_of(annotation: Annotation) -> str:
    """The slot that holds annotations of this kind."""
    if isinstance(annotation, Entity):
        return "entities"
    return "relations" if isinstance(annotation, Relation) else "events"


def add(document: Document, *annotations: Annotation, name: str = "label") -> Edit:
    """Put new annotations in; their ids must be free.

    Raises:
        EditError: an id is taken.
    """
    taken: set[str] = set()
    for annotation in annotations:
        if document.find(annotation.id) or annotation.id in taken:
            raise EditError(f"the id {annotation.id!r} is taken; ids are unique within a document")
        taken.add(annotation.id)
    return Edit(name, tuple(Change(slot_of(each), each.id, None, each) for each in annotations))


def update(document: Document, annotation: Annotation, name: str = "change") -> Edit:
    """Put this annotation in the place of the one with its id."""
    old = existing(document, annotation.id)
    return Edit(name, (Change(slot_of(annotation), annotation.id, old, annotation),))


def remove(document: Document, ids: Iterable[str], name: str = "remove") -> Edit:
    """Take annotations out, with the relations and arguments that name them.

    An event that loses an argument stays; a relation that loses its head or tail goes.
    """
    gone = set(ids)
    for annotation_id in gone:
        existing(document, annotation_id)
    gone |= {relation.id for relation in document.relations.values() if {relation.head, relation.tail} & gone}
    changes = [Change(slot_of(each), each.id, each, None) for each in map(document.find, sorted(gone)) if each]
    return Edit(name, (*_shortened_events(document, gone), *changes))


def _shortened_events(document: Document, gone: set[str]) -> Iterator[Change]:
    for event in document.events.values():
        kept = tuple(argument for argument in event.arguments if argument.target not in gone)
        if event.id not in gone and len(kept) < len(event.arguments):
            yield Change("events", event.id, event, replace(event, arguments=kept))


def set_attributes(document: Document, annotation_id: str, values: dict[str, Any], name: str = "attribute") -> Edit:
    """Set attribute values and so confirm them; None takes an attribute away."""
    annotation = existing(document, annotation_id)
    kept = {key: value for key, value in annotation.attributes.items() if key not in values}
    attributes: Attributes = kept | {key: value for key, value in values.items() if value is not None}
    unconfirmed = tuple(part for part in annotation.unconfirmed if part not in values)
    return update(document, replace(annotation, attributes=attributes, unconfirmed=unconfirmed), name)


def set_field(document: Document, field: str, value: Any, name: str = "document") -> Edit:
    """Change one of the document's own parts: labels, meta, incomplete_for, schema_ref."""
    return Edit(name, (Change(field, "", getattr(document, field), value),))


def existing(document: Document, annotation_id: str) -> Annotation:
    """The annotation with this id.

    Raises:
        EditError: there is none.
    """
    annotation = document.find(annotation_id)
    if annotation is None:
        raise EditError(f"there is no annotation {annotation_id!r} in document {document.id!r}")
    return annotation


def fresh_id(document: Document, prefix: str, floor: int = 0) -> str:
    """An id that no annotation has: the prefix and a number above `floor` and above every number in use."""
    numbers = (_number(each.id) for each in document.annotations())
    number = max([floor, *numbers]) + 1
    while document.find(f"{prefix}{number}"):
        number += 1
    return f"{prefix}{number}"


def _number(annotation_id: str) -> int:
    digits = annotation_id.lstrip("ERT")
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 10 else 0
