"""What the items of the lists of `$` are called."""

from __future__ import annotations

from annotator.model.annotation import Annotation, Entity, Event, Relation
from annotator.tui.editor.annotate.coref import chain_words
from annotator.tui.editor.annotate.mentions import words_of
from annotator.tui.editor.confirming import Confirming
from annotator.tui.editor.context import Context


def item_words(context: Context, annotation: Annotation) -> str:
    """What an annotation is called in a list: its words, its two ends."""
    if isinstance(annotation, Relation):
        ends = (context.document.find(each) for each in (annotation.head, annotation.tail))
        return " ▸ ".join(words_of(context, each) if each else "?" for each in ends)
    sign = "◆" if isinstance(annotation, Event) else ""
    return sign + " ".join(words_of(context, annotation).split())


def thing_words(context: Context, annotation: Entity | Event) -> str:
    """What a mention or an event is one with, in words; it may be one that is only offered."""
    chain = context.index.chain(annotation.coref) if annotation.coref else ()
    count = len({*chain, annotation.id})
    return f"{chain_words(context, annotation.coref)} {count}x" if annotation.coref and count > 1 else "new"


def words_meant(context: Context, mode: Confirming) -> str:
    """The words that the list of some words is of: those of the card's mention, else the selected ones."""
    card = context.card(mode.card)
    return (card.text or "") if isinstance(card, Entity) else context.text[slice(*mode.at)]
