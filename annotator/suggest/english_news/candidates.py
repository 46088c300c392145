"""Likely mentions, for the walk that labels one after the other: found in a window, in reading order.

Names (capitalised runs), demonyms, pronouns, nouns of a list, dates, amounts of money, quantities, and whatever was
labelled before. Boundaries are those of the guidelines: no determiner, no title, no possessive; inside a word where a
hyphen joins two things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.model.spans import Span
from annotator.suggest.english_news.names import names
from annotator.suggest.english_news.regular import regular_forms
from annotator.suggest.english_news.words import is_noun, words
from annotator.suggest.segment.tokens import tokens

Kind: TypeAlias = Literal["known", "name", "demonym", "pronoun", "noun", "date", "money", "quantity"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A likely mention; `type_hint` is the type it had elsewhere, for known strings."""

    span: Span
    kind: Kind
    type_hint: str = ""


def candidates(text: str, start: int, end: int, known: Mapping[str, str] | None = None) -> tuple[Candidate, ...]:
    """The candidates of a window, in reading order, none overlapping; the window should hold whole sentences.

    `known` maps strings labelled before to their types; a known string beats any other reading of its words. The work
    is proportional to the window, and to the longest known string.
    """
    board = _Board(start, end)
    spans = list(tokens(text, start, end))
    board.add_all(_known(text, spans, known or {}))
    board.add_all(Candidate(span, kind) for kind, span in regular_forms(text, start, end))
    board.add_all([Candidate(span, kind) for kind, span in names(text, spans, board.is_taken)])
    board.add_all(_words(text, spans))
    return tuple(sorted(board.found, key=lambda each: each.span))


class _Board:
    """The candidates found so far, and which code points of the window they take."""

    def __init__(self, start: int, end: int) -> None:
        self.found: list[Candidate] = []
        self._start = start
        self._taken = bytearray(max(end - start, 0))

    def is_taken(self, span: Span) -> bool:
        return self._taken.find(1, span[0] - self._start, span[1] - self._start) >= 0

    def add_all(self, likely: Iterable[Candidate]) -> None:
        """Add the candidates that overlap none before them."""
        for each in likely:
            first, last = each.span
            if not self.is_taken(each.span):
                self._taken[first - self._start : last - self._start] = b"\1" * (last - first)
                self.found.append(each)


def _known(text: str, spans: Sequence[Span], known: Mapping[str, str]) -> Iterator[Candidate]:
    """At each token the longest known string that starts there and ends with a token."""
    longest = max(map(len, known), default=0)
    for index, (first, _) in enumerate(spans):
        found = None
        for ahead in range(index, len(spans)):
            last = spans[ahead][1]
            if last - first > longest:
                break
            if text[first:last] in known:
                found = last
        if found is not None:
            yield Candidate((first, found), "known", known[text[first:found]])


def _words(text: str, spans: Sequence[Span]) -> Iterator[Candidate]:
    for span in spans:
        word = text[span[0] : span[1]]
        if word.lower() in words("pronouns") and (word == "I" or not word.isupper()):
            yield Candidate(span, "pronoun")
        elif is_noun(word) and not _is_bare_title(text, span):
            yield Candidate(span, "noun")


def _is_bare_title(text: str, span: Span) -> bool:
    """Whether a word is the title of the name behind it."""
    word = text[span[0] : span[1]].lower()
    return word in words("titles") and text[span[1] : span[1] + 2].strip()[:1].isupper()
