"""Triggers: words whose stems said an event before, or that the schema lists, judged by what stands around them.

Below `trigger_fitting.LEAST_EVENTS` finished events nothing is as good as the memory of stems alone: a stem is a
trigger where it was one in half of its occurrences. From there on every word is judged, with that memory as one of its
features.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.model.spans import Span
from annotator.suggest.learner.linear.linear import EMPTY, Linear
from annotator.suggest.learner.memory import likeliest
from annotator.suggest.learner.mention_features import OUTSIDE, shape
from annotator.suggest.learner.reading.reading import Reading
from annotator.suggest.learner.stem_memory import MOST_WORDS, StemMemory
from annotator.suggest.trigger_words import Stem

NO_TRIGGER = ""
SHOWN = 0.5
LISTED = 0.5
"""How likely words are a trigger that the schema lists and that nobody has labelled or passed over yet."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A proposed trigger: its place, the likeliest type, and how likely exactly this is."""

    span: Span
    type: str
    probability: float


@dataclass(frozen=True)
class TriggerModel:
    """What finds triggers."""

    memory: StemMemory
    linear: Linear = EMPTY

    def propose(self, reading: Reading, stem: Stem, least: float = SHOWN) -> list[Trigger]:
        """The triggers of a text with at least this probability, by place, none overlapping, the likeliest first."""
        stems = [stem(word) for word in reading.words]
        # Where only triggers were learned, everything would be one.
        judge = self._judged if NO_TRIGGER in self.linear.classes else self._remembered
        found = [judge(reading, stems, first, count) for first, count in places(reading, stems, self.memory)]
        likely = sorted((each for each in found if each.type and each.probability >= least), key=_likeliest_longest)
        taken = bytearray(len(reading.text))
        kept = []
        for each in likely:
            start, end = each.span
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                kept.append(each)
        return sorted(kept, key=lambda each: each.span)

    def _remembered(self, reading: Reading, stems: Sequence[str], first: int, count: int) -> Trigger:
        words, span = " ".join(stems[first : first + count]), _span(reading, first, count)
        if words not in self.memory.occurrences and span in reading.listed:
            return Trigger(span, reading.listed[span], LISTED)
        return Trigger(span, likeliest(self.memory.types.get(words, {})), self.memory.share(words))

    def _judged(self, reading: Reading, stems: Sequence[str], first: int, count: int) -> Trigger:
        shares = self.linear.shares(features_of(reading, stems, first, count, self.memory))
        is_one = 1 - shares.pop(NO_TRIGGER, 0.0)
        name = max(shares, key=lambda each: shares[each], default=NO_TRIGGER)
        return Trigger(_span(reading, first, count), name, is_one)


def _likeliest_longest(trigger: Trigger) -> tuple[float, int, Span]:
    return -trigger.probability, trigger.span[0] - trigger.span[1], trigger.span


def _span(reading: Reading, first: int, count: int) -> Span:
    return reading.tokens[first][0], reading.tokens[first + count - 1][1]


def places(reading: Reading, stems: Sequence[str], memory: StemMemory) -> Iterator[tuple[int, int]]:
    """The words that may be a trigger, as the number of the first and how many: each alone, several if known."""
    for first, one in enumerate(stems):
        if one[:1].isalpha():
            yield first, 1
        for count in range(2, MOST_WORDS + 1):
            if first + count <= len(stems) and _is_known(reading, stems, first, count, memory):
                yield first, count


def _is_known(reading: Reading, stems: Sequence[str], first: int, count: int, memory: StemMemory) -> bool:
    return " ".join(stems[first : first + count]) in memory.types or _span(reading, first, count) in reading.listed


def features_of(reading: Reading, stems: Sequence[str], first: int, count: int, memory: StemMemory) -> Iterator[str]:
    """What some words look like as a trigger."""
    words, last = " ".join(stems[first : first + count]), first + count - 1
    known = likeliest(memory.types.get(words, {}))
    yield f"stem {words}"
    yield f"was {known}"
    yield f"was {known} {round(memory.share(words) * 4)}"
    head = reading.words[last].lower()
    yield from (f"end2 {head[-2:]}", f"end3 {head[-3:]}", f"shape {shape(head)}", f"word {head}")
    yield f"listed {reading.listed.get(_span(reading, first, count), '')}"
    yield f"rule {reading.rules.get(_span(reading, first, count), 'none')}"
    for step in (1, 2):
        for side, number in (("-", first - step), ("+", last + step)):
            is_there = 0 <= number < len(stems)
            yield f"at {side}{step} {stems[number] if is_there else OUTSIDE}"
            yield f"shape at {side}{step} {shape(reading.words[number]) if is_there else OUTSIDE}"
