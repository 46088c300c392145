"""The candidate walk: likely mentions one after the other, so that one letter labels and moves on."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model.annotation import Event
from annotator.model.spans import Span, contains, envelope
from annotator.schema.mention_levels import BY_NAME, LEVEL
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.words import next_word
from annotator.tui.editor.offered.events import offered_triggers
from annotator.tui.editor.offered.mentions import offered_in, offered_places
from annotator.tui.editor.passes import EVENTS, MENTIONS
from annotator.tui.editor.rejected import is_rejected

FARTHEST = 200
"""How many sentences ahead a candidate is looked for."""


def candidates_in(context: Context, span: Span) -> list[Span]:
    """The likely mentions of whole sentences, in reading order: what sources offer, and what rules find beside it."""
    offered = offered_places(context, span)
    by_rules = [each.value.span for each in context.suggester.candidates(context, span)]
    if not offered:
        return by_rules
    beside = (each for each in by_rules if not any(start < each[1] and each[0] < end for start, end in offered))
    return sorted({*offered, *beside}, key=_in_reading_order)


def _in_reading_order(span: Span) -> Span:
    return span[0], -span[1]


def triggers_in(context: Context, span: Span) -> list[Span]:
    """The likely triggers of a span of text, in reading order: those of sources, and what rules find beside them.

    What rules find within a mention by name is none: "Transport" in "the Ministry of Transport".
    """
    offered = offered_triggers(context, span)
    found = [each.value.span for each in context.suggester.triggers(context, span)]
    names = [each for each in context.mentions(span) if found and each.attributes.get(LEVEL) == BY_NAME]
    by_rules = [each for each in found if not any(contains(envelope(name.spans), each) for name in names)]
    if not offered:
        return by_rules
    beside = (each for each in by_rules if not any(start < each[1] and each[0] < end for start, end in offered))
    return sorted({*offered, *beside}, key=_in_reading_order)


def unread_on(context: Context, reads: str, span: Span) -> Iterator[Span]:
    """The sentences that were not read in a pass: those behind a place, then from the start of the article on.

    None where the sentence of the place itself was not read: then the walk goes on from there.
    """
    here = context.sentence(span)
    if context.is_read(reads, here[0]):
        for sentence in (*sentences_on(context, here[1]), *sentences_on(context, 0)):
            if not context.is_read(reads, sentence[0]):
                yield sentence


def next_unread(context: Context, reads: str, span: Span) -> Span | None:
    """The first undecided place in the sentences that were not read, when pressed where it was read already.

    What is left behind the place in its own sentence comes before.
    """
    for left in undecided(context, reads, context.sentence(span)):
        if left[0] >= span[1]:
            return left
    for sentence in unread_on(context, reads, span):
        for unread in undecided(context, reads, sentence):
            return unread
    return None


def undecided(context: Context, reads: str, sentence: Span) -> list[Span]:
    """The likely mentions of a sentence, or its likely triggers, that nobody has decided about."""
    if reads == EVENTS:
        return [span for span in triggers_in(context, sentence) if not _is_decided(context, span)]
    return [span for span in candidates_in(context, sentence) if not _taken(context, span)]


def next_candidate(context: Context, char: int, around: Span | None = None) -> Span | None:
    """The first unlabelled candidate that starts at or after a code point; None when none is near.

    What is offered within `around`, which is left, comes before what stands behind it.
    """
    if around and (inner := _offered_within(context, around)):
        return inner
    for sentence in sentences_on(context, char):
        for span in undecided(context, MENTIONS, sentence):
            if span[0] >= char:
                return span
    return None


def _offered_within(context: Context, around: Span) -> Span | None:
    """The first of the undecided places within another one at which a source offers a mention too."""
    offered = (each.span for each in offered_in(context, around) if len(each.spans) == 1)
    return next((each for each in offered if each != around and contains(around, each)), None)


def previous_candidate(context: Context, char: int) -> Span | None:
    """The last unlabelled candidate that ends at or before a code point."""
    for sentence in sentences_back(context, char):
        for span in reversed(undecided(context, MENTIONS, sentence)):
            if span[1] <= char:
                return span
    return None


def next_trigger(context: Context, char: int) -> Span | None:
    """The first likely trigger without an event that starts at or after a code point; None when none is near."""
    for sentence in sentences_on(context, char):
        for span in undecided(context, EVENTS, sentence):
            if span[0] >= char:
                return span
    return None


def previous_trigger(context: Context, char: int) -> Span | None:
    """The last likely trigger without an event that ends at or before a code point; None when none is near."""
    for sentence in sentences_back(context, char):
        for span in reversed(undecided(context, EVENTS, sentence)):
            if span[1] <= char:
                return span
    return None


def _is_decided(context: Context, span: Span) -> bool:
    """Whether a place is a trigger, or a person has said that it is none."""
    return is_rejected(context.document, span, "trigger") or any(
        isinstance(each, Event) for each in context.exactly((span,))
    )


def _taken(context: Context, span: Span) -> bool:
    return is_rejected(context.document, span) or any(each.spans == (span,) for each in context.mentions(span))


def sentences_on(context: Context, char: int) -> Iterator[Span]:
    """The sentence around a code point and those after it, as far as is looked for anything."""
    sentence: Span | None = context.sentence((char, char))
    for _ in range(FARTHEST):
        if sentence is None:
            return
        yield sentence
        sentence = context.segmenter.next_sentence(context.text, sentence[0])


def sentences_back(context: Context, char: int) -> Iterator[Span]:
    """The sentence around a code point and those before it, as far as is looked for anything."""
    sentence: Span | None = context.sentence((char, char))
    for _ in range(FARTHEST):
        if sentence is None:
            return
        yield sentence
        sentence = context.segmenter.previous_sentence(context.text, sentence[0])


def after_label(context: Context, span: Span) -> Span:
    """Where the walk goes on after a span was labelled: the next candidate, else the next word, else where it is.

    In a sentence without suggestions it is the next word: whatever is there, a person finds.
    """
    following = next_word(context.segmenter, context.text, span[1]) if context.is_unaided(span[0]) else None
    if following is not None and following[1] <= context.sentence(span)[1]:
        return following
    return next_candidate(context, span[1], span) or next_word(context.segmenter, context.text, span[1]) or span
