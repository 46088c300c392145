"""Likely mentions, for the walk that labels one after the other: found in a window, in reading order.

Names (capitalised runs), demonyms, pronouns, nouns of a list, dates, amounts of money, quantities, and whatever was
labelled before. Boundaries are those of the guidelines: no determiner, no title, no possessive; inside a word where a
hyphen joins two things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.model.spans import Span, contains
from annotator.suggest.english_news.names import names
from annotator.suggest.english_news.regular import regular_forms
from annotator.suggest.english_news.words import is_noun, words
from annotator.suggest.labelled_words import known_words

_OF_PORTFOLIOS = ("minister", "ministry", "ministr", "secretary", "secretar")
"""Singular, and what is left of a plural."""

Kind: TypeAlias = Literal["known", "name", "demonym", "pronoun", "noun", "date", "money", "quantity"]


@dataclass(frozen=True, slots=True)
class Likely:
    """A likely mention; `type_hint` is the type it had elsewhere, for known strings."""

    span: Span
    kind: Kind
    type_hint: str = ""


def candidates(text: str, tokens: Sequence[Span], span: Span, known: Mapping[str, str]) -> tuple[Likely, ...]:
    """The likely mentions of a window of whole sentences with its tokens, in reading order, none overlapping.

    `known` maps strings labelled before to their types; a known string beats any other reading of its words, but for a
    longer name, date or amount that it is a part of. The work is proportional to the window, and to the longest known
    string.
    """
    window = _Window(*span)
    regular = [Likely(place, kind) for kind, place in regular_forms(text, *span)]
    longer = [each.span for each in regular] + _names_around(text, tokens, span, regular) if known else []
    window.add_all(
        Likely(each.span, "known", each.types[0])
        for each in known_words(text, tokens, known)
        if not any(name != each.span and contains(name, each.span) for name in longer)
    )
    window.add_all(regular)
    window.add_all([Likely(place, kind) for kind, place in names(text, tokens, window.is_taken)])
    window.add_all(_words(text, tokens))
    return tuple(sorted(window.found, key=lambda each: each.span))


def _names_around(text: str, tokens: Sequence[Span], span: Span, regular: Iterable[Likely]) -> list[Span]:
    """The names of a window as they are read where nothing is known."""
    window = _Window(*span)
    window.add_all(regular)
    return [place for _, place in names(text, tokens, window.is_taken)]


class _Window:
    """The candidates found so far, and which code points of the window they take."""

    def __init__(self, start: int, end: int) -> None:
        self.found: list[Likely] = []
        self._start = start
        self._taken = bytearray(max(end - start, 0))

    def is_taken(self, span: Span) -> bool:
        return self._taken.find(1, span[0] - self._start, span[1] - self._start) >= 0

    def add_all(self, likely: Iterable[Likely]) -> None:
        """Add the candidates that overlap none before them."""
        for each in likely:
            first, last = each.span
            if not self.is_taken(each.span):
                self._taken[first - self._start : last - self._start] = b"\1" * (last - first)
                self.found.append(each)


def _words(text: str, spans: Sequence[Span]) -> Iterator[Likely]:
    for number, span in enumerate(spans):
        word = text[span[0] : span[1]]
        if word.lower() in words("pronouns") and (word == "I" or not word.isupper()):
            yield Likely(span, "pronoun")
        elif is_noun(word) and not _is_bare_title(text, span):
            yield Likely((_start_with_portfolio(text, spans, number), span[1]), "noun")


def _start_with_portfolio(text: str, spans: Sequence[Span], number: int) -> int:
    """Where a noun starts; that of a ministry or minister with what it is for ("foreign ministry")."""
    start, end = spans[number]
    if number and text[start:end].removesuffix("s").removesuffix("ie") in _OF_PORTFOLIOS:
        before = spans[number - 1]
        if text[slice(*before)] in words("portfolios") and text[before[1] : start].isspace():
            return before[0]
    return start


def _is_bare_title(text: str, span: Span) -> bool:
    """Whether a word is the title of the name behind it."""
    word = text[span[0] : span[1]].lower()
    return word in words("titles") and text[span[1] : span[1] + 2].strip()[:1].isupper()
