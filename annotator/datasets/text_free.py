"""Records without the words of the article: for texts that may not be passed on, and for what is private in notes."""

from __future__ import annotations

from typing import TypeVar

from immutables import Map
from msgspec.structs import replace

from annotator.errors import Finding, Place, RecordError
from annotator.model.annotation import JSON, Entity, Event, Relation, Trigger
from annotator.model.document import Document
from annotator.model.quoted import quoted
from annotator.model.record import ExtractorRun, Unplaced, text_hash
from annotator.model.spans import Spans, surface

Annotated = TypeVar("Annotated", Entity, Relation, Event)

PRIVATE = ("text", "note")
"""The keys left out at every level of a record, and of what a migration kept of an older one."""

PUBLIC_META = ("source", "url", "published", "language", "licence", "suggested_by")
"""The parts of `meta` that stay; anything else, a title or what a foreign format says, may quote the article."""

WITHHELD = "left out with the text"
"""Stands for the reason why something was not placed, which may quote the article."""


def without_text(document: Document) -> Document:
    """The document without any `text`, any `note` and what `meta` quotes; its hash stays, to put the text back by."""
    return replace(
        document,
        text=None,
        meta={key: value for key, value in document.meta.items() if key in PUBLIC_META},
        entities=_stripped(document.entities),
        relations=_stripped(document.relations),
        events=_stripped(document.events),
        extractor=_without_quotes(document.extractor),
    )


def _stripped(annotations: Map[str, Annotated]) -> Map[str, Annotated]:
    return Map({annotation_id: _bare(annotation) for annotation_id, annotation in annotations.items()})


def _bare(annotation: Annotated) -> Annotated:
    bare = replace(annotation, note=None, was=_without_private(annotation.was))
    if isinstance(bare, Entity):
        return replace(bare, text=None)
    if isinstance(bare, Event):
        return replace(bare, trigger=Trigger(bare.spans) if bare.trigger else None)
    return bare


def _without_quotes(run: ExtractorRun | None) -> ExtractorRun | None:
    if run is None:
        return None
    bare = tuple(Unplaced(layer=each.layer, type=each.type, nth=each.nth, reason=WITHHELD) for each in run.unplaced)
    return replace(run, unplaced=bare)


def _without_private(value: JSON) -> JSON:
    if isinstance(value, dict):
        return {key: _without_private(each) for key, each in value.items() if key not in PRIVATE}
    return [_without_private(each) for each in value] if isinstance(value, list) else value


def with_text(document: Document, text: str) -> Document:
    """A text-free document with its text put back: every `text` is filled in from the spans. Notes stay lost.

    Raises:
        RecordError: the text is another one than the document's, or spans stand outside it.
    """
    place = Place(f"document {quoted(document.id)}")
    if document.text_sha256 and document.text_sha256 != text_hash(text):
        raise RecordError(Finding(place, "text_sha256", "the text is not the one that was labelled", "text-hash"))
    outside = [each.id for each in document.annotations() if any(end > len(text) for _, end in _spans(each))]
    if outside:
        message = f"{', '.join(map(quoted, sorted(outside)))}: spans end behind the text's {len(text)} characters"
        raise RecordError(Finding(place, "spans", message, "span-range"))
    return replace(
        document,
        text=text,
        text_sha256=text_hash(text),
        entities=Map({name: replace(each, text=surface(text, each.spans)) for name, each in document.entities.items()}),
        events=Map({name: _with_trigger(each, text) for name, each in document.events.items()}),
    )


def _spans(annotation: Entity | Relation | Event) -> Spans:
    return annotation.spans if isinstance(annotation, Entity | Event) else annotation.evidence


def _with_trigger(event: Event, text: str) -> Event:
    return replace(event, trigger=Trigger(event.spans, surface(text, event.spans))) if event.trigger else event
