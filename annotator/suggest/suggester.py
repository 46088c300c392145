"""What a source of suggestions is: it proposes, with its name, a reason and a confidence; a person decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation, Value
from annotator.model.document import Document
from annotator.model.spans import Span
from annotator.schema.label_schema import LabelSchema
from annotator.suggest.learned_relations import LearnedRelations
from annotator.suggest.segment.segmenter import Segmenter

Proposed = TypeVar("Proposed", covariant=True)


@dataclass(frozen=True, slots=True)
class Suggestion(Generic[Proposed]):
    """Something proposed: the name of its source, the reason in a few words, and the probability that it is right."""

    value: Proposed
    source: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that is likely to be labelled, and the types it may have, the likeliest first; none where unknown."""

    span: Span
    types: tuple[str, ...] = ()


class DocumentView(Protocol):
    """What a suggester may look at: a document as it is labelled now, and what stands near a place in it."""

    @property
    def document(self) -> Document:
        """The document with its metadata and all that is labelled so far."""

    @property
    def schema(self) -> LabelSchema:
        """What may be labelled."""

    @property
    def text(self) -> str:
        """The article."""

    @property
    def segmenter(self) -> Segmenter:
        """The words and sentences of its language."""

    def sentence(self, span: Span) -> Span:
        """The sentence in which a span starts."""

    def mentions(self, span: Span) -> Sequence[Entity | Event]:
        """The mentions and triggers that touch a span, by place, longer ones first; costs what is near."""

    def things(self, type_name: str, span: Span) -> Sequence[Entity | Event]:
        """Those of a type that have a `coref` id, in the same order; costs what is near of that type."""

    def labelled_words(self, words: str) -> tuple[tuple[str, str], ...]:
        """The strings labelled lately that stand in some text, with the type each got last; sorted."""

    @property
    def learned_relations(self) -> LearnedRelations:
        """What the relations that were made teach."""

    def labelled_triggers(self) -> tuple[tuple[str, str], ...]:
        """The words of the triggers labelled lately, with the type each event got last; sorted."""


class Suggester(Protocol):
    """A source of suggestions. It changes nothing and applies nothing.

    A class that names this one as its base proposes nothing by default and gives what it knows. Every method is called
    on the way from a key to the screen: it looks at what is near, and keeps what it found for the same words, since it
    is asked again after every key. One object serves one open article.
    """

    name: str

    def candidates(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        """The likely mentions in whole sentences, in reading order, none overlapping; labelled ones too."""
        return ()

    def triggers(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        """The likely triggers of events in whole sentences, in reading order, none overlapping; labelled ones too."""
        return ()

    def attributes(self, view: DocumentView, annotation: Annotation) -> Mapping[str, Suggestion[Value]]:
        """Values for attributes of a new annotation, by name; what the schema does not admit is left out later."""
        return {}

    def relations(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Relation]]:
        """Relations between mentions of a sentence, without ids, in reading order; those that are there too."""
        return ()

    def fillers(self, view: DocumentView, event: Event) -> Sequence[Suggestion[Argument]]:
        """What fills the roles of a new event, by the ids of mentions and events that are labelled."""
        return ()

    def document_date(self, view: DocumentView, annotation: Entity) -> Suggestion[str] | None:
        """The document's own date, as ISO 8601 or "", where the value of a new mention hangs on it and it is unknown.

        None where nothing hangs on it.
        """
        return None

    def chains(self, view: DocumentView, annotation: Entity | Event) -> Sequence[Suggestion[str | None]]:
        """The `coref` ids of what a new annotation may be one with, the likeliest first; None is a new thing."""
        return ()
