"""The likely places of a sentence: where a pass that looks for mentions, relations or events should stop."""

from __future__ import annotations

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span, envelope
from annotator.tui.editor.context import Context
from annotator.tui.editor.move.candidates import candidates_in, triggers_in
from annotator.tui.editor.move.heads import heads_in
from annotator.tui.editor.passes import EVENTS, MENTIONS, RELATIONS
from annotator.tui.editor.rejected import Kind, is_rejected


def likely_places(context: Context, reads: str, sentence: Span) -> list[Span]:
    """The likely places that a pass has in a sentence, decided ones among them."""
    if reads == MENTIONS:
        return candidates_in(context, sentence)
    return _pairs(context, sentence) if reads == RELATIONS else _triggers(context, sentence)


def undecided(context: Context, reads: str, sentence: Span) -> list[Span]:
    """The likely places at which nothing has been labelled or rejected."""
    places = likely_places(context, reads, sentence)
    if reads == RELATIONS:
        return places
    kind = Event if reads == EVENTS else Entity | Event
    aside: Kind = "trigger" if reads == EVENTS else "mention"
    taken = {envelope(each.spans) for each in context.mentions(sentence) if isinstance(each, kind) and each.spans}
    return [span for span in places if span not in taken and not is_rejected(context.document, span, aside)]


def walked_places(context: Context, reads: str, sentence: Span) -> list[Span]:
    """The likely places that the walk of a pass stops at: for relations the mentions that one may lead from."""
    if reads == RELATIONS:
        return [envelope(each.spans) for each in heads_in(context, sentence)]
    return undecided(context, reads, sentence)


def _pairs(context: Context, sentence: Span) -> list[Span]:
    """The mentions of a sentence, labelled and likely ones, where there are two to relate."""
    spans = {envelope(each.spans) for each in context.mentions(sentence) if isinstance(each, Entity)}
    spans.update(undecided(context, MENTIONS, sentence))
    return sorted(spans) if len(spans) > 1 else []


def _triggers(context: Context, sentence: Span) -> list[Span]:
    """The triggers of a sentence, and the words in it that are likely to be one.

    Where the schema names none, whatever may take part in an event is a reason to look.
    """
    if not any(each.triggers or each.examples for each in context.schema.event_types.values()):
        return candidates_in(context, sentence)
    made = {envelope(each.spans) for each in context.mentions(sentence) if isinstance(each, Event) and each.spans}
    likely = triggers_in(context, sentence)
    return sorted(made | {span for span in likely if not any(_touch(span, other) for other in made)})


def _touch(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]
