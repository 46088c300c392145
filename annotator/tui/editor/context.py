"""What a key is judged in: the document as it is, its schema and index, the rows in view, the keymap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from msgspec import structs

from annotator.model.annotation import JSON, Annotation, Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.spans import Span, Spans, contains, envelope
from annotator.schema.label_schema import EntityType, EventType, LabelSchema
from annotator.schema.rules.breach import Breach
from annotator.schema.rules.surroundings import Surroundings
from annotator.suggest.kept import Kept
from annotator.suggest.learned_relations import LearnedRelations
from annotator.suggest.offered.sources import Sources
from annotator.suggest.segment.segmenter import Segmenter
from annotator.suggest.suggester import Suggester
from annotator.text.cells import Measure
from annotator.text.wrap import Wrapper
from annotator.tui.editor.in_view import InView
from annotator.tui.editor.index import AnnotationIndex
from annotator.tui.editor.letters import TypeLetters
from annotator.tui.keymap import Keymap


class ThingRanker(Protocol):
    """What knows of a mention which of the things before it are the likeliest to be one with it."""

    def in_order(self, context: Context, mention: Entity, things: Sequence[str]) -> list[str]:
        """These things, by their ids, the likeliest first; costs what is near."""


class Ranker(Protocol):
    """What knows of an event what may fill its roles."""

    def ranked(self, context: Context, event: Event) -> Mapping[str, list[tuple[str, float]]]:
        """For each role the ids of what may fill it, with how likely it is, the likeliest first; costs what is near."""


class Pairs(Protocol):
    """What knows of the mentions of a sentence how likely they are related."""

    def shares(self, context: Context, sentence: Span) -> Mapping[tuple[str, str], float]:
        """For each pair that was judged, by the ids of head and tail, how likely a relation joins them in this order.

        Costs what is in the sentence.
        """


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one key press; made anew for each, from parts that live longer.

    `breaches` gives everything that the schema forbids of the document, by the id of the annotation; `is_read` says
    whether a pass has read the sentence that starts at a place. `elsewhere` counts, for each thing of other articles,
    its mentions and the articles, as far as they were looked at. `offers` is what is offered beside the layer;
    `is_unaided` says whether a place is in a sentence in which nothing is. `ranker` ranks what may fill an event, where
    anything has learned that; `thing_ranker` does so with the things of a mention, and `pairs` judges which mentions
    are likely to be related. `coming` are mentions that the same key makes, for those that it makes after them.
    """

    document: Document
    schema: LabelSchema
    index: AnnotationIndex
    segmenter: Segmenter
    suggester: Suggester
    letters: TypeLetters
    wrapper: Wrapper
    measure: Measure
    keys: Keymap
    in_view: InView
    fresh_id: Callable[[str], str]
    breaches: Callable[[], Mapping[str, tuple[Breach, ...]]]
    is_read: Callable[[str, int], bool]
    is_unaided: Callable[[int], bool]
    learned_relations: LearnedRelations
    kept: Kept
    offers: Sources
    ranker: Ranker | None
    pairs: Pairs | None
    thing_ranker: ThingRanker | None
    elsewhere: Mapping[str, tuple[int, int]]
    coming: tuple[Entity, ...] = ()

    @property
    def window(self) -> Span:
        """The span of the text that is on the screen."""
        return self.in_view.window

    @property
    def text(self) -> str:
        """The article."""
        return self.document.text or ""

    @property
    def around(self) -> Surroundings:
        """What the judge of the schema is told of the document as it is."""
        return Surroundings(self.document, self.schema, self.index.references, asks_all=True)

    def dated(self, meta: Mapping[str, JSON]) -> Context:
        """The surroundings where the document had other metadata."""
        return replace(self, document=structs.replace(self.document, meta=meta))

    def with_coming(self, entity: Entity) -> Context:
        """The surroundings of what the same key makes after a mention."""
        return replace(self, coming=(*self.coming, entity))

    def sentence(self, span: Span) -> Span:
        """The sentence in which a span starts."""
        return self.segmenter.sentence_at(self.text, span[0])

    def mentions(self, span: Span) -> list[Entity | Event]:
        """The mentions and triggers that touch a span, by place, longer ones first."""
        there = self._touching(span, self.index.touching(*span))
        return sorted((*there, *self._coming(span)), key=place) if self.coming else sorted(there, key=place)

    def things(self, type_name: str, span: Span) -> list[Entity | Event]:
        """The mentions and triggers of a type that touch a span and have a `coref` id, by place, longer ones first."""
        there = self._touching(span, self.index.things.touching(type_name, span))
        coming = (each for each in self._coming(span) if each.type == type_name and each.coref)
        return sorted((*there, *coming), key=place) if self.coming else sorted(there, key=place)

    def labelled_words(self, words: str) -> tuple[tuple[str, str], ...]:
        """The strings labelled lately that stand in some text, with the type each got last; sorted."""
        return self.index.memory.types_in(words)

    def labelled_triggers(self) -> tuple[tuple[str, str], ...]:
        """The words of the triggers labelled lately, with the type each event got last; sorted."""
        return self.index.triggers.types()

    def _touching(self, span: Span, ids: Iterable[str]) -> Iterator[Entity | Event]:
        entities, events = self.document.entities, self.document.events
        for annotation_id in ids:
            annotation = entities.get(annotation_id) or events.get(annotation_id)
            # The index knows only where an annotation begins and ends, not the gaps between its pieces.
            if annotation and any(start < span[1] and span[0] < end for start, end in annotation.spans):
                yield annotation

    def _coming(self, span: Span) -> Iterator[Entity]:
        for each in self.coming:
            if any(start < span[1] and span[0] < end for start, end in each.spans):
                yield each

    def exactly(self, spans: Spans) -> list[Entity | Event]:
        """The mentions and triggers that have exactly these spans."""
        return [each for each in self.mentions(envelope(spans)) if each.spans == spans]

    def under(self, selection: Span) -> Entity | Event | None:
        """The annotation that the cursor is on: one with the selection's span, else the shortest around it."""
        around = [each for each in self.mentions(selection) if contains(envelope(each.spans), selection)]
        return min(around, key=lambda each: (_length(each), isinstance(each, Event), each.id), default=None)

    def card(self, card: str | None) -> Annotation | None:
        """The annotation on the card, if it still exists."""
        return self.document.find(card) if card else None


