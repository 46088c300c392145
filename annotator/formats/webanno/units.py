"""Which rows of a table an annotation stands in: tokens, and parts of tokens where it begins or ends inside one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import TypeAlias

from annotator.formats.cas.structures import Unit
from annotator.model.spans import Span, Spans

Place: TypeAlias = tuple[int, Span]
"""The number of a token, from 0, and the stretch of it that a row is for."""

BETWEEN = "it begins or ends between two tokens, where the table has no row"


class Units:
    """The rows of a text: its tokens, and the parts of tokens that are asked for, in the order in which they are."""

    def __init__(self, sentences: tuple[tuple[Span, ...], ...], subtokens: Mapping[Unit, tuple[Span, ...]]) -> None:
        """Begin with the tokens and the parts that are there already."""
        self.tokens = [token for sentence in sentences for token in sentence]
        self._starts = [start for start, _ in self.tokens]
        self._ends = [end for _, end in self.tokens]
        self.parts: dict[int, list[Span]] = {}
        first = 0
        for sentence, spans in enumerate(sentences):
            for token in range(len(spans)):
                if (sentence, token) in subtokens:
                    self.parts[first + token] = list(dict.fromkeys(subtokens[sentence, token]))
            first += len(spans)

    def why_not(self, spans: Spans) -> str:
        """Why a mention has no rows; "" where it has."""
        begin, end = spans[0]
        if begin == end:
            token = bisect_left(self._ends, begin)
            return "" if token < len(self.tokens) and self._starts[token] <= begin else BETWEEN
        first, last = self._first(begin), self._last(end)
        inside = first >= 0 and begin < self._ends[first] and last < len(self.tokens) and self._starts[last] < end
        return "" if inside else BETWEEN

    def of(self, span: Span) -> list[Place]:
        """The rows of a mention that has some, the one that it is called by first; new parts of tokens are added."""
        begin, end = span
        if begin == end:
            return [self._part(bisect_left(self._ends, begin), span)]
        first, last = self._first(begin), self._last(end)
        return [
            self._row(token, max(begin, self._starts[token]), min(end, self._ends[token]))
            for token in range(first, last + 1)
        ]

    def _first(self, begin: int) -> int:
        return bisect_right(self._starts, begin) - 1

    def _last(self, end: int) -> int:
        return bisect_left(self._ends, end)

    def _row(self, token: int, begin: int, end: int) -> Place:
        return (token, (begin, end)) if self.tokens[token] == (begin, end) else self._part(token, (begin, end))

    def _part(self, token: int, span: Span) -> Place:
        parts = self.parts.setdefault(token, [])
        if span not in parts:
            parts.append(span)
        return token, span
