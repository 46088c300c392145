"""Annotations and documents as plain objects, keys in the gold record's order, and back.

`to_plain` of a document is the record itself, lists in canonical order, ready for any JSON writer; `from_plain` trusts
its input: records from outside are validated by `annotator.datasets` first. A key that says nothing is left out; an
empty text is told from one that was taken out by its hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from annotator.model.annotation import Annotation, Argument, Attributes, Entity, Event, Relation, Trigger, Value
from annotator.model.change import FIELDS, Change, Content, Edit
from annotator.model.document import Document, ExtractorRun, by_id, text_hash
from annotator.model.order import (
    mention_keys,
    ordered_arguments,
    ordered_entities,
    ordered_events,
    ordered_relations,
    with_ordered_arguments,
)
from annotator.model.spans import Spans, known_surface, surface

Plain = dict[str, Any]
"""A JSON object."""

EMPTY_TEXT_SHA256 = text_hash("")


def document_to_plain(document: Document) -> Plain:
    """The gold record of a document, keys and lists in canonical order."""
    keys = mention_keys(document)
    record: Plain = {"id": document.id}
    _put(record, "text", document.text)
    _put(record, "text_sha256", document.text_sha256)
    _put(record, "schema", document.schema_ref)
    _put(record, "annotator", document.annotator)
    _put(record, "incomplete_for", sorted(set(document.incomplete_for)))
    _put(record, "meta", _sorted_deep(document.meta))
    _put(record, "labels", _attributes(document.labels))
    record["entities"] = list(map(entity_to_plain, ordered_entities(document, keys)))
    record["relations"] = list(map(relation_to_plain, ordered_relations(document, keys)))
    record["events"] = [
        event_to_plain(event, ordered_arguments(document, event, keys)) for event in ordered_events(document, keys)
    ]
    if document.extractor:
        record["extractor"] = _extractor(document.extractor)
    return record


def entity_to_plain(entity: Entity) -> Plain:
    """The record's object of an entity."""
    plain: Plain = {"id": entity.id, "type": entity.type, "spans": list(map(list, entity.spans))}
    if entity.text:
        plain["text"] = entity.text
    plain["attributes"] = _attributes(entity.attributes)
    return _with_identity(plain, entity)


def relation_to_plain(relation: Relation) -> Plain:
    """The record's object of a relation."""
    plain: Plain = {"id": relation.id, "type": relation.type, "head": relation.head, "tail": relation.tail}
    plain["attributes"] = _attributes(relation.attributes)
    if relation.evidence:
        plain["evidence"] = list(map(list, relation.evidence))
    return _with_rest(plain, relation)


def event_to_plain(event: Event, arguments: Iterable[Argument] | None = None) -> Plain:
    """The record's object of an event; `arguments` in the order to write them, as they stand by default."""
    plain: Plain = {"id": event.id, "type": event.type}
    if event.trigger:
        plain["trigger"] = {"spans": list(map(list, event.trigger.spans))}
        _put(plain["trigger"], "text", event.trigger.text)
    plain["arguments"] = [_argument(each) for each in (event.arguments if arguments is None else arguments)]
    plain["attributes"] = _attributes(event.attributes)
    return _with_identity(plain, event)


def annotation_to_plain(annotation: Annotation) -> Plain:
    """The record's object of any annotation."""
    if isinstance(annotation, Entity):
        return entity_to_plain(annotation)
    return relation_to_plain(annotation) if isinstance(annotation, Relation) else event_to_plain(annotation)


def document_from_plain(record: Plain) -> Document:
    """The document of a valid record, arguments in canonical order."""
    text = record.get("text")
    if text is None and record.get("text_sha256") == EMPTY_TEXT_SHA256:
        text = ""
    extractor = record.get("extractor")
    document = Document(
        id=record["id"],
        text=text,
        text_sha256=record.get("text_sha256"),
        schema_ref=record.get("schema"),
        annotator=record.get("annotator"),
        incomplete_for=tuple(sorted(set(record.get("incomplete_for", ())))),
        meta=record.get("meta", {}),
        labels=_values(record.get("labels", {})),
        entities=by_id([entity_from_plain(_with_words(each, text)) for each in record.get("entities", ())]),
        relations=by_id(map(relation_from_plain, record.get("relations", ()))),
        events=by_id([event_from_plain(_with_trigger_words(each, text)) for each in record.get("events", ())]),
        extractor=_extractor_from(extractor) if extractor else None,
    )
    return with_ordered_arguments(document)


