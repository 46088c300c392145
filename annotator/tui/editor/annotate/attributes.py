"""Digits are attributes: one cycles the legal values, shows hints for a reference, or asks for text."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Annotation, Entity, Event
from annotator.model.edits import set_attributes
from annotator.schema.attribute_kinds import shown
from annotator.schema.attribute_type import AttributeType
from annotator.tui.editor.choose.targets import annotated
from annotator.tui.editor.context import Context
from annotator.tui.editor.state import Hinting, Outcome, State, Target, Typing


def attributes_of(context: Context, annotation: Annotation) -> tuple[AttributeType, ...]:
    """The attributes of an annotation in the order of their digits."""
    return context.schema.attributes_of(annotation.type)


def digit(context: Context, state: State, key: str) -> Outcome:
    """Do what the attribute of this digit needs."""
    card = context.card(state.card) or context.under(state.selection)
    if card is None:
        return Outcome(state.say("digits set attributes: put an annotation on the card"))
    known = attributes_of(context, card)
    number = (int(key) - 1) % 10
    if number >= len(known):
        return Outcome(state.say(f"{card.type} has {len(known)} attributes"))
    attribute = known[number]
    state = replace(state, card=card.id)
    if attribute.input == "point":
        return _refer(context, state, card, attribute)
    if attribute.input == "type":
        return Outcome(replace(state, mode=_asked(card, attribute)))
    value = attribute.next(card.attributes.get(attribute.name))
    return Outcome(state.leave(), set_attributes(context.document, card.id, {attribute.name: value}))


def _asked(card: Annotation, attribute: AttributeType) -> Typing:
    text = shown(card.attributes.get(attribute.name))
    return Typing("attribute", attribute.name, text, len(text), subject=card.id, part=attribute.name)


def _refer(context: Context, state: State, card: Annotation, attribute: AttributeType) -> Outcome:
    kind = Event if attribute.to == "event" else Entity

    def legal(other: Entity | Event) -> bool:
        return isinstance(other, kind) and other.id != card.id and context.schema.has_coref(other)

    targets = annotated(context, state.selection, legal, wide=True)
    constants = "  ".join(f"{number} {value}" for number, value in enumerate(attribute.values, 1))
    words = f"{attribute.name}: a hint" + (f", or {constants}" if constants else "")
    mode = Hinting("refer", words, targets, subject=card.id, part=attribute.name, constants=attribute.values, wide=True)
    return Outcome(replace(state, mode=mode))


def refer(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    """Let a reference point to an annotation, by its chain when it has one."""
    other = context.document.find(target.id or "")
    if not isinstance(other, Entity | Event):
        return Outcome(state.leave("it is gone"))
    return constant(context, state, mode, other.coref or other.id)


def constant(context: Context, state: State, mode: Hinting, value: str) -> Outcome:
    """Give an attribute one value."""
    return Outcome(state.leave(), set_attributes(context.document, mode.subject, {mode.part: value}))


def typed(context: Context, state: State, mode: Typing) -> Outcome:
    """Give an attribute the text that was typed; nothing takes it away."""
    card = context.document.find(mode.subject)
    if card is None:
        return Outcome(state.leave("it is gone"))
    attribute = context.schema.attribute_of(card, mode.part)
    if attribute is None:
        return Outcome(state.leave(f"{card.type} has no {mode.part}"))
    value = attribute.parse(mode.text)
    if value is not None and (fault := attribute.input_fault(value, context.around.names)):
        return Outcome(state.say(fault))
    return Outcome(state.leave(), set_attributes(context.document, mode.subject, {mode.part: value}))
