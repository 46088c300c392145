"""Finding the place of words that somebody quoted without saying where they stand.

There are four ways to look, each taking in the one before it:

========  =================================================================================================
exact     the same characters
blanks    any run of blanks and line ends stands for any other; unseen characters (soft hyphens) do not count
case      so does upper for lower case
fuzzy     the words that are most alike, from a threshold on
========  =================================================================================================

The first way in which the words are found at all is the one that counts; in it, the n-th occurrence is meant. Words
that stand somewhere as whole words are looked for only as such: `he` is not found in `the` where it also stands alone.
Nothing is ever put elsewhere: an occurrence that is not there has no place, and the reason says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

import regex

from annotator.model.spans import Span
from annotator.text.placing_ways import DEFAULT_PLACING, DEFAULT_THRESHOLD, PLACINGS, Placing
from annotator.text.search import INVISIBLE

_WORD = regex.compile(r"\S+")
_INK = regex.compile(r"[\p{L}\p{N}]")
_EDGES = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$")
_BOUNDED = regex.compile(r"[\p{Cased_Letter}\p{M}\p{N}]")
"""Characters of which words are made that have blanks between them; Han, kana or Thai are none."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where words stand, and the way in which they were found."""

    span: Span
    placing: Placing


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Words that stand nowhere, and why."""

    reason: str


@dataclass(frozen=True)
class Placer:
    """The places of words in one text."""

    text: str
    placing: Placing = DEFAULT_PLACING
    threshold: float = DEFAULT_THRESHOLD

    def place(self, words: str, nth: int = 1) -> Placed | Misplaced:
        """Where the n-th occurrence of the words stands, counted from 1."""
        if nth < 1:
            return Misplaced(f"occurrence {nth} is asked for; the first is 1")
        placing, spans = self.occurrences(words)
        if not spans:
            return Misplaced("not in the text")
        if nth > len(spans):
            times = "once" if len(spans) == 1 else f"{len(spans)} times"
            return Misplaced(f"occurrence {nth} is asked for; in the text {times}")
        return Placed(spans[nth - 1], placing)

    def nth(self, span: Span) -> int | None:
        """Which occurrence of its words a span is; None where the words alone cannot say so."""
        _, spans = self.occurrences(self.text[slice(*span)])
        return spans.index(span) + 1 if span in spans else None

    def occurrences(self, words: str) -> tuple[Placing, list[Span]]:
        """Where the words stand, in the order of the text, and the first way in which they are found."""
        for placing in PLACINGS[: PLACINGS.index(self.placing) + 1]:
            if spans := self._found(words, placing):
                return placing, spans
        return self.placing, []

    def _found(self, words: str, placing: Placing) -> list[Span]:
        if placing == "fuzzy":
            return _most_alike(self._alike(words)) if _INK.search(words) else []
        if not words.strip():
            return []
        spans = list(_matches(_pattern(words, placing), self.text))
        return [span for span in spans if not self._cuts_a_word(span)] or spans

    def _cuts_a_word(self, span: Span) -> bool:
        start, end = span
        cuts = (at for at in span if 0 < at < len(self.text))
        return start < end and any(_BOUNDED.match(self.text[at - 1]) and _BOUNDED.match(self.text[at]) for at in cuts)

    @cached_property
    def _words(self) -> list[Span]:
        return [match.span() for match in _WORD.finditer(self.text)]

    def _alike(self, words: str) -> Iterator[tuple[float, Span]]:
        """Runs of words that are alike, and how much; of one word more or less than were quoted, too."""
        quoted = " ".join(words.split()).lower()
        matcher = SequenceMatcher(None, "", quoted, autojunk=False)
        count = len(quoted.split())
        for length in range(max(1, count - 1), count + 2):
            for first, last in zip(self._words, self._words[length - 1 :], strict=False):
                span = _without_edges(self.text, (first[0], last[1]), words)
                matcher.set_seq1(" ".join(self.text[slice(*span)].split()).lower())
                enough = matcher.real_quick_ratio() >= self.threshold and matcher.quick_ratio() >= self.threshold
                if enough and (ratio := matcher.ratio()) >= self.threshold:
                    yield ratio, span


def alike(words: str, candidate: str, placing: Placing = DEFAULT_PLACING, threshold: float = DEFAULT_THRESHOLD) -> bool:
    """Whether words of a text may pass for those that somebody quoted, in one of the ways or a stricter one."""
    if words == candidate or placing == "exact" or not words.strip():
        return words == candidate
    if placing != "fuzzy":
        return _pattern(words, placing).fullmatch(candidate.strip()) is not None
    one, other = (" ".join(each.split()).lower() for each in (candidate, words))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= threshold


def _pattern(words: str, placing: Placing) -> regex.Pattern[str]:
    """What to look for in one of the ways that are no likeness."""
    if placing == "exact":
        return regex.compile(regex.escape(words, special_only=True, literal_spaces=True))
    parts = [INVISIBLE.join(map(regex.escape, word)) for word in words.split()]
    return regex.compile(r"\s+".join(parts), regex.IGNORECASE | regex.FULLCASE if placing == "case" else regex.V0)


def _matches(pattern: regex.Pattern[str], text: str) -> Iterator[Span]:
    """All matches, those that overlap too."""
    return (match.span() for match in pattern.finditer(text, overlapped=True))


def _without_edges(text: str, span: Span, words: str) -> Span:
    """A span without the punctuation at its ends, unless the words that are looked for have some at theirs."""
    if _EDGES.search(words.strip()):
        return span
    start, end = span
    while start < end and not _INK.match(text[start]):
        start += 1
    while end > start and not _INK.match(text[end - 1]):
        end -= 1
    return start, end


def _most_alike(alike: Iterator[tuple[float, Span]]) -> list[Span]:
    """Those that nothing is more alike than, the first of what overlaps; in the order of the text."""
    spans = list(alike)
    most = max((ratio for ratio, _ in spans), default=0.0)
    kept: list[Span] = []
    for start, end in sorted(span for ratio, span in spans if ratio == most):
        if start < end and (not kept or kept[-1][1] <= start):
            kept.append((start, end))
    return kept
