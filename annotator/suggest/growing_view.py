"""A document that fills as a program labels it, as suggesters look at it: without a screen, nothing asked twice."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from annotator.model.annotation import JSON, Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learned_relations import LearnedRelations
from annotator.suggest.segment.segmenter import Segmenter
from annotator.text.bins import BinIndex


class GrowingView:
    """A `DocumentView` to which annotations are added one by one; adding and looking cost what is near."""

    def __init__(self, document: Document, schema: LabelSchema, segmenter: Segmenter) -> None:
        """Start with what a document has."""
        self.document = replace(document, entities=document.entities, events=document.events)
        self.schema = schema
        self.segmenter = segmenter
        self.text = document.text or ""
        self.learned_relations = LearnedRelations()
        self._places = BinIndex()
        self._words: dict[str, str] = {}
        self._triggers: dict[str, str] = {}
        for each in (*document.entities.values(), *document.events.values()):
            self._index(each)
        for relation in document.relations.values():
            self.learned_relations.remember(self.document, relation)

    def add(self, annotation: Entity | Event | Relation) -> None:
        """Put an annotation in, in the place of the one with its id."""
        old = self.document
        if isinstance(annotation, Entity):
            self.document = replace(old, entities=old.entities.set(annotation.id, annotation))
        elif isinstance(annotation, Event):
            self.document = replace(old, events=old.events.set(annotation.id, annotation))
        else:
            self.document = replace(old, relations=old.relations.set(annotation.id, annotation))
            self.learned_relations.remember(self.document, annotation)
            return
        self._index(annotation)

    def say(self, meta: dict[str, JSON]) -> None:
        """Give the document more metadata, such as the day it was published."""
        self.document = replace(self.document, meta={**self.document.meta, **meta})

    def sentence(self, span: Span) -> Span:
        """The sentence in which a span starts."""
        return self.segmenter.sentence_at(self.text, span[0])

    def mentions(self, span: Span) -> list[Entity | Event]:
        """The mentions and triggers that touch a span, by place, longer ones first."""
        return sorted(self._found(self._places.touching(*span)), key=_place)

    def things(self, type_name: str, span: Span) -> list[Entity | Event]:
        """Those of a type that have a `coref` id, in the same order."""
        return [each for each in self.mentions(span) if each.type == type_name and each.coref]

    def labelled_words(self, words: str) -> tuple[tuple[str, str], ...]:
        """The strings labelled so far that stand in some text, with the type each got last; sorted."""
        return tuple(sorted((each, name) for each, name in self._words.items() if each in words))

    def labelled_triggers(self) -> tuple[tuple[str, str], ...]:
        """The words of the triggers labelled so far, with the type each event got last; sorted."""
        return tuple(sorted(self._triggers.items()))

    def _index(self, annotation: Entity | Event) -> None:
        if not annotation.spans:
            return
        self._places.add(annotation.id, annotation.spans[0][0], annotation.spans[-1][1])
        text = annotation.text if isinstance(annotation, Entity) else annotation.trigger and annotation.trigger.text
        if text:
            (self._words if isinstance(annotation, Entity) else self._triggers)[text] = annotation.type

    def _found(self, ids: Iterable[str]) -> Iterable[Entity | Event]:
        for each in ids:
            found = self.document.entities.get(each) or self.document.events.get(each)
            if found is not None:
                yield found


def _place(annotation: Entity | Event) -> tuple[int, int, str]:
    return annotation.spans[0][0], -annotation.spans[-1][1], annotation.id
