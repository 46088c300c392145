"""Several suggesters asked as one: what an earlier one says is not said again by a later one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.model.annotation import Annotation, Entity, Event, Value
from annotator.model.spans import Span
from annotator.suggest.suggester import Candidate, DocumentView, Suggester, Suggestion


class Several(Suggester):
    """The suggestions of some suggesters, in order; none without any."""

    def __init__(self, suggesters: Sequence[Suggester]) -> None:
        """Ask these, the first one first."""
        self.name = "+".join(each.name for each in suggesters)
        self._suggesters = tuple(suggesters)

    def candidates(self, view: DocumentView, span: Span) -> Sequence[Suggestion[Candidate]]:
        """All places, without those that overlap one of an earlier suggester."""
        found: list[Suggestion[Candidate]] = []
        for suggester in self._suggesters:
            taken = [each.value.span for each in found]
            found += [
                each
                for each in suggester.candidates(view, span)
                if not any(start < each.value.span[1] and each.value.span[0] < end for start, end in taken)
            ]
        return sorted(found, key=lambda each: each.value.span)

    def attributes(self, view: DocumentView, annotation: Annotation) -> Mapping[str, Suggestion[Value]]:
        """For each attribute the first value."""
        found: dict[str, Suggestion[Value]] = {}
        for suggester in reversed(self._suggesters):
            found |= suggester.attributes(view, annotation)
        return found

    def chains(self, view: DocumentView, annotation: Entity | Event) -> Sequence[Suggestion[str | None]]:
        """All things, each once."""
        found: dict[str | None, Suggestion[str | None]] = {}
        for suggester in self._suggesters:
            for each in suggester.chains(view, annotation):
                found.setdefault(each.value, each)
        return list(found.values())
