"""What splits texts into tokens and sentences, by the rules of one language; found in a window, not in the whole text.

Tokens are the steps of the cursor and the likely boundaries of mentions. They never decide what may be labelled: spans
are character spans. Whatever is no blank belongs to exactly one token, and to exactly one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TypeAlias

from annotator.model.spans import Span
from annotator.suggest.segment.cuts import cut_after, cut_before
from annotator.text.blanks import next_ink, previous_ink, trimmed
from annotator.text.paragraphs import Block, block_at

WordRule: TypeAlias = Callable[[str, int, int], Iterator[Span]]
"""The tokens of a text between two places that none goes across: in order, all that is no blank, no cluster split."""

SentenceRule: TypeAlias = Callable[[str], Sequence[int]]
"""Where the sentences of a paragraph begin: ascending, the first at its start."""

KEPT = 256
"""Of how many paragraphs the sentences are kept."""


class Segmenter:
    """Tokens and sentences of texts in one language.

    `name` says by which rules, so that what was made with them can name them; other rules are another name. `notice`
    is what a user should know, when the rules are not those that the language deserves. Make one for each open text:
    it keeps the sentences of paragraphs asked for lately.
    """

    def __init__(self, name: str, words: WordRule, sentences: SentenceRule, notice: str = "") -> None:
        """Join the rules for words with those for sentences."""
        self.name = name
        self.notice = notice
        self._words = words
        self._split = lru_cache(KEPT)(partial(_split, words, sentences))

    def tokens(self, text: str, start: int, end: int) -> Iterator[Span]:
        """The tokens that start in `[start, end)`."""
        for span in _tokens(self._words, text, cut_before(text, max(start, 0)), end):
            if span[0] >= start:
                yield span

    def token_at(self, text: str, char: int) -> Span | None:
        """The token that covers a code point; None where there is a blank."""
        return next((span for span in self._around(text, char, char + 1) if span[0] <= char < span[1]), None)

    def next_token(self, text: str, char: int) -> Span | None:
        """The first token that starts at or after a code point."""
        here = next((span for span in self._around(text, char, char) if span[1] > char), None)
        ink = next_ink(text, here[1] if here else char)
        return None if ink is None else next(self.tokens(text, ink, len(text)), None)

    def previous_token(self, text: str, char: int) -> Span | None:
        """The last token that starts before a code point."""
        ink = previous_ink(text, char)
        return None if ink is None else [span for span in self._around(text, ink, ink + 1) if span[0] < char][-1]

    def tokens_between(self, text: str, start: int, end: int) -> list[Span]:
        """The tokens that lie wholly or partly in a span."""
        return [span for span in self._around(text, start, end) if span[1] > start]

    def _around(self, text: str, start: int, end: int) -> Iterator[Span]:
        """The tokens that start before `end`, from one that starts at or before `start` on."""
        return self.tokens(text, cut_before(text, start), end)

    def sentences(self, text: str, paragraph: Span) -> tuple[Span, ...]:
        """The sentences of a paragraph, blanks around them left out; empty for a blank paragraph."""
        start, end = paragraph
        return tuple((start + first, start + last) for first, last in self._split(text[start:end]))

    def sentence_at(self, text: str, char: int) -> Span:
        """The sentence that holds a code point, or the nearest one of its paragraph; an empty span in a blank one."""
        block = block_at(text, char)
        sentences = self._sentences_of(text, block)
        if not sentences:
            return block.start, block.start
        return next((span for span in sentences if char < span[1]), sentences[-1])

    def next_sentence(self, text: str, char: int) -> Span | None:
        """The first sentence that starts after a code point."""
        block = block_at(text, char)
        here = next((span for span in self._sentences_of(text, block) if span[0] > char), None)
        if here is not None or block.next >= len(text):
            return here
        ink = next_ink(text, block.next)
        return None if ink is None else self._sentences_of(text, block_at(text, ink))[0]

    def previous_sentence(self, text: str, char: int) -> Span | None:
        """The last sentence that starts before a code point."""
        block = block_at(text, char)
        before = [span for span in self._sentences_of(text, block) if span[0] < char]
        if before:
            return before[-1]
        ink = previous_ink(text, block.start)
        return None if ink is None else self._sentences_of(text, block_at(text, ink))[-1]

    def _sentences_of(self, text: str, block: Block) -> tuple[Span, ...]:
        return self.sentences(text, (block.start, block.end))


def _tokens(words: WordRule, text: str, position: int, end: int) -> Iterator[Span]:
    """The tokens that start before `end`, from a place on that no token goes across."""
    limit = min(end, len(text))
    while position < limit:
        stop = cut_after(text, position)
        for span in words(text, position, stop):
            if span[0] >= limit:
                return
            yield span
        position = stop


def _split(words: WordRule, sentences: SentenceRule, paragraph: str) -> tuple[Span, ...]:
    starts = list(sentences(paragraph))
    doubtful = [start for start in starts if start and not paragraph[start - 1].isspace()]
    if doubtful:
        within = _within_tokens(doubtful, _tokens(words, paragraph, 0, doubtful[-1]))
        starts = [start for start in starts if start not in within]
    spans = (trimmed(paragraph, span) for span in zip(starts, [*starts[1:], len(paragraph)], strict=True))
    return tuple(span for span in spans if span[0] < span[1])


def _within_tokens(places: Sequence[int], tokens: Iterable[Span]) -> set[int]:
    """The places, ascending, that lie within a token."""
    borders, index = set(), 0
    for start, end in tokens:
        while index < len(places) and places[index] < end:
            if places[index] > start:
                borders.add(places[index])
            index += 1
    return borders
