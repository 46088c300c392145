"""The candidate walk: likely mentions one after the other, so that one letter labels and moves on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from annotator.model.spans import Span
from annotator.suggest.english_news.candidates import candidates
from annotator.suggest.segment.sentences import next_sentence, previous_sentence
from annotator.suggest.segment.tokens import next_token
from annotator.tui.editor.context import Context

FARTHEST = 200
"""How many sentences ahead a candidate is looked for."""


def candidates_in(context: Context, span: Span) -> list[Span]:
    """The likely mentions of a span of text, in reading order; words labelled before are likely again."""
    known = context.index.memory.types_in(context.text[span[0] : span[1]])
    return list(_candidates(context.text, span, known))


@lru_cache(maxsize=512)
def _candidates(text: str, span: Span, known: tuple[tuple[str, str], ...]) -> tuple[Span, ...]:
    return tuple(each.span for each in candidates(text, *span, dict(known)))


def next_candidate(context: Context, char: int) -> Span | None:
    """The first unlabelled candidate that starts at or after a code point; None when none is near."""
    for sentence in _sentences_on(context, char):
        for span in candidates_in(context, sentence):
            if span[0] >= char and not _taken(context, span):
                return span
    return None


def previous_candidate(context: Context, char: int) -> Span | None:
    """The last unlabelled candidate that ends at or before a code point."""
    for sentence in _sentences_back(context, char):
        for span in reversed(candidates_in(context, sentence)):
            if span[1] <= char and not _taken(context, span):
                return span
    return None


def candidate_at(context: Context, char: int) -> Span | None:
    """The candidate that starts exactly here."""
    sentence = context.sentence((char, char))
    return next((span for span in candidates_in(context, sentence) if span[0] == char), None)


def _taken(context: Context, span: Span) -> bool:
    return any(each.spans == (span,) for each in context.mentions(span))


def _sentences_on(context: Context, char: int) -> Iterator[Span]:
    sentence: Span | None = context.sentence((char, char))
    for _ in range(FARTHEST):
        if sentence is None:
            return
        yield sentence
        sentence = next_sentence(context.text, sentence[0])


def _sentences_back(context: Context, char: int) -> Iterator[Span]:
    sentence: Span | None = context.sentence((char, char))
    for _ in range(FARTHEST):
        if sentence is None:
            return
        yield sentence
        sentence = previous_sentence(context.text, sentence[0])


def after_label(context: Context, span: Span) -> Span:
    """Where the walk goes on after a span was labelled: the next candidate, else the next word, else where it is."""
    return next_candidate(context, span[1]) or next_token(context.text, span[1]) or span
