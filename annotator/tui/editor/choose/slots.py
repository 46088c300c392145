"""The slots of a card: its attributes, then the roles of an event, each opened by a digit."""

from __future__ import annotations

from typing import NamedTuple

from annotator.model.annotation import Annotation, Event
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.attributes.kinds import shown
from annotator.schema.label_schema import LabelSchema, Role
from annotator.tui.editor.state import Item

DIGITS = "1234567890"
SLOT, VALUE_KEY = "slot:", "value:"
"""How the keys of lines begin that stand for a slot, or for a value of one."""


class Slot(NamedTuple):
    """One slot: an attribute or a role, and its place among the slots of its annotation, from 0."""

    number: int
    name: str
    attribute: AttributeType | None = None
    role: Role | None = None

    @property
    def digit(self) -> str:
        """The digit that opens it; "" from the eleventh on."""
        return digit_of(self.number)


def digit_of(number: int) -> str:
    """The digit of a slot or row, counted from 0; "" from the eleventh on."""
    return DIGITS[number : number + 1]


def slots_of(schema: LabelSchema, annotation: Annotation) -> tuple[Slot, ...]:
    """The slots of an annotation."""
    attributes = schema.attributes_of(annotation.type)
    roles = schema.roles_of(annotation.type) if isinstance(annotation, Event) else ()
    filled = [Slot(number, each.name, attribute=each) for number, each in enumerate(attributes)]
    return (*filled, *(Slot(number, each.name, role=each) for number, each in enumerate(roles, len(filled))))


def slot_of_part(schema: LabelSchema, annotation: Annotation, part: str) -> Slot | None:
    """The slot of an attribute."""
    return next((each for each in slots_of(schema, annotation) if each.attribute and each.name == part), None)


def slot_of_role(schema: LabelSchema, event: Event, role: int) -> Slot:
    """The slot of a role, by its place among the roles."""
    return slots_of(schema, event)[len(schema.attributes_of(event.type)) + role]


def slot_items(schema: LabelSchema, card: Annotation, without: int = -1) -> tuple[Item, ...]:
    """The slots of a card as lines of a list."""
    slots = slots_of(schema, card)
    return tuple(
        Item(each.name, f"slot {each.digit}  {shown(card.attributes.get(each.name))}".rstrip(), f"{SLOT}{each.number}")
        for each in slots
        if each.number != without
    )
