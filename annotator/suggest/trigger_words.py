"""Likely triggers of events: words that the schema lists or marks in examples, and those that were triggers here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from annotator.model.spans import Span
from annotator.schema.triggers import trigger_pattern
from annotator.suggest.suggester import Candidate, DocumentView

Stem: TypeAlias = Callable[[str], str]
"""What the forms of a word have in common."""

Stems: TypeAlias = tuple[str, ...]

EventWords: TypeAlias = tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
"""Each event type with the entries that the schema lists for it, and with its examples."""

_MARKED = re.compile(r"\[([^\[\]]+)\]")


class KnownTriggers(NamedTuple):
    """What triggers are known by: the stems of words, and patterns, each with the type that it says."""

    words: Mapping[Stems, str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


def known_triggers(view: DocumentView, stem: Stem) -> KnownTriggers:
    """What is likely a trigger in a document; what was labelled counts first."""
    types = (each for each in view.schema.event_types.values() if not each.abstract)
    return _known(tuple((each.name, each.triggers, each.examples) for each in types), view.labelled_triggers(), stem)


@lru_cache(maxsize=64)
def _known(types: EventWords, labelled: tuple[tuple[str, str], ...], stem: Stem) -> KnownTriggers:
    triggers: dict[Stems, str] = {}
    for name, _, examples in types:
        for words in (words for example in examples for words in _MARKED.findall(example)):
            triggers.setdefault(_stems(words, stem), name)
    triggers |= {_stems(words, stem): name for words, name in labelled}
    return KnownTriggers(triggers, _patterns(tuple((name, entries) for name, entries, _ in types if entries)))


@lru_cache(maxsize=64)
def _patterns(types: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, trigger_pattern(entries)) for name, entries in types)


def _stems(words: str, stem: Stem) -> Stems:
    return tuple(stem(word) for word in words.split())


def triggers_among(text: str, tokens: Sequence[Span], known: KnownTriggers, stem: Stem) -> list[Candidate]:
    """The likely triggers among the tokens of some sentences, in reading order, none overlapping."""
    if not tokens:
        return []
    taken = list(_worded(text, tokens, known.words, stem))
    for each in sorted(_listed(text, tokens, known.patterns), key=lambda triggers: triggers.span[0] - triggers.span[1]):
        if not any(start < each.span[1] and each.span[0] < end for start, end in (one.span for one in taken)):
            taken.append(each)
    return sorted(taken, key=lambda triggers: triggers.span)


def _worded(text: str, tokens: Sequence[Span], words: Mapping[Stems, str], stem: Stem) -> Iterator[Candidate]:
    """At each token the longest known words that start there."""
    here = [stem(text[start:end]) for start, end in tokens]
    longest = max(map(len, words), default=0)
    number = 0
    while number < len(tokens):
        for count in range(min(longest, len(tokens) - number), 0, -1):
            type_name = words.get(tuple(here[number : number + count]))
            if type_name is not None:
                yield Candidate((tokens[number][0], tokens[number + count - 1][1]), (type_name,))
                number += count - 1
                break
        number += 1


def _listed(text: str, tokens: Sequence[Span], patterns: Sequence[tuple[str, re.Pattern[str]]]) -> Iterator[Candidate]:
    """What the schema lists, where it begins and ends with a token."""
    starts, ends = {start for start, _ in tokens}, {end for _, end in tokens}
    for name, pattern in patterns:
        for match in pattern.finditer(text, tokens[0][0], tokens[-1][1]):
            if match.start() in starts and match.end() in ends:
                yield Candidate(match.span(), (name,))
