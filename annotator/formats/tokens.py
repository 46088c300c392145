"""Tokens and texts: the text that tokens make, and the tokens of a text, with the place of each.

A text that is made of tokens has a blank between them and a line end between sentences: it is not the article that they
came from. `meta.tokens` of such a document says so, and its tokens are found again by it; any other text is cut into
words and signs, and also where a mention begins or ends. A line of the text is a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from annotator.model.annotation import JSON
from annotator.model.document import Document
from annotator.model.spans import Span, Spans

META = "tokens"
"""The key under `meta` by which a text says that it was made of tokens."""

AT_BLANKS = "blanks"
"""Its value: blanks and line ends part the tokens, and nothing else does."""

_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")
_BETWEEN_BLANKS = re.compile(r"[^ \t\r\n]+")


def joined(sentences: Iterable[Sequence[str]]) -> tuple[str, list[Span]]:
    """The text of these sentences of tokens, and where in it each token stands."""
    lines: list[str] = []
    places: list[Span] = []
    start = 0
    for sentence in sentences:
        lines.append(" ".join(sentence))
        end = start + len(lines[-1])
        for token in sentence:
            places.append((start, start + len(token)))
            start += len(token) + 1
        start = end + 1
    return "\n".join(lines), places


def meta_of(sentences: Iterable[Sequence[str]]) -> Mapping[str, JSON]:
    """What `meta` says of a text that was made of these; nothing, where its tokens cannot be found again by it."""
    findable = all(sentence and all(_BETWEEN_BLANKS.fullmatch(each) for each in sentence) for sentence in sentences)
    return {META: AT_BLANKS} if findable else {}


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text: where each stands, and with which one each sentence begins."""

    text: str
    places: tuple[Span, ...]
    begins: tuple[int, ...]

    @cached_property
    def _starts(self) -> dict[int, int]:
        return {start: number for number, (start, _) in enumerate(self.places)}

    @cached_property
    def _ends(self) -> dict[int, int]:
        return {end: number for number, (_, end) in enumerate(self.places, 1)}

    def range_of(self, span: Span) -> Span | None:
        """Its first token and the one after its last; None where it cuts a token, or begins or ends between two."""
        first, end = self._starts.get(span[0]), self._ends.get(span[1])
        return None if first is None or end is None or first >= end else (first, end)

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that a token stands in."""
        return bisect_right(self.begins, token) - 1

    def in_one_sentence(self, tokens: Span) -> bool:
        """Whether all tokens of a range stand in one sentence."""
        return self.sentence_of(tokens[0]) == self.sentence_of(tokens[1] - 1)

    def words(self) -> list[list[str]]:
        """The tokens themselves, by sentence."""
        words = [self.text[start:end] for start, end in self.places]
        return [words[first:end] for first, end in pairwise((*self.begins, len(words)))]

    def lost_text(self) -> Iterator[tuple[str, str]]:
        """(what, why) of the text, where a reader of the tokens makes another one of them."""
        if self.text != joined(self.words())[0]:
            yield "text", "tokens are kept, not the blanks and line ends between them"


def tokens_of(document: Document, edges: Iterable[int]) -> Tokens:
    """The tokens of a document's text, which are cut at these places too."""
    text = document.text or ""
    cuts = sorted(set(edges))
    places: list[Span] = []
    begins: list[int] = []
    end_before = 0
    for match in _pattern(document).finditer(text):
        start, end = match.span()
        if not begins or "\n" in text[end_before:start]:
            begins.append(len(places))
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        places += pairwise((start, *inside, end))
        end_before = end
    return Tokens(text, tuple(places), tuple(begins))


def other_meta(document: Document) -> list[str]:
    """The keys under `meta` that say more than how the text was made."""
    return [key for key, value in document.meta.items() if (key, value) != (META, AT_BLANKS)]


def has_words(document: Document, spans: Spans) -> bool:
    """Whether a mention is one piece that begins and ends with a word or sign, so that tokens can say it."""
    words = (document.text or "")[slice(*spans[0])] if len(spans) == 1 else ""
    return bool(words) and all(_pattern(document).match(each) for each in (words[0], words[-1]))


def why_no_tokens(document: Document, spans: Spans) -> str:
    """Why a mention in one piece is no run of tokens in one sentence; "" where it is one."""
    if "\n" in (document.text or "")[slice(*spans[0])]:
        return "a line of the text is a sentence, and a mention ends with it"
    return "" if has_words(document, spans) else "a mention begins and ends with a token"


def _pattern(document: Document) -> re.Pattern[str]:
    return _BETWEEN_BLANKS if document.meta.get(META) == AT_BLANKS else _WORD_OR_SIGN
