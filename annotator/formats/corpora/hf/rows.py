"""A document as a row of columns, and back: everything that a gold record says is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from annotator.formats.corpora.hf.columns import (
    ArgumentColumns,
    EntityColumns,
    EventColumns,
    RelationColumns,
    RowColumns,
    TriggerColumns,
)
from annotator.formats.corpora.hf.values import attributes_of, columns_of, extractor_of, json_of, parsed
from annotator.formats.json_rows import Row, shaped_as
from annotator.formats.kept import others
from annotator.formats.protocol import Report
from annotator.model.annotation import Argument, Entity, Event, Relation, Trigger
from annotator.model.canonical import record_of
from annotator.model.document import Document
from annotator.model.record import EMPTY_TEXT_SHA256

COMMON = ("note", "uncertain", "unconfirmed", "score")
"""Columns that all annotations have, and that are the same in a record."""


def row_of(document: Document) -> dict[str, Any]:
    """The row of a document, in canonical order."""
    record = record_of(document)
    row = RowColumns(
        record.id,
        record.known_text,
        record.text_sha256,
        record.schema,
        record.annotator,
        record.incomplete_for,
        json_of(record.meta) if record.meta else None,
        columns_of(record.labels),
        tuple(map(_entity_columns, record.entities)),
        tuple(map(_relation_columns, record.relations)),
        tuple(map(_event_columns, record.events)),
        json_of(record.extractor),
    )
    builtin: dict[str, Any] = msgspec.to_builtins(row)
    return builtin


def _common(annotation: Entity | Relation | Event) -> dict[str, Any]:
    same = {name: getattr(annotation, name) for name in COMMON}
    return same | {"attributes": columns_of(annotation.attributes), "was_json": json_of(annotation.was)}


def _entity_columns(each: Entity) -> EntityColumns:
    return EntityColumns(each.id, each.type, each.spans, each.text, coref=each.coref, links=each.links, **_common(each))


def _relation_columns(each: Relation) -> RelationColumns:
    return RelationColumns(each.id, each.type, each.head, each.tail, evidence=each.evidence, **_common(each))


def _event_columns(each: Event) -> EventColumns:
    trigger = TriggerColumns(each.trigger.spans, each.trigger.text) if each.trigger else None
    arguments = tuple(ArgumentColumns(one.role, one.target, columns_of(one.attributes)) for one in each.arguments)
    return EventColumns(each.id, each.type, trigger, arguments, coref=each.coref, links=each.links, **_common(each))


def document_of_row(row: Row, report: Report) -> Document:
    """The document that a row says; columns of others are reported.

    Raises:
        FormatError: it has not the shape of a row, or a value that is not of its kind.
    """
    read = shaped_as(row, RowColumns)
    report.lose_all((f"column {key}", "the record has no place for it") for key in others(row.value, RowColumns))
    meta = parsed(row, "meta_json", read.meta_json) if read.meta_json is not None else {}
    if not isinstance(meta, dict):
        raise row.refused("meta_json", "expected a JSON object", "shape")
    empty = read.text is None and read.text_sha256 == EMPTY_TEXT_SHA256
    return Document(
        read.id,
        "" if empty else read.text,
        read.text_sha256,
        read.schema,
        read.annotator,
        tuple(sorted(set(read.incomplete_for))),
        meta,
        attributes_of(row, "labels", read.labels),
        row.by_id("entities", [_entity(row, f"entities[{index}]", each) for index, each in enumerate(read.entities)]),
        row.by_id(
            "relations", [_relation(row, f"relations[{place}]", each) for place, each in enumerate(read.relations)]
        ),
        row.by_id("events", [_event(row, f"events[{index}]", each) for index, each in enumerate(read.events)]),
        extractor_of(row, "extractor_json", read.extractor_json),
    )


def _fields(row: Row, path: str, said: EntityColumns | RelationColumns | EventColumns) -> dict[str, Any]:
    was = parsed(row, f"{path}.was_json", said.was_json) if said.was_json is not None else None
    attributes = attributes_of(row, f"{path}.attributes", said.attributes)
    return {name: getattr(said, name) for name in COMMON} | {"attributes": attributes, "was": was}


def _entity(row: Row, path: str, said: EntityColumns) -> Entity:
    fields = _fields(row, path, said)
    return Entity(said.id, said.type, said.spans, said.text, coref=said.coref, links=said.links, **fields)


def _relation(row: Row, path: str, said: RelationColumns) -> Relation:
    return Relation(said.id, said.type, said.head, said.tail, evidence=said.evidence, **_fields(row, path, said))


def _event(row: Row, path: str, said: EventColumns) -> Event:
    trigger = Trigger(said.trigger.spans, said.trigger.text) if said.trigger else None
    arguments = _arguments(row, path, said.arguments)
    fields = _fields(row, path, said)
    return Event(said.id, said.type, trigger, arguments, coref=said.coref, links=said.links, **fields)


def _arguments(row: Row, path: str, said: Iterable[ArgumentColumns]) -> tuple[Argument, ...]:
    return tuple(
        Argument(each.role, each.target, attributes_of(row, f"{path}.arguments[{index}].attributes", each.attributes))
        for index, each in enumerate(said)
    )
