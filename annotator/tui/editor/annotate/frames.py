"""The slots of a card one after the other: which is asked for next, and in which mode."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from annotator.model.annotation import Annotation, Event
from annotator.schema.attributes.attribute_type import AttributeType
from annotator.schema.attributes.kinds import shown
from annotator.schema.label_schema import LabelSchema
from annotator.tui.editor.annotate.preselected import of_role, proposed_with, with_preselected
from annotator.tui.editor.annotate.roles import is_full
from annotator.tui.editor.choose.slots import VALUE_KEY, Slot, slots_of
from annotator.tui.editor.choose.targets import fillers, is_worth_asking, lettered_fillers
from annotator.tui.editor.context import Context
from annotator.tui.editor.letters import value_letters
from annotator.tui.editor.state import Filling, Frame, Item, Picking, Reach, State, Target, Typing, Valuing


def opened(schema: LabelSchema, state: State, frame: Frame, card: Annotation, slot: Slot) -> State:
    """The state in which a slot of an annotation is asked for; it may be about to be added."""
    state = replace(state, card=card.id, message="")
    if slot.attribute is None:
        # Whoever asks for a role by its digit looks for what the walk did not lead to.
        role = slot.number - len(schema.attributes_of(card.type))
        return state.enter(Filling(frame, role, reach=Reach(is_wide=True)))
    return state.enter(_asked(frame, card, slot.attribute))


def _asked(frame: Frame, card: Annotation, attribute: AttributeType) -> Valuing | Picking | Typing:
    mode = Valuing(frame, attribute.name)
    if value_letters(attribute) or (attribute.points and not attribute.multiple):
        return mode
    if attribute.choices():
        return value_list(mode, attribute)
    text = shown(card.attributes.get(attribute.name))
    return Typing(
        "attribute", attribute.name, text, len(text), card.id, attribute.name, selected=bool(text), frame=frame
    )


def value_list(mode: Valuing, attribute: AttributeType) -> Picking:
    """The values of an attribute as a list to type in."""
    items = tuple(Item(shown(value), key=VALUE_KEY + shown(value)) for value in attribute.choices())
    return Picking("choice", attribute.name, items, back=mode)


def after_attribute(context: Context, state: State, frame: Frame, slot: Slot, given: Collection[str] = ()) -> State:
    """The state after an attribute: the next one is asked for, then the roles; over, where there are none.

    Where only required attributes are asked for, those in `given` have their value already.
    """
    card = context.document.find(frame.subject)
    if card is None:
        return state.leave("it is gone")
    following = slots_of(context.schema, card)[slot.number + 1 :]
    for each in following:
        if each.attribute and (not frame.required or (_is_to_be_said(state, card, each) and each.name not in given)):
            return opened(context.schema, state, frame, card, each)
    if isinstance(card, Event) and not frame.required:
        return to_role(state, frame, frame.walked)
    if state.relating is not None and not frame.required:
        # What was passed over by a digit is proposed still, and the walk would leave it.
        for each in slots_of(context.schema, card):
            if each.name in card.unconfirmed and each.name not in (slot.name, *given):
                return opened(context.schema, state, replace(frame, required=True), card, each)
    return state.over(card.id)


def first_required(schema: LabelSchema, state: State, card: Annotation) -> State:
    """The state in which a new annotation is asked for the values that must be said; over, where there are none."""
    frame = Frame(card.id, required=True)
    for each in slots_of(schema, card):
        if _is_to_be_said(state, card, each):
            return opened(schema, state, frame, card, each)
    return state.over(card.id)


def _is_to_be_said(state: State, card: Annotation, slot: Slot) -> bool:
    """Whether a value is asked for at once: a required one; in the walk along heads a proposed one too."""
    is_proposed = state.relating is not None and slot.name in card.unconfirmed
    return slot.attribute is not None and (slot.attribute.required or is_proposed)


def first_missing(schema: LabelSchema, state: State, card: Annotation) -> State | None:
    """The state in which the first required attribute without a value is asked for; None where none is missing."""
    for slot in slots_of(schema, card):
        if slot.attribute and slot.attribute.required and slot.name not in card.attributes:
            return opened(schema, state, Frame(card.id, required=True), card, slot)
    return None


def to_role(state: State, frame: Frame, role: int) -> State:
    """The state in which the first role from this one on is asked for that is worth it."""
    return state.enter(Filling(frame, role, sought=True))


def moved(mode: Filling, role: int, *, sought: bool = False) -> Filling:
    """The walk at another role, in the sentence again; letters that were given stay."""
    return replace(mode, role=role, sought=sought, targets=(), typed="", reach=Reach(), adds=False)


def at_role(context: Context, state: State, mode: Filling) -> State:
    """The walk through the roles with its hints as the document now is."""
    event = context.document.events.get(mode.frame.subject)
    if event is None:
        return replace(state.leave(), card=None)
    mode = replace(mode, frame=with_preselected(context, event, mode.frame))
    event = proposed_with(context, event, mode.frame)
    roles = context.schema.roles_of(event.type)
    lettered = lettered_fillers(context, event, mode)
    while mode.sought and mode.role < len(roles) and not _is_asked(context, event, mode, lettered):
        mode = replace(mode, role=mode.role + 1)
    targets = _targets(context, event, mode, lettered)
    frame = replace(mode.frame, walked=max(mode.frame.walked, mode.role))
    return state.enter(replace(mode, frame=frame, targets=targets, lettered=lettered, sought=False))


def _targets(context: Context, event: Event, mode: Filling, lettered: tuple[Target, ...]) -> tuple[Target, ...]:
    """What the role may take; and what only another role may take, the next one that does first.

    Of places where nothing is annotated yet only those of the role itself, and likely triggers for others.
    """
    roles = context.schema.roles_of(event.type)
    wide = bool(mode.reach.more or mode.reach.look)
    own = list(fillers(context, event, roles[mode.role], lettered, wide=wide)) if mode.role < len(roles) else []
    left = {each.hint: each for each in lettered if all(each.hint != other.hint for other in own)}
    best = {each.target for each in mode.frame.best if mode.role < len(roles) and each.role == roles[mode.role].name}
    targets = [replace(each, is_best=True) if each.id in best else each for each in own]
    for number in (*range(mode.role + 1, len(roles)), *range(min(mode.role, len(roles)))):
        if left and not is_full(event, roles[number]):
            for each in fillers(context, event, roles[number], tuple(left.values())):
                if is_worth_asking(context, each):
                    targets.append(replace(each, role=number))
                    del left[each.hint]
    return tuple(sorted(targets, key=lambda each: each.span))


def _is_asked(context: Context, event: Event, mode: Filling, lettered: tuple[Target, ...]) -> bool:
    role = context.schema.roles_of(event.type)[mode.role]
    if is_full(event, role) or of_role(mode.frame, role):
        return False
    return any(is_worth_asking(context, each) for each in fillers(context, event, role, lettered))