def place(annotation: Entity | Event) -> tuple[int, int, str]:
    """The order of annotations in the text: by start, longer ones first."""
    start, end = envelope(annotation.spans)
    return start, -end, annotation.id


def spans_of(document: Document, annotation_id: str) -> Spans:
    """The spans of a mention or trigger; empty for anything else."""
    annotation = document.entities.get(annotation_id) or document.events.get(annotation_id)
    return annotation.spans if annotation else ()


def anchor(document: Document, annotation: Annotation) -> Span | None:
    """Where to go to see an annotation: its envelope, a relation's head; None when it has no place."""
    spans = spans_of(document, annotation.head) if isinstance(annotation, Relation) else annotation.spans
    if isinstance(annotation, Event) and not spans:
        fillers = (spans_of(document, argument.target) for argument in annotation.arguments)
        spans = next(filter(None, fillers), ())
    return envelope(spans) if spans else None


def can_label(schema: LabelSchema, name: str) -> EntityType | None:
    """The entity type of this name, when mentions may have it."""
    entity_type = schema.entity_types.get(name)
    return entity_type if entity_type and not entity_type.abstract else None


def can_happen(schema: LabelSchema, name: str) -> EventType | None:
    """The event type of this name, when events may have it."""
    event_type = schema.event_types.get(name)
    return event_type if event_type and not event_type.abstract else None


def _length(annotation: Entity | Event) -> int:
    start, end = envelope(annotation.spans)
    return end - start
