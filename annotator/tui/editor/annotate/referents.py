"""What an attribute may refer to, the likeliest first: who says so, the things of the sentence, those before."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.model.annotation import Annotation, Entity, Event
from annotator.model.spans import Span
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.tui.editor.annotate.coref import chain_words
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.context import Context, anchor

NEAR = 3_000
"""How far before a place things are offered, in code points."""

MOST = 9
"""How many rows there are, one a digit."""


def referents(context: Context, card: Annotation, attribute: AttributeType) -> dict[str, Entity | Event]:
    """What the attribute may name by its id, that of its chain where there is one; the nearest of each chain."""
    ids: dict[str, Entity | Event] = {}
    for each in _likely(context, card):
        if is_referent(context, attribute, card, each):
            ids.setdefault(each.coref or each.id, each)
        if len(ids) == MOST:
            break
    return ids


def is_referent(context: Context, attribute: AttributeType, card: Annotation, other: Entity | Event) -> bool:
    """Whether an attribute of an annotation may name another one."""
    kind = {"event": Event, "entity": Entity}.get(attribute.to)
    return other.id != card.id and context.schema.has_coref(other) and (kind is None or isinstance(other, kind))


def referent_words(context: Context, value: str) -> str:
    """What a reference is called: the words of the annotation or chain, else the value itself."""
    if context.index.chain(value):
        return chain_words(context, value)
    annotation = context.document.find(value) if value else None
    return words_of(context, annotation) if annotation else value


def _likely(context: Context, card: Annotation) -> Iterator[Entity | Event]:
    at = anchor(context.document, card)
    if at is None:
        return
    yield from _speakers(context, card)
    sentence = context.sentence(at)
    here = context.mentions((sentence[0], max(sentence[1], at[1])))
    yield from sorted(here, key=lambda each: _gap(each, at))
    before = context.mentions((max(sentence[0] - NEAR, 0), sentence[0]))
    yield from reversed(before)


def _speakers(context: Context, card: Annotation) -> Iterator[Entity | Event]:
    """The fillers of the events that the card's event is part of: who says it."""
    for naming in context.index.naming(card.id):
        outer = context.document.events.get(naming)
        for argument in outer.arguments if outer else ():
            filler = context.document.find(argument.target)
            if isinstance(filler, Entity | Event):
                yield filler


def _gap(each: Entity | Event, at: Span) -> int:
    start, end = each.spans[0]
    return max(at[0] - end, start - at[1], 0)
