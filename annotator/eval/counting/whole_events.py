"""Whole events, recursively: right type, trigger and arguments, an argument that is an event being right itself.

`nested` wants equal spans. `approximate-span` accepts a predicted span inside the gold span widened to word
boundaries; `approximate-recursive` besides compares only the Themes of events that are arguments. Definitions of the
BioNLP shared tasks' GENIA evaluation: equal events of a side count once, an event is right if any of the other
side equals it, and predictions that equal an already matched gold event are discarded, not punished.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.eval.alignment.assignment import Edge, maximum_weight_matching
from annotator.eval.count_names import RATIO_COUNTS, CountKey
from annotator.eval.documents.resolved import Argument, Event, Mention, ResolvedDocument, resolve
from annotator.model.spans import Spans

if TYPE_CHECKING:
    from annotator.eval.counting.batch import Pair

THEME = "Theme"
"""The only role that `approximate-recursive` compares below the top."""

WORD_ENDS = frozenset(" .!?,\"'")

SpanTest = Callable[[Spans, Spans], bool]
"""Whether predicted spans stand for gold spans."""


def count_events(
    layer: str, counter: str, pair: Pair, *, widened: bool = False, themes_only: bool = False
) -> dict[CountKey, float]:
    """Right events of a document by type; where words are widened gold needs its text, and nothing counts without."""
    gold, predicted = resolve(pair.gold), resolve(pair.predicted)
    if widened and gold.text is None and gold.events:
        return {}
    comparison = _Comparison(gold, predicted, _covers(gold) if widened else _equal_spans, themes_only)
    gold_events, predicted_events = _distinct(gold), _distinct(predicted)
    matched = [
        (g, p)
        for p, predicted_event in enumerate(predicted_events)
        for g, gold_event in enumerate(gold_events)
        if comparison.same_event(gold_event, predicted_event, nested=False)
    ]
    in_gold, in_predicted = (
        Counter(event.type for event in gold_events),
        Counter(event.type for event in predicted_events),
    )
    right_gold = Counter(gold_events[index].type for index in {g for g, _ in matched})
    right_predicted = Counter(predicted_events[index].type for index in {p for _, p in matched})
    counts: dict[CountKey, float] = {}
    for name in in_gold | in_predicted:
        discarded = max(0, right_predicted[name] - right_gold[name])
        row = right_gold[name], in_gold[name], right_predicted[name] - discarded, in_predicted[name] - discarded
        counts |= {CountKey(layer, counter, name, each): value for each, value in zip(RATIO_COUNTS, row, strict=True)}
    return counts


class _Comparison:
    """Compares events of both sides, each pair once."""

    def __init__(
        self, gold: ResolvedDocument, predicted: ResolvedDocument, covers: SpanTest, themes_only: bool
    ) -> None:
        self.gold, self.predicted, self.covers, self.themes_only = gold, predicted, covers, themes_only
        self.known: dict[tuple[str, str, bool], bool] = {}

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