def entity_from_plain(plain: Plain) -> Entity:
    """The entity of a valid object."""
    fields = _common_from(plain)
    fields["spans"] = spans = _spans(plain["spans"])
    if "text" not in plain:
        fields["text"] = known_surface(spans)
    return Entity(**fields)


def relation_from_plain(plain: Plain) -> Relation:
    """The relation of a valid object."""
    fields = _common_from(plain)
    if "evidence" in plain:
        fields["evidence"] = _spans(plain["evidence"])
    return Relation(**fields)


def event_from_plain(plain: Plain) -> Event:
    """The event of a valid object."""
    fields = _common_from(plain)
    if "trigger" in plain:
        spans = _spans(plain["trigger"]["spans"])
        fields["trigger"] = Trigger(spans, plain["trigger"].get("text", known_surface(spans)))
    fields["arguments"] = tuple(map(_argument_from, plain.get("arguments", ())))
    return Event(**fields)


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
    if isinstance(content, ExtractorRun):
        return _extractor(content)
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
    if slot == "extractor":
        return _extractor_from(plain)
    return tuple(plain) if slot in FIELDS and isinstance(plain, list) else plain


def _with_identity(plain: Plain, annotation: Entity | Event) -> Plain:
    if annotation.coref:
        plain["coref"] = annotation.coref
    if annotation.links:
        plain["links"] = list(annotation.links)
    return _with_rest(plain, annotation)


def _with_rest(plain: Plain, annotation: Annotation) -> Plain:
    if annotation.note:
        plain["note"] = annotation.note
    if annotation.uncertain:
        plain["uncertain"] = True
    if annotation.unconfirmed:
        plain["unconfirmed"] = sorted(set(annotation.unconfirmed))
    if annotation.was is not None:
        _put(plain, "was", _sorted_deep(annotation.was))
    if annotation.score is not None:
        plain["score"] = annotation.score
    return plain


def _put(plain: Plain, key: str, value: Any) -> None:
    """Write a key, unless what it holds is empty, false or null; zero is none of these."""
    if value or (value is not False and isinstance(value, int | float)):
        plain[key] = value


def _argument(argument: Argument) -> Plain:
    plain: Plain = {"role": argument.role, "target": argument.target}
    if argument.attributes:
        plain["attributes"] = _attributes(argument.attributes)
    return plain


def _argument_from(plain: Plain) -> Argument:
    return Argument(plain["role"], plain["target"], _values(plain.get("attributes", {})))


def _common_from(plain: Plain) -> Plain:
    """An annotation's keys as arguments of its class, lists as tuples; what is special to a layer is the caller's."""
    fields = dict(plain)
    if "attributes" in plain:
        fields["attributes"] = _values(plain["attributes"])
    if "links" in plain:
        fields["links"] = tuple(plain["links"])
    if "unconfirmed" in plain:
        fields["unconfirmed"] = tuple(sorted(set(plain["unconfirmed"])))
    return fields


def _with_words(plain: Plain, text: str | None) -> Plain:
    """A mention with its surface, where a text is there to take it from and the record leaves it out."""
    if text is None or "text" in plain:
        return plain
    words = surface(text, plain["spans"])
    return plain | {"text": words} if text or not words else plain


def _with_trigger_words(plain: Plain, text: str | None) -> Plain:
    return plain | {"trigger": _with_words(plain["trigger"], text)} if "trigger" in plain else plain


def _attributes(attributes: Mapping[str, Value]) -> Plain:
    if not attributes:
        return {}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in sorted(attributes.items())}


def _values(plain: dict[str, Any]) -> dict[str, Value]:
    if list not in map(type, plain.values()):
        return plain
    return {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}


def _spans(plain: Iterable[Iterable[int]]) -> Spans:
    return tuple(map(tuple, plain))  # type: ignore[arg-type]


def _sorted_deep(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _sorted_deep(value[key]) for key in sorted(value)}
    return [_sorted_deep(each) for each in value] if isinstance(value, list | tuple) else value


def _extractor_from(plain: Plain) -> ExtractorRun:
    fields: Plain = {"version": ""}
    return ExtractorRun(**fields | plain)


def _extractor(run: ExtractorRun) -> Plain:
    plain: Plain = {"name": run.name}
    _put(plain, "version", run.version)
    _put(plain, "elapsed_s", run.elapsed_s)
    _put(plain, "error", run.error)
    return plain
