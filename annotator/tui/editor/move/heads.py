"""Where relations may begin: the mentions of a sentence that something else in it can be related to."""

from __future__ import annotations

from annotator.model.annotation import Entity, Event
from annotator.model.spans import Span, envelope
from annotator.schema.label_schema import LabelSchema
from annotator.tui.editor.context import Context, place
from annotator.tui.editor.move.candidates import sentences_back, sentences_on
from annotator.tui.editor.offered.relations import offered_relations


def may_be_head(schema: LabelSchema, type_name: str) -> bool:
    """Whether a relation may lead from annotations of a type."""
    return any(head == type_name for head, _ in schema.related_types)


def heads_in(context: Context, sentence: Span) -> list[Entity | Event]:
    """The annotations that start in a sentence and may be the head of a relation, by place.

    That is to another one there, or to wherever a source offers one.
    """
    here = [each for each in context.mentions(sentence) if each.spans and envelope(each.spans)[0] >= sentence[0]]
    pairs = context.schema.related_types
    offered = {each.relation.head for each in offered_relations(context, sentence)} if context.offers else set()
    return [
        each
        for each in here
        if each.id in offered or any((each.type, other.type) in pairs for other in here if other.id != each.id)
    ]


def next_head(context: Context, head: Entity | Event | None, char: int) -> Entity | Event | None:
    """The first likely head after another one or, without one, from a code point on; None when none is near."""
    at = place(head) if head and head.spans else (char, -len(context.text), "")
    for sentence in sentences_on(context, at[0]):
        for each in heads_in(context, sentence):
            if place(each) > at:
                return each
    return None


def previous_head(context: Context, head: Entity | Event | None, char: int) -> Entity | Event | None:
    """The last likely head before another one, or before a code point; None when none is near."""
    at = place(head) if head and head.spans else (char, 0, "")
    for sentence in sentences_back(context, at[0]):
        for each in reversed(heads_in(context, sentence)):
            if place(each) < at:
                return each
    return None
