"""What one document says in one place about one event or relation of the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.spans import Spans

Value: TypeAlias = str
"""What fills a slot, as it is compared: the `coref` id of a thing, else its attributes, else its words."""


@dataclass(frozen=True)
class Said:
    """One filler of one slot: what it is, in which words, and where; `is_thing` where a `coref` id tells.

    The slot is a role, or an attribute.
    """

    slot: str
    value: Value
    words: str
    spans: Spans
    is_thing: bool
    is_attribute: bool = False


@dataclass(frozen=True)
class Statement:
    """An event or relation of a document under the name it has in the corpus, with all that is said of it there."""

    kind: str
    name: str
    type: str
    document: str
    annotation: str
    words: str
    spans: Spans
    said: tuple[Said, ...]


def statements(document: Document) -> Iterator[Statement]:
    """What a document says: its events that have a name in the corpus, and its relations between things that have."""
    for event in sorted(document.events.values(), key=lambda each: each.id):
        if event.coref:
            words = event.trigger.text if event.trigger else None
            said = (*_arguments(document, event), *_attributes(event))
            spans = event.spans
            yield Statement("event", event.coref, event.type, document.id, event.id, words or "", spans, said)
    for tie in sorted(document.relations.values(), key=lambda each: each.id):
        head, tail = document.find(tie.head), document.find(tie.tail)
        if getattr(head, "coref", None) and getattr(tail, "coref", None):
            name = f"{_value(head)[0]} {tie.type} {_value(tail)[0]}"
            words = f"{_words(head)} - {_words(tail)}"
            yield Statement("relation", name, tie.type, document.id, tie.id, words, tie.evidence, _attributes(tie))


def _arguments(document: Document, event: Event) -> Iterator[Said]:
    for argument in event.arguments:
        filler = document.find(argument.target)
        value, is_thing = _value(filler)
        yield Said(argument.role, value, _words(filler), _spans(filler), is_thing)


def _attributes(annotation: Event | Relation) -> tuple[Said, ...]:
    return tuple(
        Said(name, _shown(value), _shown(value), (), is_thing=False, is_attribute=True)
        for name, value in sorted(annotation.attributes.items())
    )


def _value(filler: Annotation | None) -> tuple[Value, bool]:
    if isinstance(filler, Entity | Event):
        if filler.coref:
            return filler.coref, True
        if filler.attributes:
            return " ".join(_shown(value) for _, value in sorted(filler.attributes.items(), reverse=True)), False
    return " ".join(_words(filler).casefold().split()), False


def _words(filler: Annotation | None) -> str:
    if isinstance(filler, Entity):
        return filler.text or ""
    return (filler.trigger.text or "") if isinstance(filler, Event) and filler.trigger else ""


def _spans(filler: Annotation | None) -> Spans:
    return filler.spans if isinstance(filler, Entity | Event) else ()


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
