"""Several suggesters asked as one: what an earlier one says is not said again by a later one.

They may be anybody's: one that raises an error is not asked again, and what does not fit the question is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from annotator.model.annotation import Annotation, Argument, Entity, Event, Relation, Value
from annotator.model.spans import Span
from annotator.suggest.suggester import Candidate, DocumentView, Suggester, Suggestion

Answer = TypeVar("Answer")


class Several(Suggester):
    """The suggestions of some suggesters, in order; none without any."""

    def __init__(self, suggesters: Sequence[Suggester]) -> None:
        """Ask these, the first one first."""
        self.name = "+".join(each.name for each in suggesters)
        self._suggesters = list(suggesters)
        self._failures: list[str] = []

    def take_failure(self) -> str | None:
        """What to tell about a suggester that has failed since the last time; None when none has."""
        return self._failures.pop(0) if self._failures else None

    def candidates(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        """All places in the span, without those that overlap one of an earlier suggester."""
        return self._places(span, lambda each: list(each.candidates(view, span)))

    def triggers(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        """All triggers in the span, without those that overlap one of an earlier suggester."""
        return self._places(span, lambda each: list(each.triggers(view, span)))

    def _places(
        self, span: Span, ask: Callable[[Suggester], list[Suggestion[Candidate]]]
    ) -> Sequence[Suggestion[Candidate]]:
        places: list[Suggestion[Candidate]] = []
        for answer in self._answers(ask):
            taken = [each.value.span for each in places]
            places += [
                each
                for each in answer
                if span[0] <= each.value.span[0] < each.value.span[1] <= span[1]
                and not any(start < each.value.span[1] and each.value.span[0] < end for start, end in taken)
            ]
        return sorted(places, key=lambda each: each.value.span)

    def attributes(self, view: DocumentView, annotation: Annotation) -> Mapping[str, Suggestion[Value]]:
        """For each attribute the first value."""
        values: dict[str, Suggestion[Value]] = {}
        for answer in self._answers(lambda each: dict(each.attributes(view, annotation))):
            values = answer | values
        return values

    def relations(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Relation]]:
        """All relations, each once."""
        first_of: dict[tuple[str, str, str], Suggestion[Relation]] = {}
        for answer in self._answers(lambda each: list(each.relations(view, span))):
            for each in answer:
                first_of.setdefault((each.value.type, each.value.head, each.value.tail), each)
        return list(first_of.values())

    def fillers(self, view: DocumentView, event: Event) -> Sequence[Suggestion[Argument]]:
        """All fillers, each in the first role that one says."""
        first_of: dict[str, Suggestion[Argument]] = {}
        for answer in self._answers(lambda each: list(each.fillers(view, event))):
            for each in answer:
                first_of.setdefault(each.value.target, each)
        return list(first_of.values())

    def document_date(self, view: DocumentView, annotation: Entity) -> Suggestion[str] | None:
        """What the first one says that knows of anything."""
        return next(filter(None, self._answers(lambda each: each.document_date(view, annotation))), None)

    def chains(self, view: DocumentView, annotation: Entity | Event) -> Sequence[Suggestion[str | None]]:
        """All things, each once."""
        chains: dict[str | None, Suggestion[str | None]] = {}
        for answer in self._answers(lambda each: list(each.chains(view, annotation))):
            for each in answer:
                chains.setdefault(each.value, each)
        return list(chains.values())

    def _answers(self, ask: Callable[[Suggester], Answer]) -> Iterator[Answer]:
        for suggester in tuple(self._suggesters):
            try:
                answer = ask(suggester)
            except Exception as error:
                # Everything: it is another package's code, and a key must not end the program for what that raises.
                self._suggesters.remove(suggester)
                self._failures.append(f"suggester {suggester.name} failed, off here: {type(error).__name__}: {error}")
            else:
                yield answer
