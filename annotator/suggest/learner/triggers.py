"""Triggers: words whose stems said an event before, or that the schema lists, judged by what stands around them.

Below `LEAST_EVENTS` finished events nothing is as good as the memory of stems alone: a stem is a trigger where it was
one in half of its occurrences. From there on every word is judged, with that memory as one of its features.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.model.spans import Span
from annotator.suggest.learner.linear.linear import EMPTY, Linear, fit
from annotator.suggest.learner.memory import likeliest
from annotator.suggest.learner.mention_features import OUTSIDE, shape
from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.reading.reading import Reading
from annotator.suggest.trigger_words import Stem

NO_TRIGGER = ""
SHOWN = 0.5
LEAST_EVENTS = 300
LISTED = 0.5
"""How likely words are a trigger that the schema lists and that nobody has labelled or passed over yet."""
MOST_WORDS = 3
"""Words of the longest trigger that is remembered."""

Stems = str
"""The stems of some words, with a blank between."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A proposed trigger: its place, the likeliest type, and how likely exactly this is."""

    span: Span
    type: str
    probability: float


@dataclass(frozen=True)
class StemMemory:
    """How often stems were a trigger of which type, and how often they stood there at all."""

    types: Mapping[Stems, Mapping[str, int]]
    occurrences: Mapping[Stems, int]

    def share(self, stems: Stems) -> float:
        """The share of their occurrences in which stems were a trigger."""
        return sum(self.types.get(stems, {}).values()) / max(self.occurrences.get(stems, 0), 1)


@dataclass(frozen=True)
class TriggerModel:
    """What finds triggers."""

    memory: StemMemory
    linear: Linear = EMPTY

    def propose(self, reading: Reading, stem: Stem, least: float = SHOWN) -> list[Trigger]:
        """The triggers of a text with at least this probability, by place, none overlapping, the likeliest first."""
        stems = [stem(word) for word in reading.words]
        judge = self._judged if self.linear.classes else self._remembered
        found = [judge(reading, stems, first, count) for first, count in _places(reading, stems, self.memory)]
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


def _places(reading: Reading, stems: Sequence[str], memory: StemMemory) -> Iterator[tuple[int, int]]:
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


def fit_triggers(lessons: Sequence[Lesson]) -> TriggerModel:
    """The model that finished documents teach."""
    read = [_finished_stems(each) for each in lessons]
    gold = [_types_by_place(each) for each in lessons]
    listed = [set(_listed(each.reading)) for each in lessons]
    memory = _memory(read, gold, listed)
    if sum(map(len, gold)) < LEAST_EVENTS:
        return TriggerModel(memory)
    things, classes = [], []
    for number, lesson in enumerate(lessons):
        rest = [other for other in range(len(lessons)) if other != number]
        others = _memory([read[n] for n in rest], [gold[n] for n in rest], [listed[n] for n in rest])
        stems = [lesson.stem(word) for word in lesson.reading.words]
        for first, count in sorted({*_places(lesson.reading, stems, others), *gold[number]}):
            is_known = (first, count) in gold[number] or lesson.events_complete
            if is_known and lesson.holds(lesson.reading.tokens[first][0]):
                things.append(list(features_of(lesson.reading, stems, first, count, others)))
                classes.append(gold[number].get((first, count), NO_TRIGGER))
    return TriggerModel(memory, fit(things, classes))


def _finished_stems(lesson: Lesson) -> list[str]:
    """The stems of the part that is finished: what was passed over in it is no trigger."""
    if not lesson.events_complete:
        return []
    tokens = zip(lesson.reading.tokens, lesson.reading.words, strict=True)
    return [lesson.stem(word) for (start, _), word in tokens if lesson.holds(start)]


def _types_by_place(lesson: Lesson) -> dict[tuple[int, int], str]:
    """The triggers of one piece, by the number of their first word and how many words they have."""
    types = {}
    for event in lesson.events:
        within = lesson.reading.within(event.spans[0])
        if len(event.spans) == 1 and 0 < len(within) <= MOST_WORDS:
            types[within.start, len(within)] = event.type
    return types


def _listed(reading: Reading) -> Iterator[tuple[int, int]]:
    for span in reading.listed:
        within = reading.within(span)
        if 0 < len(within) <= MOST_WORDS:
            yield within.start, len(within)


def _memory(
    read: Sequence[Sequence[str]],
    gold: Sequence[Mapping[tuple[int, int], str]],
    listed: Sequence[Iterable[tuple[int, int]]],
) -> StemMemory:
    types: dict[Stems, Counter[str]] = {}
    for stems, places, others in zip(read, gold, listed, strict=True):
        for first, count in others:
            types.setdefault(" ".join(stems[first : first + count]), Counter())
        for (first, count), name in places.items():
            types.setdefault(" ".join(stems[first : first + count]), Counter())[name] += 1
    occurrences: Counter[Stems] = Counter()
    for stems in read:
        for first in range(len(stems)):
            parts = (" ".join(stems[first : first + count]) for count in range(1, MOST_WORDS + 1))
            occurrences.update(part for part in dict.fromkeys(parts) if part in types)
    return StemMemory(
        {words: dict(sorted(types[words].items())) for words in sorted(types)}, dict(sorted(occurrences.items()))
    )
