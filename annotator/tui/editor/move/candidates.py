"""The candidate walk: likely mentions one after the other, so that one letter labels and moves on."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model.annotation import Event
from annotator.model.spans import Span
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.words import next_word
from annotator.tui.editor.rejected import is_rejected

FARTHEST = 200
"""How many sentences ahead a candidate is looked for."""


def candidates_in(context: Context, span: Span) -> list[Span]:
    """The likely mentions of a span of text, in reading order."""
    return [each.value.span for each in context.suggester.candidates(context, span)]


def triggers_in(context: Context, span: Span) -> list[Span]:
    """The likely triggers of a span of text, in reading order."""
    return [each.value.span for each in context.suggester.triggers(context, span)]


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


def next_trigger(context: Context, char: int) -> Span | None:
    """The first likely trigger without an event that starts at or after a code point; None when none is near."""
    for sentence in _sentences_on(context, char):
        for span in triggers_in(context, sentence):
            if span[0] >= char and not _is_decided(context, span):
                return span
    return None


def previous_trigger(context: Context, char: int) -> Span | None:
    """The last likely trigger without an event that ends at or before a code point; None when none is near."""
    for sentence in _sentences_back(context, char):
        for span in reversed(triggers_in(context, sentence)):
            if span[1] <= char and not _is_decided(context, span):
                return span
    return None


def _is_decided(context: Context, span: Span) -> bool:
    """Whether a place is a trigger, or a person has said that it is none."""
    return is_rejected(context.document, span, "trigger") or any(
        isinstance(each, Event) for each in context.exactly((span,))
    )


def _taken(context: Context, span: Span) -> bool:
    return is_rejected(context.document, span) or any(each.spans == (span,) for each in context.mentions(span))


def _sentences_on(context: Context, char: int) -> Iterator[Span]:
    sentence: Span | None = context.sentence((char, char))
    for _ in range(FARTHEST):
        if sentence is None:
            return
        yield sentence
        sentence = context.segmenter.next_sentence(context.text, sentence[0])


def _sentences_back(context: Context, char: int) -> Iterator[Span]:
    sentence: Span | None = context.sentence((char, char))
    for _ in range(FARTHEST):
        if sentence is None:
            return
        yield sentence
        sentence = context.segmenter.previous_sentence(context.text, sentence[0])


def after_label(context: Context, span: Span) -> Span:
    """Where the walk goes on after a span was labelled: the next candidate, else the next word, else where it is."""
    return next_candidate(context, span[1]) or next_word(context.segmenter, context.text, span[1]) or span
