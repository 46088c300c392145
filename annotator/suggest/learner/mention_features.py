"""What a candidate looks like: its words, their forms, what stands around, what rules and memory say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from annotator.model.spans import Span
from annotator.suggest.learner.memory import Memory, likeliest
from annotator.suggest.learner.reading.reading import Reading

VERSION = 5
"""Other features are another version: a model says with which it was made."""

MOST_SEEN = 3
"""A string seen this often is as good as one that was seen more often."""

NEIGHBOURS = 2
OUTSIDE = "|"
"""The word before the first, and behind the last, of a sentence."""


def features_of(span: Span, reading: Reading, memory: Memory, counts: Mapping[str, int]) -> Iterator[str]:
    """The features of a span; `counts` says how often strings occur as candidates in this document."""
    text = reading.text[slice(*span)]
    within = reading.within(span)
    words = [reading.words[number] for number in within] or [text]
    yield from _form(text, words)
    yield from _around(span, within, reading)
    yield from _by_rules(span, within, reading)
    yield from _by_memory(text, words, memory)
    yield f"here {min(counts.get(text, 0), MOST_SEEN)}"


def _form(text: str, words: list[str]) -> Iterator[str]:
    head, first = words[-1].lower(), words[0].lower()
    yield f"text {text.lower()}"
    yield f"head {head}"
    yield f"first {first}"
    yield f"end2 {head[-2:]}"
    yield f"end3 {head[-3:]}"
    yield f"shape {' '.join(map(shape, words[:4]))}"
    yield f"length {min(len(words), 6)}"
    for word in dict.fromkeys(word.lower() for word in words):
        yield f"word {word}"


def _around(span: Span, within: range, reading: Reading) -> Iterator[str]:
    sentence = reading.sentences[reading.sentence_of(span[0])] if reading.sentences else (0, len(reading.text))
    for step in range(1, NEIGHBOURS + 1):
        for side, number in (("-", within.start - step), ("+", within.stop - 1 + step)):
            word = _word_in(reading, number, sentence)
            yield f"at {side}{step} {word.lower()}"
            yield f"shape at {side}{step} {shape(word)}"
    before, behind = _word_in(reading, within.start - 1, sentence), _word_in(reading, within.stop, sentence)
    yield f"between {before.lower()} {behind.lower()}"


def _word_in(reading: Reading, number: int, sentence: Span) -> str:
    if 0 <= number < len(reading.tokens) and sentence[0] <= reading.tokens[number][0] < sentence[1]:
        return reading.words[number]
    return OUTSIDE


def _by_rules(span: Span, within: range, reading: Reading) -> Iterator[str]:
    reason = reading.rules.get(span)
    yield f"rule {reason or 'none'}"
    if reason is None:
        yield f"rule over it {next((reading.rules_by_token[number] for number in within), 'none')}"


def _by_memory(text: str, words: list[str], memory: Memory) -> Iterator[str]:
    types = memory.types_of(text)
    yield f"was {likeliest(types)}"
    if types:
        yield f"was {likeliest(types)} {min(sum(types.values()), MOST_SEEN)}"
    if len(types) > 1:
        yield "was several"
    if len(words) > 1:
        yield f"head was {likeliest(memory.types_of(words[-1]))}"
        yield f"first was {likeliest(memory.types_of(words[0]))}"


@lru_cache(maxsize=8192)
def shape(word: str) -> str:
    """The form of a word: capitals, small letters, digits, and signs as they are; repeats left out."""
    kinds = ("X" if c.isupper() else "x" if c.islower() else "9" if c.isdigit() else c for c in word)
    kept: list[str] = []
    for kind in kinds:
        if kept[-1:] != [kind]:
            kept.append(kind)
    return "".join(kept)


def counted(reading: Reading, spans: list[Span]) -> Counter[str]:
    """How often each string occurs among the candidates of a document."""
    return Counter(reading.text[start:end] for start, end in spans)
