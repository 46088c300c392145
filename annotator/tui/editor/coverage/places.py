"""The likely places of a sentence: where a pass that looks for mentions, relations or events should stop."""

from __future__ import annotations

from functools import lru_cache

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span, envelope
from annotator.schema.triggers import trigger_pattern
from annotator.tui.editor.context import Context
from annotator.tui.editor.coverage.parts import EVENTS, MENTIONS, RELATIONS
from annotator.tui.editor.move.candidates import candidates_in
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


def _pairs(context: Context, sentence: Span) -> list[Span]:
    """The mentions of a sentence, labelled and likely ones, where there are two to relate."""
    found = {envelope(each.spans) for each in context.mentions(sentence) if isinstance(each, Entity)}
    found.update(undecided(context, MENTIONS, sentence))
    return sorted(found) if len(found) > 1 else []


def _triggers(context: Context, sentence: Span) -> list[Span]:
    """The triggers of a sentence, and the words in it that the schema lists as likely ones.

    Where the schema lists none, whatever may take part in an event is a reason to look.
    """
    listed = tuple(words for each in context.schema.event_types.values() for words in each.triggers)
    if not listed:
        return candidates_in(context, sentence)
    found = {match.span() for match in _pattern(listed).finditer(context.text, *sentence)}
    made = {envelope(each.spans) for each in context.mentions(sentence) if isinstance(each, Event) and each.spans}
    return sorted(made | {span for span in found if not any(_touch(span, other) for other in made)})


_pattern = lru_cache(8)(trigger_pattern)


def _touch(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]
