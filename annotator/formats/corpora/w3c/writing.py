"""Our documents as Web Annotation: a page of annotations each, on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
import orjson

from annotator.formats.corpora.w3c.selectors import selectors
from annotator.formats.corpora.w3c.vocabulary import (
    CONTEXT,
    DOCUMENT,
    DOCUMENT_FIELDS,
    FIELDS,
    FIELDS_TYPE,
    NAME,
    VALUE,
)
from annotator.formats.kept import kept_of
from annotator.model.annotation import Annotation, Event, Relation, is_blank
from annotator.model.document import Document
from annotator.model.order import ordered_arguments, ordered_entities, ordered_events, ordered_relations
from annotator.model.spans import Spans


def page(document: Document, text: str) -> bytes:
    """The page of a document, without a line end."""
    said = {name: getattr(document, name) for name in DOCUMENT_FIELDS}
    said["meta"] = {key: value for key, value in document.meta.items() if key != NAME}
    items = [_on_text(each, each.spans, document, text) for each in ordered_entities(document)]
    items += [_event(each, document, text) for each in ordered_events(document)]
    items += [_relation(each, document) for each in ordered_relations(document)]
    own = {
        "@context": CONTEXT,
        "id": document.id,
        "type": "AnnotationPage",
        DOCUMENT: {"text": text} | {key: value for key, value in said.items() if not is_blank(value)},
        "items": items,
    }
    return orjson.dumps(msgspec.to_builtins(own))


def _on_text(annotation: Annotation, spans: Spans, document: Document, text: str) -> dict[str, Any]:
    targets = [{"source": document.id, "selector": selectors(text, span)} for span in spans]
    return _said(annotation, document, {"target": targets[0] if len(targets) == 1 else targets})


def _event(event: Event, document: Document, text: str) -> dict[str, Any]:
    arguments = ordered_arguments(document, event)
    fields = {"arguments": arguments, "layer": "events"}
    if event.trigger:
        return _with_fields(_on_text(event, event.spans, document, text), fields)
    return _with_fields(_said(event, document, {"target": {"source": document.id}}), fields)


def _relation(relation: Relation, document: Document) -> dict[str, Any]:
    targets = [{"id": relation.head}, {"id": relation.tail}]
    return _said(relation, document, {"motivation": "linking", "target": targets})


def _said(annotation: Annotation, document: Document, rest: Mapping[str, Any]) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = [_words(annotation.type, "tagging")]
    if annotation.note:
        bodies.append(_words(annotation.note, "commenting"))
    for link in () if isinstance(annotation, Relation) else annotation.links:
        bodies.append({"type": "SpecificResource", "source": link, "purpose": "identifying"})
    said = {"id": annotation.id, "type": "Annotation", "motivation": "tagging", "body": bodies, **rest}
    fields = {name: getattr(annotation, name, None) for name in FIELDS if name != "arguments"}
    said = _with_fields(said, {name: value for name, value in fields.items() if not is_blank(value)})
    kept = kept_of(document, NAME, annotation.id)
    others = kept.pop("bodies", [])
    motivation = {"motivation": kept.pop("motivation")} if "motivation" in kept else {}
    said |= {"body": [*(others if isinstance(others, list) else ()), *said["body"]], **motivation}
    return said | {key: value for key, value in kept.items() if key not in said}


def _with_fields(said: dict[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """An annotation with fields in the body that holds them."""
    if not fields:
        return said
    bodies = list(said["body"])
    if bodies[-1]["type"] == FIELDS_TYPE:
        fields = {**bodies.pop()[VALUE], **fields}
    return said | {"body": [*bodies, {"type": FIELDS_TYPE, VALUE: fields}]}


def _words(words: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": words, "purpose": purpose}


def pages(documents: Iterable[tuple[Document, str]]) -> Iterator[bytes]:
    """The pages of documents with their texts, a line each."""
    for document, text in documents:
        yield page(document, text) + b"\n"
