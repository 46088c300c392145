"""Notes on annotations, links to outside, and the labels of the document."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from annotator.model.annotation import Entity, Event, Value
from annotator.model.edits import set_field, update
from annotator.schema.attributes.kinds import shown
from annotator.tui.editor.context import Context
from annotator.tui.editor.state import Item, Outcome, Picking, State, Typing


def ask_note(context: Context, state: State) -> Outcome:
    """Ask for a note on the card's annotation."""
    card = context.card(state.card) or context.under(state.selection)
    if card is None:
        return Outcome(state.say("a note needs an annotation on the card"))
    text = card.note or ""
    return Outcome(replace(state, card=card.id, mode=Typing("note", "note", text, len(text), subject=card.id)))


def note(context: Context, state: State, mode: Typing) -> Outcome:
    """Keep the note; an empty one goes."""
    card = context.document.find(mode.subject)
    if card is None:
        return Outcome(state.leave("it is gone"))
    return Outcome(
        state.leave(), update(context.document, structs.replace(card, note=mode.text.strip() or None), "note")
    )


def ask_link(context: Context, state: State) -> Outcome:
    """Ask for the id of the thing outside, or offer the entities of the corpus."""
    card = context.card(state.card) or context.under(state.selection)
    if not isinstance(card, Entity | Event) or not context.schema.has_coref(card):
        return Outcome(state.say("a link needs a mention or an event on the card"))
    text = ", ".join(card.links)
    mode = Typing("link", "links (wikidata:Q42, ...)", text, len(text), subject=card.id)
    return Outcome(replace(state, card=card.id, mode=mode))


def link(context: Context, state: State, mode: Typing) -> Outcome:
    """Keep the links that were typed."""
    card = context.document.find(mode.subject)
    if not isinstance(card, Entity | Event):
        return Outcome(state.leave("it is gone"))
    links = tuple(dict.fromkeys(word.strip() for word in mode.text.split(",") if word.strip()))
    return Outcome(state.leave(), update(context.document, structs.replace(card, links=links), "link"))


def show_labels(context: Context, state: State) -> Outcome:
    """The document's labels, to be changed one by one."""
    if not context.schema.labels:
        return Outcome(state.say("the schema has no document labels"))
    return Outcome(replace(state, mode=Picking("label", "labels of the document", label_items(context))))


def label_items(context: Context) -> tuple[Item, ...]:
    """A line for each label with its value."""
    labels = context.document.labels
    return tuple(Item(name, shown(labels.get(name)), name) for name in context.schema.labels)


def pick_label(context: Context, state: State, name: str) -> Outcome:
    """The next legal value of a label, or its text."""
    label = context.schema.labels[name]
    current = context.document.labels.get(name)
    if label.input != "choose":
        text = shown(current)
        return Outcome(replace(state, mode=Typing("label", name, text, len(text), part=name)))
    return Outcome(state, set_field(context.document, "labels", _with(context, name, label.next(current)), "label"))


def typed_label(context: Context, state: State, mode: Typing) -> Outcome:
    """Give a label the text that was typed."""
    label = context.schema.labels[mode.part]
    value = label.parse(mode.text)
    if value is not None and (fault := label.input_fault(value, context.around.names)):
        return Outcome(state.say(fault))
    return Outcome(state.leave(), set_field(context.document, "labels", _with(context, mode.part, value), "label"))


def _with(context: Context, name: str, value: Value | None) -> dict[str, Value]:
    labels = {key: old_value for key, old_value in context.document.labels.items() if key != name}
    return labels if value is None else labels | {name: value}
