"""Annotations and documents as plain objects, keys in the gold record's order, and back.

`to_plain` of a document is the record itself, lists in canonical order, ready for any JSON writer; `from_plain` trusts
its input: records from outside are validated by `annotator.datasets` first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from annotator.model.annotation import Annotation, Argument, Attributes, Entity, Event, Relation, Trigger, Value
from annotator.model.change import FIELDS, Change, Content, Edit
from annotator.model.document import Document, ExtractorRun, by_id
from annotator.model.order import ordered_arguments, ordered_entities, ordered_events, ordered_relations
from annotator.model.spans import Spans

Plain = dict[str, Any]
"""A JSON object."""


def document_to_plain(document: Document) -> Plain:
    """The gold record of a document, keys and lists in canonical order."""
    record: Plain = {"id": document.id}
    _put_given(record, document, "text", "text_sha256")
    if document.schema_ref:
        record["schema"] = document.schema_ref
    _put_given(record, document, "annotator")
    if document.incomplete_for:
        record["incomplete_for"] = sorted(set(document.incomplete_for))
    if document.meta:
        record["meta"] = _sorted_deep(document.meta)
    if document.labels:
        record["labels"] = _attributes(document.labels)
    record["entities"] = [entity_to_plain(entity) for entity in ordered_entities(document)]
    record["relations"] = [relation_to_plain(relation) for relation in ordered_relations(document)]
    record["events"] = [event_to_plain(event, ordered_arguments(document, event)) for event in ordered_events(document)]
    if document.extractor:
        record["extractor"] = _extractor(document.extractor)
    return record


def entity_to_plain(entity: Entity) -> Plain:
    """The record's object of an entity."""
    plain: Plain = {"id": entity.id, "type": entity.type, "spans": [list(span) for span in entity.spans]}
    _put_given(plain, entity, "text")
    plain["attributes"] = _attributes(entity.attributes)
    _put_given(plain, entity, "coref")
    if entity.links:
        plain["links"] = list(entity.links)
    return plain | _rest(entity)


def relation_to_plain(relation: Relation) -> Plain:
    """The record's object of a relation."""
    plain: Plain = {"id": relation.id, "type": relation.type, "head": relation.head, "tail": relation.tail}
    plain["attributes"] = _attributes(relation.attributes)
    if relation.evidence:
        plain["evidence"] = [list(span) for span in relation.evidence]
    return plain | _rest(relation)


def event_to_plain(event: Event, arguments: Iterable[Argument] | None = None) -> Plain:
    """The record's object of an event; `arguments` in the order to write them, as they stand by default."""
    plain: Plain = {"id": event.id, "type": event.type}
    if event.trigger:
        plain["trigger"] = {"spans": [list(span) for span in event.trigger.spans]}
        if event.trigger.text is not None:
            plain["trigger"]["text"] = event.trigger.text
    plain["arguments"] = [_argument(each) for each in (event.arguments if arguments is None else arguments)]
    plain["attributes"] = _attributes(event.attributes)
    _put_given(plain, event, "coref")
    if event.links:
        plain["links"] = list(event.links)
    return plain | _rest(event)


def annotation_to_plain(annotation: Annotation) -> Plain:
    """The record's object of any annotation."""
    if isinstance(annotation, Entity):
        return entity_to_plain(annotation)
    return relation_to_plain(annotation) if isinstance(annotation, Relation) else event_to_plain(annotation)


def document_from_plain(record: Plain) -> Document:
    """The document of a valid record."""
    extractor = record.get("extractor")
    return Document(
        id=record["id"],
        text=record.get("text"),
        text_sha256=record.get("text_sha256"),
        schema_ref=record.get("schema"),
        annotator=record.get("annotator"),
        incomplete_for=tuple(sorted(set(record.get("incomplete_for", ())))),
        meta=record.get("meta", {}),
        labels=_values(record.get("labels", {})),
        entities=by_id(map(entity_from_plain, record.get("entities", ()))),
        relations=by_id(map(relation_from_plain, record.get("relations", ()))),
        events=by_id(map(event_from_plain, record.get("events", ()))),
        extractor=ExtractorRun(**extractor) if extractor else None,
    )


