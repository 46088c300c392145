"""Events that say nothing of who or what, and relations that one sentence states twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.datasets.consistency.doubt import Doubt
from annotator.datasets.consistency.labelled import Labelled
from annotator.model.annotation import Relation
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema


def bare_events(documents: Sequence[Labelled], schema: LabelSchema) -> Iterator[Doubt]:
    """Events without a filler of a role that the schema requires, or without any where their type has roles."""
    for labelled in documents:
        for each in labelled.record.events:
            roles = schema.roles_of(each.type)
            filled = {argument.role for argument in each.arguments}
            empty = [role.name for role in roles if role.min and role.name not in filled]
            if empty or (roles and not filled):
                words = (each.trigger.text if each.trigger else None) or each.id
                what = f"has no {', '.join(empty)}" if empty else "has no argument"
                about = f"{labelled.document.id} {each.id}"
                message = f"{each.type} {words!r} in {labelled.document.id} {what}"
                yield Doubt("bare-event", about, message, labelled.place, labelled.path(each))


def relations_twice(documents: Sequence[Labelled]) -> Iterator[Doubt]:
    """Relations of the same two things with the same attributes and the same evidence, or with none."""
    for labelled in documents:
        met: dict[object, Relation] = {}
        for each in labelled.record.relations:
            ends = (_thing(labelled.document, each.head), _thing(labelled.document, each.tail))
            first = met.setdefault((each.type, *ends, tuple(sorted(each.attributes.items())), each.evidence), each)
            if first is not each:
                about = f"{labelled.document.id} {each.id}"
                message = f"{each.type} in {labelled.document.id}: {each.id} says what {first.id} says"
                yield Doubt("relation-twice", about, message, labelled.place, labelled.path(each))


def _thing(document: Document, annotation_id: str) -> str:
    annotation = document.find(annotation_id)
    coref = None if annotation is None or isinstance(annotation, Relation) else annotation.coref
    return coref or annotation_id
