"""The rules' suggestions, but for the sentences that are labelled without any: there is one stop, at the first word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation, Value
from annotator.model.spans import Span
from annotator.suggest.offered.withheld import Withholding
from annotator.suggest.suggester import Candidate, DocumentView, Suggester, Suggestion

UNAIDED = "no suggestions in this sentence: label what you see"
"""What a person is told there."""


class UnaidedToo(Suggester):
    """A suggester that finds no place in sentences without suggestions but their first word.

    What it proposes about annotations that a person made there is as it is anywhere: the levels, values and things.
    """

    def __init__(self, suggester: Suggester, withholding: Withholding) -> None:
        """Ask this one, and hold back what is to be."""
        self.name = suggester.name
        self._suggester = suggester
        self._withholding = withholding

    def candidates(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        """The likely mentions of the other sentences, in reading order."""
        return self._shown(self._suggester.candidates(view, span), view, span)

    def triggers(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        """The likely triggers of the other sentences, in reading order."""
        return self._shown(self._suggester.triggers(view, span), view, span)

    def _shown(
        self, found: Sequence[Suggestion[Candidate]], view: DocumentView, span: Span
    ) -> Sequence[Suggestion[Candidate]]:
        stops = [Suggestion(Candidate(each), "unaided", UNAIDED, 0.0) for each in self._stops(view, span)]
        if not stops:
            return found
        shown = [each for each in found if not self._withholding.is_unaided(each.value.span[0])]
        return sorted([*shown, *stops], key=lambda each: each.value.span)

    def _stops(self, view: DocumentView, span: Span) -> Iterator[Span]:
        """The first words of the sentences without suggestions that lie in a span."""
        sentence: Span | None = view.segmenter.sentence_at(view.text, span[0])
        while sentence is not None and sentence[0] < span[1]:
            if span[0] <= sentence[0] < sentence[1] <= span[1] and self._withholding.is_unaided(sentence[0]):
                word = view.segmenter.next_token(view.text, sentence[0])
                if word is not None and word[1] <= sentence[1]:
                    yield word
            sentence = view.segmenter.next_sentence(view.text, sentence[0])

    def attributes(self, view: DocumentView, annotation: Annotation) -> Mapping[str, Suggestion[Value]]:
        """As the suggester says."""
        return self._suggester.attributes(view, annotation)

    def relations(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Relation]]:
        """Those of the other sentences."""
        return [each for each in self._suggester.relations(view, span) if not self._is_hidden(view, each.value.head)]

    def _is_hidden(self, view: DocumentView, annotation_id: str) -> bool:
        head = view.document.find(annotation_id)
        return isinstance(head, Entity | Event) and any(self._withholding.is_unaided(start) for start, _ in head.spans)

    def fillers(self, view: DocumentView, event: Event) -> Sequence[Suggestion[Argument]]:
        """Those of events in the other sentences."""
        is_hidden = any(self._withholding.is_unaided(start) for start, _ in event.spans)
        return () if is_hidden else self._suggester.fillers(view, event)

    def document_date(self, view: DocumentView, annotation: Entity) -> Suggestion[str] | None:
        """As the suggester says."""
        return self._suggester.document_date(view, annotation)

    def chains(self, view: DocumentView, annotation: Entity | Event) -> Sequence[Suggestion[str | None]]:
        """As the suggester says."""
        return self._suggester.chains(view, annotation)
