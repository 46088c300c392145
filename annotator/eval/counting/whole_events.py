"""Whole events, recursively: right type, trigger and arguments, an argument that is an event being right itself.

`nested` wants equal spans. `approximate-span` accepts a predicted span inside the gold span widened to word
boundaries; `approximate-recursive` besides compares only the Themes of events that are arguments. Definitions of the
BioNLP shared tasks' GENIA evaluation: equal events of a side count once, an event is right if any of the other
side equals it, and predictions that equal an already matched gold event are discarded, not punished.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.eval.alignment.assignment import Edge, maximum_weight_matching
from annotator.eval.documents.resolved import Argument, Event, Mention, ResolvedDocument
from annotator.model.spans import Spans

APPROXIMATE = ("approximate-span", "approximate-recursive")
MEASURES = ("nested", *APPROXIMATE)

THEME = "Theme"
"""The only role that `approximate-recursive` compares below the top."""

WORD_ENDS = frozenset(" .!?,\"'")

SpanTest = Callable[[Spans, Spans], bool]
"""Whether predicted spans stand for gold spans."""


class TypeCounts(NamedTuple):
    """Events of one type in one document."""

    gold: int
    gold_matched: int
    predicted: int
    predicted_matched: int


def count_events(measure: str, gold: ResolvedDocument, predicted: ResolvedDocument) -> dict[str, TypeCounts]:
    """Count right events by type; the approximate measures need the gold text."""
    covers = _covers(gold) if measure != "nested" else _equal_spans
    comparison = _Comparison(gold, predicted, covers, measure == "approximate-recursive")
    gold_events, predicted_events = _distinct(gold), _distinct(predicted)
    matched_gold: set[int] = set()
    matched_predicted: set[int] = set()
    for p, predicted_event in enumerate(predicted_events):
        for g, gold_event in enumerate(gold_events):
            if comparison.same_event(gold_event, predicted_event, nested=False):
                matched_gold.add(g)
                matched_predicted.add(p)
    return _by_type(gold_events, predicted_events, matched_gold, matched_predicted)


def _by_type(
    gold: Sequence[Event], predicted: Sequence[Event], matched_gold: set[int], matched_predicted: set[int]
) -> dict[str, TypeCounts]:
    in_gold, in_predicted = Counter(event.type for event in gold), Counter(event.type for event in predicted)
    right_gold = Counter(gold[index].type for index in matched_gold)
    right_predicted = Counter(predicted[index].type for index in matched_predicted)
    found = {}
    for name in in_gold | in_predicted:
        discarded = max(0, right_predicted[name] - right_gold[name])
        found[name] = TypeCounts(
            in_gold[name], right_gold[name], in_predicted[name] - discarded, right_predicted[name] - discarded
        )
    return found


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Compares events of both sides, each pair once."""

    gold: ResolvedDocument
    predicted: ResolvedDocument
    covers: SpanTest
    themes_only: bool
    known: dict[tuple[str, str, bool], bool] = field(default_factory=dict)

    def same_event(self, gold: Event, predicted: Event, *, nested: bool) -> bool:
        key = gold.trigger.id, predicted.trigger.id, nested
        if key not in self.known:
            self.known[key] = (
                gold.type == predicted.type
                and self.covers(gold.trigger.spans, predicted.trigger.spans)
                and self._same_arguments(self._compared(gold, nested), self._compared(predicted, nested))
            )
        return self.known[key]

    def _compared(self, event: Event, nested: bool) -> Sequence[Argument]:
        if nested and self.themes_only:
            return [each for each in event.arguments if each.role == THEME]
        return event.arguments

    def _same_arguments(self, gold: Sequence[Argument], predicted: Sequence[Argument]) -> bool:
        """Whether the arguments can be paired off so that each pair is equal."""
        if Counter(each.role for each in gold) != Counter(each.role for each in predicted):
            return False
        edges = [
            Edge(g, p, (1,))
            for g, gold_argument in enumerate(gold)
            for p, predicted_argument in enumerate(predicted)
            if self._same_argument(gold_argument, predicted_argument)
        ]
        return len(maximum_weight_matching(edges)) == len(gold)

    def _same_argument(self, gold: Argument, predicted: Argument) -> bool:
        if gold.role != predicted.role or gold.target.is_event != predicted.target.is_event:
            return False
        if gold.target.is_event:
            inner = self.gold.event_of[gold.target.id], self.predicted.event_of[predicted.target.id]
            return self.same_event(*inner, nested=True)
        return gold.target.type == predicted.target.type and self.covers(gold.target.spans, predicted.target.spans)


def _equal_spans(gold: Spans, predicted: Spans) -> bool:
    return gold == predicted


def _distinct(facts: ResolvedDocument) -> list[Event]:
    """The events without repetitions; two are the same if type, trigger and arguments are, down to the leaves."""
    forms: dict[str, Hashable] = {}

    def form(event: Event) -> Hashable:
        known = forms.get(event.trigger.id)
        if known is None:
            parts = [
                (each.role, form(facts.event_of[each.target.id]) if each.target.is_event else each.target[:2])
                for each in event.arguments
            ]
            arguments = sorted(parts, key=repr)
            known = forms[event.trigger.id] = (event.trigger[:2], tuple(arguments))
        return known

    return list({form(event): event for event in facts.events}.values())


def _covers(gold: ResolvedDocument) -> SpanTest:
    text = gold.text or ""
    annotated = _annotated_chars(gold, len(text))

    def inside(gold_spans: Spans, predicted_spans: Spans) -> bool:
        if not gold_spans or not predicted_spans:
            return gold_spans == predicted_spans
        start, end = widened(text, annotated, gold_spans[0][0], gold_spans[-1][1])
        return start <= predicted_spans[0][0] and predicted_spans[-1][1] <= end

    return inside


def _annotated_chars(gold: ResolvedDocument, length: int) -> bytearray:
    """1 for each character of the text that some gold mention or trigger has."""
    annotated = bytearray(length)
    mentions: Iterable[Mention] = (*gold.entities, *(event.trigger for event in gold.events))
    for mention in mentions:
        for start, end in mention.spans:
            annotated[start:end] = b"\x01" * (min(end, length) - min(start, length))
    return annotated


def widened(text: str, annotated: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The span extended on both sides to the next blank, punctuation or annotated character, by one at least."""
    left = start - 2
    while left >= 0 and text[left] not in WORD_ENDS and not annotated[left]:
        left -= 1
    right = end + 1
    while right < len(text) and text[right] not in WORD_ENDS and not annotated[right]:
        right += 1
    return left + 1, right
