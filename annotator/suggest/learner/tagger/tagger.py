"""A tagger of words: where mentions begin and go on, by what words and their neighbours look like, in plain Python.

What it finds are candidates beside those of rules and memory. It was fitted by `tagger_fitting`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from annotator.model.spans import Span
from annotator.suggest.learner.linear.linear import EMPTY, Linear
from annotator.suggest.learner.mention_features import NEIGHBOURS, OUTSIDE, shape
from annotator.suggest.learner.reading.reading import Reading

TAGGER = "the tagger"
"""The name of what it says among the sources; no extractor can have it."""

OUT, BEGIN, INSIDE = "O", "B-", "I-"


@dataclass(frozen=True)
class Tagger:
    """A chain over the words of a sentence: `linear` weighs a tag by its word, `transitions` by the tag before."""

    linear: Linear
    transitions: tuple[tuple[float, ...], ...]

    @cached_property
    def _steps(self) -> np.ndarray:
        return np.array(self.transitions)

    def spans(self, reading: Reading) -> dict[Span, str]:
        """The mentions that it finds in a text, by place; none overlaps another."""
        found: dict[Span, str] = {}
        for words in sentences_of(reading) if self.linear.classes else ():
            tags = self._best([list(word_features(reading, number, words)) for number in words])
            found |= dict(spans_of(tags, [reading.tokens[number] for number in words]))
        return found

    def read(self, reading: Reading) -> Reading:
        """The reading with what this tagger finds in it as said by a source."""
        return replace(reading, said={**reading.said, TAGGER: self.spans(reading)})

    def _best(self, things: Sequence[Sequence[str]]) -> list[str]:
        """The likeliest tags of a sentence (Viterbi); the first by name where several are."""
        best, before = self._weights(things[0]), []
        for each in things[1:]:
            paths = best[:, None] + self._steps
            before.append(paths.argmax(axis=0))
            best = paths.max(axis=0) + self._weights(each)
        number = int(best.argmax())
        numbers = [number]
        for step in reversed(before):
            number = int(step[number])
            numbers.append(number)
        return [self.linear.classes[each] for each in reversed(numbers)]

    def _weights(self, features: Sequence[str]) -> np.ndarray:
        weights = np.zeros(len(self.linear.classes))
        for each in features:
            for number, weight in self.linear.weights.get(each, ()):
                weights[number] += weight
        return weights


NO_TAGGER = Tagger(EMPTY, ())


def sentences_of(reading: Reading) -> Iterator[range]:
    """The numbers of the words of each sentence that has any."""
    for sentence in reading.sentences:
        within = reading.within(sentence)
        if within:
            yield within


def word_features(reading: Reading, number: int, sentence: range) -> Iterator[str]:
    """What a word looks like: itself, its ends and shape, its neighbours in the sentence, and what rules say."""
    word = reading.words[number].lower()
    yield from (
        "any",
        f"word {word}",
        f"end2 {word[-2:]}",
        f"end3 {word[-3:]}",
        f"shape {shape(reading.words[number])}",
    )
    reasons, reason = reading.rules_by_token, reading.rules_by_token[number]
    is_first = number == 0 or reasons[number - 1] != reason
    yield f"rule {reason} {is_first}"
    for step in range(1, NEIGHBOURS + 1):
        for side, other in (("-", number - step), ("+", number + step)):
            near = reading.words[other] if other in sentence else OUTSIDE
            yield f"at {side}{step} {near.lower()}"
            yield f"shape at {side}{step} {shape(near)}"


def tags_of(types: dict[Span, str], tokens: Sequence[Span]) -> list[str]:
    """The tags of a sentence's words; of mentions that overlap the longest, and none that cuts a word."""
    tags = [OUT] * len(tokens)
    starts = {start: number for number, (start, _) in enumerate(tokens)}
    ends = {end: number for number, (_, end) in enumerate(tokens)}
    for start, end in sorted(types, key=lambda span: (span[0] - span[1], span)):
        first, last = starts.get(start), ends.get(end)
        if first is not None and last is not None and all(tag == OUT for tag in tags[first : last + 1]):
            name = types[start, end]
            tags[first : last + 1] = [BEGIN + name, *[INSIDE + name] * (last - first)]
    return tags


def spans_of(tags: Sequence[str], tokens: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """The mentions that tags say; one that goes on without having begun begins there."""
    start, name = 0, ""
    for number, tag in enumerate([*tags, OUT]):
        if name and tag != INSIDE + name:
            yield (tokens[start][0], tokens[number - 1][1]), name
            name = ""
        if not name and tag != OUT:
            start, name = number, tag[len(BEGIN) :]
