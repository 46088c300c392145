"""One letter labels the selection and goes on."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from annotator.model.annotation import Entity, Event, Relation, mention
from annotator.model.edits import add, remove, update
from annotator.model.spans import Spans, envelope, surface
from annotator.tui.editor.annotate.document_date import asked_for
from annotator.tui.editor.annotate.proposals import with_proposals
from annotator.tui.editor.context import Context, anchor
from annotator.tui.editor.move.candidates import after_label
from annotator.tui.editor.move.words import doubtful_edge
from annotator.tui.editor.state import Outcome, State


def trimmed(text: str, spans: Spans) -> Spans:
    """The spans without blanks at their ends; pieces that are nothing but blanks go."""
    kept = []
    for start, end in spans:
        words = text[start:end]
        left = len(words) - len(words.lstrip())
        right = len(words.rstrip())
        if left < right:
            kept.append((start + left, start + right))
    return tuple(kept)


def label(context: Context, state: State, type_name: str) -> Outcome:
    """Label the selection; a mention with these very spans gets the type instead of a second one beside it."""
    spans = trimmed(context.text, state.spans)
    if not spans:
        return Outcome(state.say("nothing is selected"))
    known = next((each for each in context.exactly(spans) if isinstance(each, Entity)), None)
    if known and known.type == type_name:
        return Outcome(advanced(context, state, spans, known.id, type_name).say(f"already {type_name}"))
    if known:
        entity = with_proposals(
            context, structs.replace(known, type=type_name, attributes={}, coref=None, unconfirmed=())
        )
        edit = update(context.document, entity, "retype")
        return Outcome(advanced(context, state, spans, entity.id, type_name), edit, caution=_what_hangs(context, known))
    entity = new_mention(context, type_name, spans)
    edit = add(context.document, entity, name="label")
    after = asked_for(context, advanced(context, state, spans, entity.id, type_name), entity)
    return Outcome(after, edit, caution=doubtful_edge(entity.text or ""))


def _what_hangs(context: Context, entity: Entity) -> str:
    """What names a mention, in words; "" when nothing does."""
    named = context.index.naming(entity.id)
    relations = sum(each in context.document.relations for each in named)
    counts = ((relations, "relation"), (len(named) - relations, "event"))
    words = [f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in counts if count]
    return f"{words_of(context, entity)} is in {' and '.join(words)}" if words else ""


def new_mention(context: Context, type_name: str, spans: Spans) -> Entity:
    """A mention with an id of its own and what is proposed for it."""
    return with_proposals(context, mention(context.fresh_id("T"), type_name, context.text, spans))


def advanced(context: Context, state: State, spans: Spans, card: str, type_name: str) -> State:
    """The state after a label: its annotation on the card, and the next likely mention selected."""
    following = after_label(context, envelope(spans))
    return replace(state.select(following).leave(), card=card, last_type=type_name)


def repeat(context: Context, state: State) -> Outcome:
    """Label the selection with the last type again."""
    if not state.last_type:
        return Outcome(state.say("no type given yet"))
    return label(context, state, state.last_type)


def delete(context: Context, state: State) -> Outcome:
    """Remove the annotation on the card, and what hangs on it."""
    card = context.card(state.card)
    if card is None:
        return Outcome(state.say("nothing on the card to remove"))
    edit = remove(context.document, [card.id])
    more = len(edit.changes) - 1
    place = anchor(context.document, card)
    after = replace(state.select(place) if place else state, card=None)
    return Outcome(after.say(f"removed {card.type}" + (f" and what named it ({more})" if more else "")), edit)


def uncertain(context: Context, state: State) -> Outcome:
    """Mark the card's annotation as uncertain, or no longer so."""
    card = context.card(state.card)
    if card is None:
        return Outcome(state.say("nothing on the card to mark"))
    return Outcome(state, update(context.document, structs.replace(card, uncertain=not card.uncertain), "uncertain"))


def words_of(context: Context, annotation: Entity | Event | Relation) -> str:
    """The words of an annotation, in one string; its type where it has none."""
    if isinstance(annotation, Relation):
        return annotation.type
    return surface(context.text, annotation.spans) if annotation.spans else annotation.type
