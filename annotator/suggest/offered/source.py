"""One source of offers: what an extractor or the learner says of an article, found by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.model.document import Document
from annotator.model.spans import Span, Spans, envelope
from annotator.suggest.offered.offer import HEAD, TAIL, Offer, Part
from annotator.text.bins import BinIndex

LEARNER = "learner"
"""The name of the source that learns from the article while it is labelled."""

LIKELY = 0.9
"""From this probability on what is of a sure type is sure."""


@dataclass(frozen=True)
class Source:
    """What a source says of an article.

    `name` is how it is shown, `document` what it says, with ids of its own. Of the types in `sure` what is likely 0.9
    may be taken together with others. Its index is made when it is first asked, or by `ready`, beside the screen.
    """

    name: str
    version: str
    document: Document
    sure: frozenset[str] = frozenset()

    def ready(self) -> Source:
        """The same, with its index made; takes as long as what it says is long."""
        _ = self._places, self._members
        return self

    @cached_property
    def _places(self) -> BinIndex:
        places = BinIndex()
        for each in self.document.annotations():
            spans = self._spans_of(each)
            if spans:
                places.add(each.id, *envelope(spans))
        return places

    @cached_property
    def _members(self) -> dict[str, list[Spans]]:
        members: dict[str, list[Spans]] = {}
        for each in (*self.document.entities.values(), *self.document.events.values()):
            if each.coref and each.spans:
                members.setdefault(each.coref, []).append(each.spans)
        return members

    def touching(self, span: Span) -> Iterator[Offer]:
        """What it offers at a place, in no particular order; a relation stands from its one end to the other."""
        for each in self._places.touching(*span):
            annotation = self.document.find(each)
            if annotation is not None:
                yield self._offer(annotation)

    def one_with(self, coref: str) -> Iterable[Spans]:
        """The places of the mentions, or the triggers of the events, that it says are one thing."""
        return self._members.get(coref, ())

    def _offer(self, annotation: Annotation) -> Offer:
        probability = None if annotation.score is None else float(annotation.score)
        is_sure = probability is not None and probability >= LIKELY and annotation.type in self.sure
        parts = tuple(self._parts(annotation))
        return Offer(annotation, (self.name,), probability, is_sure, parts=parts, versions=(self.version,))

    def _parts(self, annotation: Annotation) -> Iterator[Part]:
        if isinstance(annotation, Relation):
            yield from self._part(HEAD, annotation.head)
            yield from self._part(TAIL, annotation.tail)
        elif isinstance(annotation, Event):
            for each in annotation.arguments:
                yield from self._part(each.role, each.target)

    def _part(self, role: str, target: str) -> Iterator[Part]:
        named = self.document.entities.get(target) or self.document.events.get(target)
        if named is not None and named.spans:
            yield Part(role, named.spans, named.type)

    def _spans_of(self, annotation: Annotation) -> Spans:
        if isinstance(annotation, Entity | Event):
            return annotation.spans
        return tuple(sorted(span for part in self._parts(annotation) for span in part.spans))
