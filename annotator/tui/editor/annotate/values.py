"""Giving values to the slots of a card, with all that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from msgspec import structs

from annotator.model.annotation import Annotation, Entity, Event, Value
from annotator.model.edits import update
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.tui.editor.annotate.constraints import with_consequences
from annotator.tui.editor.annotate.frames import after_attribute, opened
from annotator.tui.editor.annotate.proposals import proposed_anew
from annotator.tui.editor.annotate.referents import is_referent
from annotator.tui.editor.choose.slots import Slot, slot_of_part, slots_of
from annotator.tui.editor.choose.targets import lettered_annotations
from annotator.tui.editor.context import Context, anchor
from annotator.tui.editor.state import Frame, Hinting, Outcome, State, Target


class Asked(NamedTuple):
    """The annotation and the attribute whose value is asked for."""

    card: Annotation
    attribute: AttributeType
    slot: Slot


def asked(context: Context, frame: Frame, part: str) -> Asked | None:
    """What is asked for; None when it is gone."""
    card = context.document.find(frame.subject)
    slot = slot_of_part(context.schema, card, part) if card else None
    return Asked(card, slot.attribute, slot) if card and slot and slot.attribute else None


def with_values(context: Context, card: Annotation, values: Mapping[str, Value | None]) -> Annotation:
    """The annotation with these values, decided, and with what the schema's constraints make of them."""
    given = with_consequences(context.schema, card, values)
    kept = {name: value for name, value in card.attributes.items() if name not in given}
    attributes = kept | {name: value for name, value in given.items() if value is not None}
    unconfirmed = tuple(part for part in card.unconfirmed if part not in given)
    return structs.replace(card, attributes=attributes, unconfirmed=unconfirmed)


def open_digit(context: Context, state: State, card: Annotation, frame: Frame, digit: str) -> Outcome:
    """Open the slot of a digit."""
    slots = slots_of(context.schema, card)
    slot = next((each for each in slots if each.digit == digit), None)
    if slot is None:
        return Outcome(state.say(f"{card.type} has {len(slots)} slots" if slots else f"{card.type} has no attributes"))
    return Outcome(opened(context.schema, state, replace(frame, required=False), card, slot))


def digit(context: Context, state: State, key: str) -> Outcome:
    """A digit while labelling: open a slot of the card, or of what the cursor is on."""
    card = context.card(state.card) or context.under(state.selection)
    if card is None:
        return Outcome(state.say("digits open slots of the card: put an annotation on it"))
    return open_digit(context, state, card, Frame(card.id), key)


def open_named(context: Context, state: State, name: str) -> Outcome:
    """Open a slot of the card by its name."""
    card = context.card(state.card)
    slot = next((each for each in slots_of(context.schema, card) if each.name == name), None) if card else None
    if card is None or slot is None:
        return Outcome(state.say(f"the card has no {name}"))
    return Outcome(opened(context.schema, state, Frame(card.id), card, slot))


def give(context: Context, state: State, frame: Frame, part: str, value: Value | None) -> Outcome:
    """Give an attribute a value and go on to the next slot."""
    question = asked(context, frame, part)
    if question is None:
        return Outcome(state.leave("it is gone"))
    card = with_values(context, question.card, {part: value})
    if isinstance(card, Event):
        card = proposed_anew(context, card)
    given = [name for name in card.attributes if name not in card.unconfirmed]
    edit = update(context.document, card, "attribute") if card != question.card else None
    return Outcome(after_attribute(context, state, frame, question.slot, given), edit)


def reference_targets(context: Context, state: State, mode: Hinting) -> tuple[Target, ...]:
    """What a reference may name, with hints."""
    card = context.document.find(mode.subject)
    at = (anchor(context.document, card) if card else None) or state.selection
    return lettered_annotations(context, at, mode, lambda other: admits(context, mode, other))


def admits(context: Context, mode: Hinting, other: Entity | Event) -> bool:
    """Whether the attribute may name an annotation."""
    question = asked(context, Frame(mode.subject), mode.part)
    return question is not None and is_referent(context, question.attribute, question.card, other)


def refer(context: Context, state: State, mode: Hinting, target: Target) -> Outcome:
    """Let a reference name an annotation, by its chain when it has one."""
    other = context.document.entities.get(target.id or "") or context.document.events.get(target.id or "")
    if other is None:
        return Outcome(state.leave("it is gone"))
    return give(context, state, mode.frame or Frame(mode.subject), mode.part, other.coref or other.id)
