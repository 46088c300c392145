"""A document as suggesters see it, without a screen: everything is looked for anew each time."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.model.annotation import Entity, Event
from annotator.model.document import Document
from annotator.model.order import ordered_relations
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learned_relations import LearnedRelations
from annotator.suggest.segment.languages import segmenter_for
from annotator.suggest.segment.segmenter import Segmenter


@dataclass(frozen=True)
class View:
    """A document, its schema, and what was labelled in it, with English words and sentences unless told otherwise."""

    document: Document
    schema: LabelSchema
    segmenter: Segmenter = field(default_factory=lambda: segmenter_for("en"))

    @property
    def text(self) -> str:
        return self.document.text or ""

    def sentence(self, span: Span) -> Span:
        return self.segmenter.sentence_at(self.text, span[0])

    def mentions(self, span: Span) -> list[Entity | Event]:
        both: list[Entity | Event] = [*self.document.entities.values(), *self.document.events.values()]
        found = [each for each in both if any(start < span[1] and span[0] < end for start, end in each.spans)]
        return sorted(found, key=lambda each: (each.spans[0][0], -each.spans[-1][1], each.id))

    def things(self, type_name: str, span: Span) -> list[Entity | Event]:
        return [each for each in self.mentions(span) if each.type == type_name and each.coref]

    def labelled_words(self, words: str) -> tuple[tuple[str, str], ...]:
        entities = self.document.entities.values()
        return tuple(sorted({(each.text, each.type) for each in entities if each.text and each.text in words}))

    @property
    def learned_relations(self) -> LearnedRelations:
        found = LearnedRelations()
        for relation in ordered_relations(self.document):
            found.remember(self.document, relation)
        return found

    def labelled_triggers(self) -> tuple[tuple[str, str], ...]:
        triggers = ((each.trigger, each.type) for each in self.document.events.values())
        return tuple(sorted({(each.text, name) for each, name in triggers if each and each.text}))
