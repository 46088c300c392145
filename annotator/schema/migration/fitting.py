"""What a version of a schema cannot say of a document, taken off and archived: the last step of a way back."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from annotator.model.annotation import JSON, Entity, Event, Relation
from annotator.model.document import Document
from annotator.schema.label_schema import LabelSchema
from annotator.schema.migration.losses import Lost
from annotator.schema.migration.operations import TYPE
from annotator.schema.migration.steps import changed, confirmed, removed, without_arguments, without_attribute
from annotator.schema.rules.coverage import COREF, coverage_fault
from annotator.schema.rules.surroundings import Surroundings

NO_PLACE = "the older version has no place for it"


def fitted(document: Document, schema: LabelSchema) -> tuple[Document, list[Lost]]:
    """The document with what the schema knows, and all the rest archived.

    Types, attributes, roles, values, labels and entries of `incomplete_for`; not what breaks a rule, which stays and
    is reported.
    """
    lost: list[Lost] = []
    layers = {Entity: schema.entity_types, Relation: schema.relation_types, Event: schema.event_types}
    unknown = [each for each in document.annotations() if each.type not in layers[type(each)]]
    document = removed(document, unknown, NO_PLACE, lost)

    around = Surroundings(document, schema)

    def change(each: Any) -> Any:
        legal = {one.name: one for one in schema.attributes_of(each.type)}
        for name, value in tuple(each.attributes.items()):
            if name not in legal or legal[name].fault(value, around.names):
                each = without_attribute(document, each, name, NO_PLACE, lost)
        if odd := [part for part in each.unconfirmed if part not in legal and part not in (TYPE, COREF)]:
            each = confirmed(each, odd)
        if isinstance(each, Event):
            roles = {role.name for role in schema.roles_of(each.type)}
            each = without_arguments(document, each, lambda one: one.role not in roles, NO_PLACE, lost)
        return each

    document = changed(document, change)
    labels = {name: value for name, value in document.labels.items() if name in schema.labels}
    for name in document.labels.keys() - labels.keys():
        value = document.labels[name]
        plain: JSON = list(value) if isinstance(value, tuple) else value
        lost.append(Lost(document.id, "", f"label {name}", NO_PLACE, {name: plain}))
    covered = tuple(each for each in document.incomplete_for if coverage_fault(each, schema) is None)
    return replace(document, labels=labels, incomplete_for=covered), lost
