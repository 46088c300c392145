"""Digits are attributes: one cycles the legal values, shows hints for a reference, or asks for text."""

from __future__ import annotations

from dataclasses import replace

from annotator.model.annotation import Annotation, Entity, Event, Value
from annotator.model.edits import set_attributes
from annotator.schema.label_schema import AttributeType
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
    if attribute.kind == "reference":
        return _refer(context, state, card, attribute)
    if attribute.kind == "free" or attribute.multiple:
        return Outcome(replace(state, mode=_asked(card, attribute)))
    legal: tuple[Value, ...] = (False, True) if attribute.kind == "boolean" else attribute.values
    value = _next(card, attribute, legal)
    return Outcome(state.leave(), set_attributes(context.document, card.id, {attribute.name: value}))


def _next(card: Annotation, attribute: AttributeType, legal: tuple[Value, ...]) -> Value | None:
    held = card.attributes.get(attribute.name)
    if held is None:
        return legal[-1] if attribute.kind == "boolean" else legal[0]
    number = legal.index(held) + 1 if held in legal else 0
    if number >= len(legal):
        return legal[0] if attribute.required else None
    return legal[number]


def _asked(card: Annotation, attribute: AttributeType) -> Typing:
    held = card.attributes.get(attribute.name, "")
    text = ", ".join(held) if isinstance(held, tuple) else str(held)
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
    attribute = next((each for each in attributes_of(context, card) if each.name == mode.part), None)
    value = parsed(attribute, mode.text) if attribute else mode.text.strip() or None
    if isinstance(value, ValueError):
        return Outcome(state.say(str(value)))
    return Outcome(state.leave(), set_attributes(context.document, mode.subject, {mode.part: value}))


def parsed(attribute: AttributeType, text: str) -> Value | ValueError | None:
    """A value as typed; a ValueError says what is wrong with it."""
    text = text.strip()
    if not text:
        return None
    if not attribute.multiple:
        if attribute.kind == "enumerated" and text not in attribute.values:
            return ValueError(f"{text} is none of {', '.join(attribute.values)}")
        return text
    words = tuple(word.strip() for word in text.split(",") if word.strip())
    wrong = [word for word in words if attribute.kind == "enumerated" and word not in attribute.values]
    if wrong:
        return ValueError(f"{wrong[0]} is none of {', '.join(attribute.values)}")
    return words or None
