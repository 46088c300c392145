"""What was labelled where: the strings of mentions with their types, by document, so that one can be left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotator.model.spans import Span

TypeCounts = Mapping[str, int]
NOTHING: TypeCounts = {}

Counts = dict[str, dict[str, int]]
"""By a string, how often it got which type."""


@dataclass(frozen=True)
class Memory:
    """Strings and how often each got which type; a string that was also seen inside of a mention is `nested`."""

    counts: Mapping[str, TypeCounts]
    nested: frozenset[str] = frozenset()

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.counts), default=0)

    def types_of(self, words: str) -> TypeCounts:
        """How often a string got which type."""
        return self.counts.get(words, NOTHING)

    def occurrences(self, text: str, tokens: Sequence[Span]) -> Iterator[Span]:
        """Where a known string starts and ends with a token; also within others."""
        for index, (first, _) in enumerate(tokens):
            for _, last in tokens[index:]:
                if last - first > self._longest:
                    break
                if text[first:last] in self.counts:
                    yield first, last


class MemoryOfDocuments:
    """The strings of several documents; each document's own can be left out, as if it had not been labelled yet."""

    def __init__(self, documents: Sequence[Sequence[tuple[str, str, bool]]]) -> None:
        """Remember, for each document, its mentions' strings, types, and whether each stands inside another."""
        self._documents = [Counter((words, name) for words, name, _ in each) for each in documents]
        self._nested = [Counter(words for words, _, is_inside in each if is_inside) for each in documents]
        self._all = sum(self._documents, Counter())
        self._all_nested = sum(self._nested, Counter())

    def whole(self) -> Memory:
        """What all documents teach."""
        return _memory(self._all, self._all_nested)

    def without(self, number: int) -> Memory:
        """What all documents but one teach."""
        return _memory(self._all - self._documents[number], self._all_nested - self._nested[number])


def _memory(counts: Counter[tuple[str, str]], nested: Counter[str]) -> Memory:
    by_words: Counts = {}
    for (words, name), count in sorted(counts.items()):
        by_words.setdefault(words, {})[name] = count
    return Memory(by_words, frozenset(nested))


def likeliest(types: TypeCounts) -> str:
    """The type that a string got most often, the first by name where two are even; "" where it got none."""
    return min(types, key=lambda name: (-types[name], name), default="")