def entity_from_plain(plain: Plain) -> Entity:
    """The entity of a valid object."""
    return Entity(
        id=plain["id"],
        type=plain["type"],
        spans=_spans(plain["spans"]),
        text=plain.get("text"),
        coref=plain.get("coref"),
        links=tuple(plain.get("links", ())),
        **_rest_from(plain),
    )


def relation_from_plain(plain: Plain) -> Relation:
    """The relation of a valid object."""
    return Relation(
        id=plain["id"],
        type=plain["type"],
        head=plain["head"],
        tail=plain["tail"],
        evidence=_spans(plain.get("evidence", ())),
        **_rest_from(plain),
    )


def event_from_plain(plain: Plain) -> Event:
    """The event of a valid object."""
    trigger = plain.get("trigger")
    return Event(
        id=plain["id"],
        type=plain["type"],
        trigger=Trigger(_spans(trigger["spans"]), trigger.get("text")) if trigger else None,
        arguments=tuple(
            Argument(each["role"], each["target"], _values(each.get("attributes", {})))
            for each in plain.get("arguments", ())
        ),
        coref=plain.get("coref"),
        links=tuple(plain.get("links", ())),
        **_rest_from(plain),
    )


READERS = {"entities": entity_from_plain, "relations": relation_from_plain, "events": event_from_plain}


def edit_to_plain(edit: Edit) -> Plain:
    """An edit as the operation log keeps it."""
    return {"name": edit.name, "changes": [_change_to_plain(change) for change in edit.changes]}


def edit_from_plain(plain: Plain) -> Edit:
    """The edit of a log entry."""
    changes = (
        Change(slot, key, _content_from(slot, before), _content_from(slot, after))
        for slot, key, before, after in plain["changes"]
    )
    return Edit(plain["name"], tuple(changes))


def _change_to_plain(change: Change) -> list[Any]:
    return [change.slot, change.key, _content(change.slot, change.before), _content(change.slot, change.after)]


def _content(slot: str, content: Content) -> Any:
    if isinstance(content, Entity | Relation | Event):
        return annotation_to_plain(content)
    if isinstance(content, tuple):
        return list(content)
    return _attributes(cast("Attributes", content)) if slot == "labels" else content


def _content_from(slot: str, plain: Any) -> Any:
    if plain is None:
        return None
    if slot in READERS:
        return READERS[slot](plain)
    if slot == "labels":
        return _values(plain)
    return tuple(plain) if slot in FIELDS and isinstance(plain, list) else plain


def _rest(annotation: Annotation) -> Plain:
    rest: Plain = {}
    _put_given(rest, annotation, "note")
    if annotation.uncertain:
        rest["uncertain"] = True
    if annotation.unconfirmed:
        rest["unconfirmed"] = sorted(set(annotation.unconfirmed))
    if annotation.was is not None:
        rest["was"] = _sorted_deep(annotation.was)
    _put_given(rest, annotation, "score")
    return rest


def _rest_from(plain: Plain) -> Plain:
    return {
        "attributes": _values(plain.get("attributes", {})),
        "note": plain.get("note"),
        "uncertain": plain.get("uncertain", False),
        "unconfirmed": tuple(sorted(set(plain.get("unconfirmed", ())))),
        "was": plain.get("was"),
        "score": plain.get("score"),
    }


def _put_given(plain: Plain, source: object, *names: str) -> None:
    for name in names:
        value = getattr(source, name)
        if value is not None:
            plain[name] = value


def _argument(argument: Argument) -> Plain:
    plain: Plain = {"role": argument.role, "target": argument.target}
    if argument.attributes:
        plain["attributes"] = _attributes(argument.attributes)
    return plain


def _attributes(attributes: Mapping[str, Value]) -> Plain:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in sorted(attributes.items())}


def _values(plain: Mapping[str, Any]) -> dict[str, Value]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}


def _spans(plain: Iterable[Iterable[int]]) -> Spans:
    return tuple((start, end) for start, end in plain)


def _sorted_deep(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _sorted_deep(value[key]) for key in sorted(value)}
    return [_sorted_deep(each) for each in value] if isinstance(value, list | tuple) else value


def _extractor(run: ExtractorRun) -> Plain:
    plain: Plain = {"name": run.name, "version": run.version}
    _put_given(plain, run, "elapsed_s", "error")
    return plain
