"""Which stems were a trigger, by document, so that one document can be left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.suggest.learner.reading.lesson import Lesson
from annotator.suggest.learner.reading.reading import Reading

MOST_WORDS = 3
"""Words of the longest trigger that is remembered."""

Stems = str
"""The stems of some words, with a blank between."""

Place = tuple[int, int]
"""Some words of a text: the number of the first, and how many they are."""


@dataclass(frozen=True)
class StemMemory:
    """How often stems were a trigger of which type, and how often they stood there at all."""

    types: Mapping[Stems, Mapping[str, int]]
    occurrences: Mapping[Stems, int]

    def share(self, stems: Stems) -> float:
        """The share of their occurrences in which stems were a trigger."""
        return sum(self.types.get(stems, {}).values()) / max(self.occurrences.get(stems, 0), 1)


@dataclass(frozen=True)
class _Seen:
    """The same of one document, as counts that are added up: triggers with their type, and all words that were read."""

    listed: Counter[Stems]
    types: Counter[tuple[Stems, str]]
    occurrences: Counter[Stems]

    def __add__(self, other: _Seen) -> _Seen:
        return _Seen(self.listed + other.listed, self.types + other.types, self.occurrences + other.occurrences)

    def __sub__(self, other: _Seen) -> _Seen:
        return _Seen(self.listed - other.listed, self.types - other.types, self.occurrences - other.occurrences)

    def memory(self) -> StemMemory:
        """What it teaches; of words that were no trigger and are not listed nothing is kept."""
        types: dict[Stems, dict[str, int]] = {}
        for words in sorted({*self.listed, *(words for words, _ in self.types)}):
            types[words] = {}
        for (words, name), count in sorted(self.types.items()):
            types[words][name] = count
        return StemMemory(types, {words: count for words in types if (count := self.occurrences[words])})


class StemsOfDocuments:
    """The stems of several documents; each document's own can be left out, as if it had not been labelled yet."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        """Remember what is labelled in these."""
        self._seen = [_seen(each) for each in lessons]
        self._all = sum(self._seen, _Seen(Counter(), Counter(), Counter()))

    def whole(self) -> StemMemory:
        """What all documents teach."""
        return self._all.memory()

    def without(self, number: int) -> StemMemory:
        """What all documents but one teach."""
        return (self._all - self._seen[number]).memory()

    def with_part(self, lesson: Lesson) -> StemMemory:
        """What they teach together with the part of another one that is labelled."""
        return (self._all + _seen(lesson)).memory()


def _seen(lesson: Lesson) -> _Seen:
    stems, gold = stems_of(lesson), triggers_of(lesson)
    listed = {joined(stems, each) for each in _listed(lesson.reading)}
    types = Counter((joined(stems, each), name) for each, name in gold.items())
    return _Seen(Counter(listed), types, Counter(joined(stems, each) for each in _read_places(lesson, gold)))


def _read_places(lesson: Lesson, gold: Mapping[Place, str]) -> Iterator[Place]:
    """The words of which it is known whether they are a trigger: those that are, and all where one was looked for."""
    tokens = lesson.reading.tokens
    for first, (start, _) in enumerate(tokens):
        is_read = lesson.has_no_event(start)
        for count in range(1, min(MOST_WORDS, len(tokens) - first) + 1):
            if is_read or (first, count) in gold:
                yield first, count


def stems_of(lesson: Lesson) -> list[str]:
    """The stems of the words of a document."""
    return [lesson.stem(word) for word in lesson.reading.words]


def joined(stems: Sequence[str], place: Place) -> Stems:
    """The stems at a place."""
    first, count = place
    return " ".join(stems[first : first + count])


def triggers_of(lesson: Lesson) -> dict[Place, str]:
    """The triggers of one piece that a person has decided about, by place."""
    places = ((each, lesson.reading.within(each.spans[0])) for each in lesson.events if len(each.spans) == 1)
    return {(within.start, len(within)): each.type for each, within in places if 0 < len(within) <= MOST_WORDS}


def _listed(reading: Reading) -> Iterable[Place]:
    for span in reading.listed:
        within = reading.within(span)
        if 0 < len(within) <= MOST_WORDS:
            yield within.start, len(within)
