"""Turning the relation on the card round: its head becomes its tail."""

from __future__ import annotations

from msgspec import structs

from annotator.model.annotation import Relation
from annotator.model.edits import update
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.context import Context
from annotator.tui.editor.related import same_between
from annotator.tui.editor.state import Outcome, State


def reverse(context: Context, state: State) -> Outcome:
    """Swap head and tail; what the schema then forbids is asked about."""
    card = context.card(state.card)
    if not isinstance(card, Relation):
        return Outcome(state.say("put a relation on the card: it is the one that is turned round"))
    declared = context.schema.relation_types.get(card.type)
    if declared and declared.symmetric:
        return Outcome(state.say(f"{card.type} has no direction"))
    if same_between(context, card.type, card.tail, card.head):
        return Outcome(state.say(f"{card.type} is there the other way round already"))
    turned = structs.replace(card, head=card.tail, tail=card.head)
    head, tail = (context.document.find(each) for each in (turned.head, turned.tail))
    message = f"{words_of(context, head) if head else '?'} {card.type} {words_of(context, tail) if tail else '?'}"
    return Outcome(state.say(message), update(context.document, turned, "reverse"))
